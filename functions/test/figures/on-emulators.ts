import { startStack } from '../../../local/stack/index.ts';
import { closeDatabase } from '../../src/platform/firestore.ts';

/** Runs `work` on emulators of its own; the actions run in this process. */
export async function onEmulators<T>(work: () => Promise<T>): Promise<T> {
  const stack = await startStack({ functions: false });
  Object.assign(process.env, stack.env);
  try {
    return await work();
  } finally {
    await closeDatabase();
    await stack.stop();
  }
}
