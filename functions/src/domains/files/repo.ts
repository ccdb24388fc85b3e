import { type Clock } from '../../platform/clock.ts';
import { stableId } from '../../platform/ids.ts';
import { tenantCollection, type Tenant } from '../../platform/tenancy.ts';
import { type Reader, type Tx } from '../../platform/tx.ts';
import { type StoredFile } from './file.ts';

export const files = tenantCollection<StoredFile>('files');

type NewFile = Omit<StoredFile, 'id' | 'immutable' | 'createdAt'>;

/**
 * Notes an immutable file that stands in Storage. Its id follows from its path, so that noting it twice is noting it
 * once.
 */
export async function recordImmutable({ tx, org, clock }: { tx: Tx; org: Tenant; clock: Clock }, file: NewFile): Promise<StoredFile> {
  const ref = files.doc(org, stableId('file', file.path));
  const earlier = await tx.get(ref);
  return earlier ?? tx.append(ref, { ...file, id: ref.id, immutable: true, createdAt: clock.now() });
}

/** Files by where they stand; `undefined` at the place of those that there are not. */
export function filesAt(reader: Reader, org: Tenant, paths: readonly string[]): Promise<(StoredFile | undefined)[]> {
  return reader.getAll(paths.map((path) => files.doc(org, stableId('file', path))));
}

export function fileById(reader: Reader, org: Tenant, id: string): Promise<StoredFile | undefined> {
  return reader.get(files.doc(org, id));
}
