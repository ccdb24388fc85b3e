import { connect, type Stack } from './connect.ts';
import { engineName } from './engine.ts';
import { DEFAULT_PORTS } from './ports.ts';
import { worldClient } from './world.ts';

/** The project that `npm start` runs. */
export const LOCAL_PROJECT = 'demo-toonbank';

/** The stack that `npm start` keeps up in another process, if it is there. */
export async function runningStack(): Promise<Stack | undefined> {
  const world = await worldClient(DEFAULT_PORTS);
  const answers = await world.clock().then(() => true, () => false);
  if (!answers) return undefined;
  return connect({ projectId: LOCAL_PROJECT, ports: DEFAULT_PORTS, engine: engineName(), functions: true, world });
}
