export { count } from './apps.lazy.ts';
