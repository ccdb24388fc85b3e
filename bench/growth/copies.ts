import { randomBytes } from 'node:crypto';
import { database } from '../../functions/src/platform/firestore.ts';

export type Fields = Record<string, unknown>;

/** The most that one commit takes. */
const BATCH = 500;
const AT_ONCE = 4;

/**
 * Fills a collection up to `size` documents with copies of one that a real action made, each with what makes it itself.
 * Written in whole commits: no action runs for them, and they are stored as actions would have left them.
 */
export async function copies(collection: string, id: string, size: number, changed: (index: number, size: number) => Fields): Promise<void> {
  const db = database();
  const template = (await db.doc(`${collection}/${id}`).get()).data() ?? {};
  const starts: number[] = [];
  for (let from = 1; from < size; from += BATCH) starts.push(from);
  const write = async (from: number): Promise<void> => {
    const batch = db.batch();
    for (let index = from; index < Math.min(size, from + BATCH); index += 1) {
      const ref = db.doc(`${collection}/${randomBytes(10).toString('hex')}`);
      batch.create(ref, { ...template, ...('id' in template ? { id: ref.id } : {}), ...changed(index, size) });
    }
    await batch.commit();
  };
  const worker = async (): Promise<void> => {
    for (let from = starts.pop(); from !== undefined; from = starts.pop()) await write(from);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}
