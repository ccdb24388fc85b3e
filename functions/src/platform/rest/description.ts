import { readFile } from 'node:fs/promises';
import type { Request } from 'firebase-functions/v2/https';
import type { Response } from 'express';
import { setting } from '../config.ts';
import { sha256 } from '../ids.ts';
import { sendJson } from './reply.ts';
import { type Extra } from './serve.ts';

interface Shown {
  readonly type: string;
  readonly body: Buffer;
  readonly etag: string;
  readonly policy?: string;
}

let document: Promise<object> | undefined;
let json: Promise<Shown> | undefined;
let page: Promise<Shown> | undefined;

/** The description of the interface, which the build puts beside the bundle, with the address of this installation. */
async function openapi(): Promise<object> {
  document ??= readFile(new URL('./openapi.json', import.meta.url), 'utf8').then((text) => ({
    ...(JSON.parse(text) as object),
    servers: [{ url: setting('API_URL') }],
  }));
  return document;
}

function shown(type: string, text: string, policy?: string): Shown {
  const body = Buffer.from(text);
  return { type, body, etag: `"${sha256(body).slice(0, 16)}"`, ...(policy === undefined ? {} : { policy }) };
}

async function describe(): Promise<Shown> {
  return shown('application/json', JSON.stringify(await openapi()));
}

async function render(): Promise<Shown> {
  const { renderDocs } = await import('./docs-page.lazy.ts');
  const { markup, policy } = renderDocs((await openapi()) as never);
  return shown('text/html; charset=utf-8', markup, policy);
}

/** `/v1/openapi.json` for programs, `/v1/docs` for people; made once per instance, open to everybody. */
export const descriptionExtras: Readonly<Record<string, Extra>> = {
  '/openapi.json': async (request, response) => send(request, response, await (json ??= describe())),
  '/docs': async (request, response) => send(request, response, await (page ??= render())),
};

async function send(request: Request, response: Response, { type, body, etag, policy }: Shown): Promise<void> {
  response.set({ ETag: etag, 'Cache-Control': 'public, max-age=300' });
  if (policy !== undefined) response.set('Content-Security-Policy', policy);
  if (request.get('if-none-match') === etag) response.status(304).end();
  else await sendJson(request, response, { status: 200, type, body });
}
