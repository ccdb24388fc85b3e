import { createHash } from 'node:crypto';
import type { Request } from 'firebase-functions/v2/https';
import type { Response } from 'express';
import { type Action } from './action.ts';
import { clientAddress } from './client-address.ts';
import { requestClock, type Clock } from './clock.ts';
import { setting } from './config.ts';
import { AppError, toAppError, type Language } from './errors.ts';
import { html, Html } from './html.ts';
import { invoke } from './invoke.ts';
import { log } from './log.ts';
import { correlationIdOf, languageOf } from './surfaces.ts';

/** A visitor who opened a public link. */
export interface PageRequest {
  readonly token: string;
  /** Fields of a posted form; empty for a visit. */
  readonly form: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  /** The browser's language, for pages that do not know their reader's. */
  readonly language: Language;
  readonly clock: Clock;
  /** Calls an action as the holder of this link. */
  act(action: Action, input?: object, idempotencyKey?: string): Promise<unknown>;
}

export type PageReply =
  | { readonly status?: number; readonly title: string; readonly language: Language; readonly body: Html; readonly style?: string }
  | { readonly redirect: string }
  | { readonly file: Uint8Array; readonly contentType: string; readonly filename: string };

/** A public page under `/public/<name>/<token>` and `/public/<name>/<token>/<step>`. */
export interface Page {
  readonly name: string;
  /** By step (`''` is the page itself): what a visit shows. */
  readonly get: Readonly<Record<string, (request: PageRequest) => Promise<PageReply>>>;
  /** By step: what a posted form does; mostly answers with a redirect, so that a reload does not post again. */
  readonly post: Readonly<Record<string, (request: PageRequest) => Promise<PageReply>>>;
}

/** Serves `/public/…`; an error becomes a page in the visitor's language, never a stack. */
export async function servePage(pages: readonly Page[], request: Request, response: Response): Promise<void> {
  const correlationId = correlationIdOf(request);
  const language = languageOf(request);
  response.set({ 'X-Correlation-Id': correlationId, 'Cache-Control': 'no-store', 'Referrer-Policy': 'no-referrer', 'X-Robots-Tag': 'noindex' });
  try {
    const [, , name = '', token = '', step = ''] = request.path.split('/');
    const page = pages.find((candidate) => candidate.name === name);
    const method = request.method === 'POST' ? 'post' : 'get';
    const steps = page?.[method];
    const handler = steps !== undefined && Object.hasOwn(steps, step) ? steps[step] : undefined;
    if (handler === undefined) throw new AppError('not-found', `no page ${request.method} ${name}/${step}`);
    send(response, await handler(await pageRequest(request, token, correlationId)));
  } catch (thrown) {
    const error = toAppError(thrown);
    if (error.kind.severity === 'error') log.error('page.failed', error.cause ?? error, { correlationId });
    send(response, errorPage(error, correlationId, language));
  }
}

async function pageRequest(request: Request, token: string, correlationId: string): Promise<PageRequest> {
  const clock = await requestClock(setting('CLOCK_URL'));
  const call = { linkToken: token, appChecked: true, bytes: request.rawBody?.length ?? 0, ip: clientAddress(request), correlationId, clock };
  return {
    token,
    form: texts(request.body),
    query: texts(request.query),
    language: languageOf(request),
    clock,
    // A browser form carries no App Check token; the link itself is the proof.
    act: (action, input = {}, idempotencyKey) => invoke({ ...call, action, name: action.name, input, idempotencyKey }),
  };
}

function texts(fields: unknown): Record<string, string> {
  if (fields === null || typeof fields !== 'object') return {};
  return Object.fromEntries(Object.entries(fields).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

function send(response: Response, reply: PageReply): void {
  if ('redirect' in reply) {
    response.redirect(303, reply.redirect);
  } else if ('file' in reply) {
    response.set('Content-Disposition', `inline; filename="${reply.filename.replace(/[^\w.-]/g, '_')}"`);
    response.type(reply.contentType).send(Buffer.from(reply.file));
  } else {
    sendHtml(response, reply);
  }
}

function sendHtml(response: Response, reply: Extract<PageReply, { body: Html }>): void {
  const style = BASE_STYLE + (reply.style ?? '');
  const hash = createHash('sha256').update(style).digest('base64');
  response.set('Content-Security-Policy', `default-src 'none'; style-src 'sha256-${hash}'; img-src data: https:; frame-ancestors 'none'; base-uri 'none'`);
  const page = html`<!doctype html><html lang="${reply.language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${reply.title}</title><style>${new Html(style)}</style></head><body><main>${reply.body}</main></body></html>`;
  response.status(reply.status ?? 200).type('html').send(page.markup);
}

function errorPage(error: AppError, correlationId: string, language: Language): PageReply {
  const title = error.say[language];
  return {
    status: error.kind.http,
    language,
    title,
    body: html`<h1>${title}</h1><p class="quiet">${language === 'nl' ? 'Kenmerk' : 'Reference'}: ${correlationId}</p>`,
  };
}

const BASE_STYLE = `
:root{color-scheme:light;font:16px/1.5 system-ui,sans-serif;color:#1d2430;background:#f4f5f7}
body{margin:0;padding:2rem 1rem}main{max-width:46rem;margin:0 auto;background:#fff;border-radius:12px;padding:2rem;box-shadow:0 1px 3px #0002}
h1{font-size:1.5rem;margin:0 0 1rem}table{width:100%;border-collapse:collapse;margin:1rem 0}
th,td{text-align:left;padding:.5rem .25rem;border-bottom:1px solid #e4e7ec;vertical-align:top}
.amount{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}.quiet{color:#667085;font-size:.875rem}
button,.button{font:inherit;font-weight:600;padding:.7rem 1.4rem;border-radius:8px;border:0;background:#14532d;color:#fff;cursor:pointer;text-decoration:none;display:inline-block}
button.secondary{background:#fff;color:#1d2430;border:1px solid #cbd2dc}
input,textarea{font:inherit;padding:.6rem;border:1px solid #98a2b3;border-radius:8px;width:100%;box-sizing:border-box}label{display:block;margin:.75rem 0}
button:focus-visible,input:focus-visible,textarea:focus-visible{outline:3px solid #2563eb;outline-offset:2px}
`;
