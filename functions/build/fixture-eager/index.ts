// Would load with every instance what was made lazy on purpose.
export { heavy } from './heavy.lazy.ts';
