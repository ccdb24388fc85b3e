import type { Request } from 'firebase-functions/v2/https';
import { AppError } from '../errors.ts';
import { type ExpectedVersion } from '../call.ts';
import { type Route } from './route.ts';

/** The tag of a version of a document: the same wherever that version is shown. */
export function etagOf(version: number): string {
  return `"${version}"`;
}

/**
 * The versions in `If-Match`. A proxy that compresses makes tags weak, so a weak one counts too.
 * @throws AppError `invalid-input` when it is malformed, or the path names no document with versions
 */
export function expectedVersion(request: Request, route: Route, values: Readonly<Record<string, string>>): ExpectedVersion | undefined {
  const given = request.get('if-match');
  if (given === undefined) return undefined;
  const document = documentOf(route, values);
  if (document === undefined || route.action.kind === 'read') throw badHeader('If-Match', 'is not possible here');
  if (given.trim() === '*') return { document, versions: undefined };
  const tags = given.split(',').map((tag) => /^(?:W\/)?"(\d{1,15})"$/.exec(tag.trim())?.[1]);
  const versions = tags.map((tag) => (tag === undefined ? NaN : parseInt(tag, 10)));
  if (versions.some(Number.isNaN)) throw badHeader('If-Match', 'must be an ETag of this interface, such as "3"');
  return { document, versions };
}

/** The one document that the path names. */
function documentOf({ resource, action }: Route, values: Readonly<Record<string, string>>): ExpectedVersion['document'] | undefined {
  if (action.document !== undefined) return action.document;
  const id = resource === undefined ? undefined : values[resource.idField];
  return resource === undefined || id === undefined ? undefined : (org) => resource.collection.doc(org, id);
}

/** Whether the caller has this version already. */
export function isKnown(request: Request, etag: string): boolean {
  const given = request.get('if-none-match');
  if (given === undefined) return false;
  return given.trim() === '*' || given.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag);
}

/**
 * The key under which a repeated request is the same request.
 * @throws AppError `invalid-input`
 */
export function idempotencyKeyOf(request: Request): string | undefined {
  const given = request.get('idempotency-key');
  if (given === undefined) return undefined;
  // A structured header has it in quotes; most clients leave them out.
  const key = /^"(.*)"$/.exec(given)?.[1] ?? given;
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) throw badHeader('Idempotency-Key', 'must have 1 to 255 visible ASCII characters');
  return key;
}

/** An `invalid-input` about a header. */
export function badHeader(name: string, message: string): AppError {
  return new AppError('invalid-input', `${name} ${message}`, {
    say: { en: `The header ${name} ${message}.`, nl: `De header ${name} klopt niet.` },
    issues: [{ path: `header ${name}`, code: 'invalid-header', message }],
  });
}
