import type { IncomingMessage, ServerResponse } from 'node:http';

/** One request, read whole. `path` has no query and is not decoded; `header` is case-insensitive. */
export interface WorldRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  rawQuery: string;
  body: Buffer;
  header(name: string): string | undefined;
  /** The socket, for those answers that are none. */
  raw: IncomingMessage;
}

/** What is sent back. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string | Buffer;
}

/** Largest body taken, in bytes: mails with attachments are the largest thing any client sends here. */
const MAX_BODY = 45 * 1024 * 1024;

/** Reads the request to its end. Throws when the body is larger than any vendor takes. */
export async function readRequest(raw: IncomingMessage): Promise<WorldRequest> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of raw as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY) throw new Error('request body too large');
    chunks.push(chunk);
  }
  const [path = '/', rawQuery = ''] = (raw.url ?? '/').split(/\?(.*)/s);
  return {
    method: raw.method ?? 'GET',
    path,
    rawQuery,
    query: new URLSearchParams(rawQuery),
    body: Buffer.concat(chunks),
    header: (name) => {
      const value = raw.headers[name.toLowerCase()];
      return Array.isArray(value) ? value[0] : value;
    },
    raw,
  };
}

export const json = (status: number, value: unknown, headers: Record<string, string> = {}): Answer => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(value, null, 2),
});

export const html = (body: string, status = 200): Answer => ({ status, headers: { 'content-type': 'text/html; charset=utf-8' }, body });

export const redirect = (location: string): Answer => ({ status: 303, headers: { location }, body: '' });

export function send(res: ServerResponse, answer: Answer): void {
  const body = Buffer.from(answer.body);
  res.writeHead(answer.status, { ...answer.headers, 'content-length': String(body.length) });
  res.end(body);
}

/** Parses a JSON object; an empty body counts as `{}`. Returns `undefined` when it is anything else. */
export function parseJsonObject(body: Buffer): Record<string, unknown> | undefined {
  if (body.length === 0) return {};
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A path segment as it was meant; one that is not proper percent-encoding stays as it is, and matches nothing. */
function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** Routes by method and path template (`POST /v1/refunds/{id}`); the ids in the path are decoded. */
export class Router<H> {
  private readonly routes: { method: string; pattern: RegExp; names: string[]; key: string; handler: H }[] = [];

  add(key: string, handler: H): void {
    const [method = '', path = ''] = key.split(' ');
    const names: string[] = [];
    const source = path.replace(/\{(\w+)\}/g, (_, name: string) => {
      names.push(name);
      return '([^/]+)';
    });
    this.routes.push({ method, pattern: new RegExp(`^${source}$`), names, key, handler });
  }

  find(method: string, path: string): { key: string; handler: H; ids: Record<string, string> } | undefined {
    // `/v1/customers/search` also looks like `/v1/customers/{id}`: the route with fewer placeholders is meant.
    const fitting = this.routes.filter((r) => r.method === method && r.pattern.test(path)).sort((a, b) => a.names.length - b.names.length);
    const [route] = fitting;
    const match = route?.pattern.exec(path);
    if (!route || !match) return undefined;
    const ids = Object.fromEntries(route.names.map((name, i) => [name, decode(match[i + 1] ?? '')]));
    return { key: route.key, handler: route.handler, ids };
  }
}
