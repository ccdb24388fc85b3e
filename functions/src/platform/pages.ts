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
import { pageStyle } from './page-style.ts';
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

/** `accent` and `style` are what the page adds to the style that all share; see `page-style.ts`. */
type Shown = { readonly status?: number; readonly title: string; readonly language: Language; readonly body: Html; readonly accent?: string; readonly style?: string };

export type PageReply =
  | Shown
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

function sendHtml(response: Response, reply: Shown): void {
  const style = pageStyle(reply.accent) + (reply.style ?? '');
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
