import { createHash, randomBytes } from 'node:crypto';
import * as z from 'zod';

/**
 * A document id as clients may send it. The alphabet has no slash and no dot, so that an id can never change the
 * path it stands in. Firestore keeps `__…__` for itself.
 */
export const Id = z
  .string()
  .regex(/^(?!__.*__$)[A-Za-z0-9_-]{1,128}$/, 'must be 1 to 128 letters, digits, - or _')
  .meta({ id: 'Id', description: 'Identifier of a document' });

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** 20 letters and digits, 119 bits: the shape of Firestore's own ids, evenly spread over the key space. */
export function newId(): string {
  let id = '';
  while (id.length < 20) {
    // 248 is the largest multiple of 62 below 256; the rest would favour the first letters.
    for (const byte of randomBytes(32)) if (byte < 248 && id.length < 20) id += ALPHABET[byte % 62];
  }
  return id;
}

/** A stable id for the same parts: the way to make "twice" mean "the same document". 128 bits in hex. */
export function stableId(...parts: readonly string[]): string {
  return sha256(JSON.stringify(parts)).slice(0, 32);
}

export function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

/**
 * The one recipe for idempotency keys sent to providers. The version changes when the recipe does, so that an old
 * and a new release never give different requests the same key.
 */
export function providerKey(...parts: readonly string[]): string {
  return `tb1-${stableId('provider', ...parts)}`;
}
