import { createHmac, timingSafeEqual } from 'node:crypto';
import { secret } from './config.ts';
import { AppError } from './errors.ts';

/** The place after which a page begins: the value that the list is sorted by, and the id of the document. */
export type Place = readonly [value: unknown, id: string];

const MAC_BYTES = 16;

/**
 * A cursor as callers hand it back: opaque, and signed together with what it belongs to, so that one of another list,
 * other filters or another organisation is refused instead of returning a page that nobody asked for.
 * @param scope list, organisation, order and filters
 */
export function writePageCursor(scope: readonly unknown[], [value, id]: Place): string {
  const stored = value instanceof Date ? { at: value.toISOString() } : value;
  const body = Buffer.from(JSON.stringify([stored, id])).toString('base64url');
  return `${body}.${mac(scope, body)}`;
}

/**
 * The place in a cursor of ours.
 * @throws AppError `invalid-input` on the field `after`
 */
export function readPageCursor(scope: readonly unknown[], cursor: string): [unknown, string] {
  const [body = '', signature = '', ...rest] = cursor.split('.');
  // Compared as written, as the token of a link is: several texts of base64 decode to the same bytes.
  const [given, right] = [Buffer.from(signature), Buffer.from(mac(scope, body))];
  if (rest.length > 0 || given.length !== right.length || !timingSafeEqual(given, right)) throw foreignCursor();
  const [value, id] = JSON.parse(Buffer.from(body, 'base64url').toString()) as [unknown, string];
  return [value !== null && typeof value === 'object' && 'at' in value ? new Date(String(value.at)) : value, id];
}

function mac(scope: readonly unknown[], body: string): string {
  return createHmac('sha256', secret('LINK_KEY')).update(`page.v1.${JSON.stringify(scope)}.${body}`).digest().subarray(0, MAC_BYTES).toString('base64url');
}

function foreignCursor(): AppError {
  const message = 'is not a cursor of this list with these filters and this sort';
  return new AppError('invalid-input', `after: ${message}`, { issues: [{ path: 'after', code: 'custom', message }] });
}
