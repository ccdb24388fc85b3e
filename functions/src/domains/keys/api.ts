/** API keys: programs that act in an organisation. */
export { ApiKey } from './key.ts';
