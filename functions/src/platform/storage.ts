import { getStorage } from 'firebase-admin/storage';
import { database } from './firestore.ts';
import { sha256 } from './ids.ts';

/** A file of ours in Storage. */
export interface StoredFile {
  readonly path: string;
  readonly size: number;
  readonly sha256: string;
  readonly contentType: string;
}

function bucket() {
  database(); // the app is initialised there, once
  return getStorage().bucket();
}

/** For what everybody may read and nobody changes: browsers and caches keep it for a year. */
export const KEEP_FOREVER = 'public, max-age=31536000, immutable';

/**
 * Stores bytes that never change again. A second call with the same bytes at the same path is the same file.
 * @param cacheControl who may keep a copy for how long; Storage's own default unless told
 * @throws Error when other bytes stand there already
 */
export async function storeImmutable(path: string, bytes: Uint8Array, contentType: string, cacheControl?: string): Promise<StoredFile> {
  const stored = { path, size: bytes.length, sha256: sha256(bytes), contentType };
  const file = bucket().file(path);
  const [exists] = await file.exists();
  if (exists) {
    const earlier = sha256(await readFile(path));
    if (earlier !== stored.sha256) throw new Error(`${path} exists with other content`);
    return stored;
  }
  const headers = cacheControl === undefined ? {} : { cacheControl };
  await file.save(Buffer.from(bytes), { contentType, resumable: false, metadata: { ...headers, metadata: { sha256: stored.sha256 } } });
  return stored;
}

export async function readFile(path: string): Promise<Uint8Array> {
  const [bytes] = await bucket().file(path).download();
  return bytes;
}

/** A file of at most so many bytes; `undefined` when there is none, or a larger one, which is not read. */
export async function readSmallFile(path: string, maxBytes: number): Promise<Uint8Array | undefined> {
  const file = bucket().file(path);
  const [exists] = await file.exists();
  if (!exists) return undefined;
  const [{ size }] = await file.getMetadata();
  return Number(size) > maxBytes ? undefined : readFile(path);
}
