import { promisify } from 'node:util';
import { gzip, gzipSync } from 'node:zlib';
import type { Request } from 'firebase-functions/v2/https';
import type { Response } from 'express';
import { type Action } from '../action.ts';
import { type Limit, type LimitState } from '../rate-limit.ts';
import { etagOf, isKnown } from './preconditions.ts';
import { type Problem } from './problem.ts';
import { kebab, type Route } from './route.ts';

const compress = promisify(gzip);

/** Below this, compressing saves no packet. */
const WORTH_COMPRESSING = 1400;
/** Up to this, compressing takes less time (half a millisecond) than waiting for another thread to do it. */
const COMPRESSED_HERE = 64 * 1024;
const FAST = { level: 3 };

/** What every answer of the interface bears, also to browsers on other origins; there are no cookies to steal. */
export function commonHeaders(correlationId: string): Record<string, string> {
  return {
    'X-Correlation-Id': correlationId,
    'X-Content-Type-Options': 'nosniff',
    'Access-Control-Allow-Origin': '*',
    'Access-Control-Expose-Headers': EXPOSED,
    'Cache-Control': 'no-store',
    Vary: 'Accept-Encoding, Accept-Language, Authorization, Toonbank-Organisation',
  };
}

const EXPOSED = 'ETag, Location, Link, X-Correlation-Id, RateLimit, RateLimit-Policy, Retry-After, Deprecation, Sunset, Allow';
const TAKEN = 'Authorization, Content-Type, Toonbank-Organisation, Toonbank-Link, Idempotency-Key, If-Match, If-None-Match, X-Correlation-Id, X-Firebase-AppCheck, Accept-Language';

/** Answers OPTIONS: what can be done here, and that a browser may. */
export function sendOptions(response: Response, allow: string): void {
  response.set({
    Allow: allow,
    'Access-Control-Allow-Methods': allow,
    'Access-Control-Allow-Headers': TAKEN,
    'Access-Control-Max-Age': '7200',
  });
  response.status(204).end();
}

/** How much a caller may still ask, as in the IETF's draft on rate limit headers. */
export function limitHeaders({ perSecond, burst, left }: LimitState): Record<string, string> {
  const refill = (missing: number): number => Math.ceil(missing / perSecond);
  return { 'RateLimit-Policy': `"default";q=${burst};w=${refill(burst)}`, RateLimit: `"default";r=${left};t=${refill(burst - left)}` };
}

/** Says that a route will go (RFC 9745), when (RFC 8594), and what comes instead. */
export function deprecationHeaders({ deprecated }: Action, base: string): Record<string, string> {
  if (deprecated === undefined) return {};
  const { since, sunset, successor } = deprecated;
  return {
    Deprecation: `@${Math.floor(Date.parse(since) / 1000)}`,
    ...(sunset === undefined ? {} : { Sunset: new Date(sunset).toUTCString() }),
    ...(successor === undefined ? {} : { Link: `<${base}${successor}>; rel="successor-version"` }),
  };
}

interface Answer {
  readonly route: Route;
  readonly reply: unknown;
  /** Public base of the interface, `…/v1`. */
  readonly base: string;
}

/** Sends what an action replied, with its version and, for what was made, its address. */
export async function sendReply(request: Request, response: Response, { route, reply, base }: Answer): Promise<void> {
  const entity = (reply ?? {}) as Readonly<Record<string, unknown>>;
  const isDocument = route.resource !== undefined || route.action.document !== undefined;
  const etag = isDocument && typeof entity['version'] === 'number' ? etagOf(entity['version']) : undefined;
  if (etag !== undefined) response.set('ETag', etag);
  if (route.method === 'GET') response.set('Cache-Control', 'private, no-cache');
  if (route.status === 201 && route.resource !== undefined) {
    const id = entity['id'] ?? entity[route.resource.idField];
    if (typeof id === 'string') response.set('Location', `${base}/${kebab(route.resource.name)}/${encodeURIComponent(id)}`);
  }
  if (route.method === 'GET' && typeof entity['next'] === 'string') response.append('Link', `<${nextUrl(request, base, entity['next'])}>; rel="next"`);
  if (route.method === 'GET' && etag !== undefined && isKnown(request, etag)) response.status(304).end();
  else if (route.status === 204) response.status(204).end();
  else await sendJson(request, response, { status: route.status, type: 'application/json', body: JSON.stringify(reply ?? null) });
}

function nextUrl(request: Request, base: string, after: string): string {
  const query = new URLSearchParams(request.url.split('?')[1] ?? '');
  query.set('after', after);
  return `${base}${request.path.replace(/^\/v1/, '')}?${query.toString()}`;
}

export async function sendProblem(request: Request, response: Response, problem: Problem): Promise<void> {
  if (problem.status === 401) response.set('WWW-Authenticate', 'Bearer realm="toonbank"');
  if (problem.status === 429 || problem.status === 503) response.set('Retry-After', '1');
  const { perSecond, burst } = (problem.data ?? {}) as Partial<Limit>;
  if (problem.status === 429 && perSecond !== undefined && burst !== undefined) response.set(limitHeaders({ perSecond, burst, left: 0 }));
  await sendJson(request, response, { status: problem.status, type: 'application/problem+json', body: JSON.stringify(problem) });
}

interface Body {
  readonly status: number;
  readonly type: string;
  readonly body: string | Buffer;
}

/** Sends a body, compressed where that is wanted and worth it. */
export async function sendJson(request: Request, response: Response, { status, type, body }: Body): Promise<void> {
  const plain = Buffer.from(body);
  const compressed = plain.length >= WORTH_COMPRESSING && request.acceptsEncodings('gzip') === 'gzip';
  const sent = !compressed ? plain : plain.length <= COMPRESSED_HERE ? gzipSync(plain, FAST) : await compress(plain);
  if (compressed) response.set('Content-Encoding', 'gzip');
  response.status(status).set('Content-Length', String(sent.length));
  // Not by `set`, which adds a charset that JSON does not have.
  response.setHeader('Content-Type', type);
  // Node leaves the body out where the request was HEAD. Express's `send` would add an ETag of its own.
  response.end(sent);
}
