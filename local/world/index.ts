export { startWorld, type World } from './server.ts';
export type { WorldOptions } from './world.ts';
export { WorldClient } from './client.ts';
