import type * as z from 'zod';
import { invalidField } from './errors.ts';

/** Where the next page of a list begins, as text that callers hand back unread. */
export function encodeCursor(position: object): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

/**
 * Reads a cursor of ours. It only says where to begin in the caller's own list, so it needs no signature.
 * @throws AppError `invalid-input` on the field `cursor`
 */
export function decodeCursor<S extends z.ZodType>(schema: S, cursor: string): z.output<S> {
  const result = schema.safeParse(parsed(cursor));
  if (!result.success) throw invalidField('cursor', { en: 'is not a cursor of this list', nl: 'is geen cursor van deze lijst' });
  return result.data;
}

function parsed(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    return undefined;
  }
}
