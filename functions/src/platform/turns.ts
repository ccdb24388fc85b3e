/** The end of the queue per key; absent when nobody waits. */
const tails = new Map<string, Promise<unknown>>();

/**
 * Runs `work` when those before it with the same key, in this instance, are done. Transactions on one hot document
 * otherwise collide, and each collision runs the whole action again; a queue of a few milliseconds is cheaper.
 * Correctness never depends on it: other instances are kept apart by Firestore's own locks.
 */
export async function inTurn<T>(key: string | undefined, work: () => Promise<T>): Promise<T> {
  if (key === undefined) return work();
  const before = tails.get(key) ?? Promise.resolve();
  const mine = before.then(work, work);
  const settled = mine.catch(() => undefined);
  tails.set(key, settled);
  try {
    return await mine;
  } finally {
    if (tails.get(key) === settled) tails.delete(key);
  }
}
