import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { type Server } from 'node:http';
import type { NextFunction, Request, Response } from 'express';
import { type HttpsError } from 'firebase-functions/v2/https';
import { AppError } from './errors.ts';
import { log } from './log.ts';
import { correlationIdOf, languageOf, toHttpsError } from './surfaces.ts';
import { problemOf } from './rest/problem.ts';
import { commonHeaders, sendProblem } from './rest/reply.ts';

interface App {
  use(handler: (error: unknown, request: Request, response: Response, next: NextFunction) => void): unknown;
  disable(setting: string): unknown;
}

const mended = new WeakSet<object>();

const REQUEST_STARTS = 'http.server.request.start';

/**
 * The platform parses JSON bodies before any of our code runs, and answers a malformed one itself, with a page. Such
 * calls get problem details under a version of the interface and a callable's error elsewhere, also when one of them is
 * the first request of an instance: Node tells of a request before the platform's application sees it.
 */
export function answerUnreadable(): void {
  const mendServer = (message: unknown): void => {
    const { server } = message as { readonly server: Server };
    const listeners: readonly unknown[] = server.listeners('request');
    const apps = listeners.filter(isApp);
    for (const app of apps) mend(app);
    if (apps.length > 0) unsubscribe(REQUEST_STARTS, mendServer);
  };
  subscribe(REQUEST_STARTS, mendServer);
}

/** Express applications are request listeners that take middleware. */
function isApp(listener: unknown): listener is App {
  return typeof listener === 'function' && 'use' in listener && typeof listener.use === 'function';
}

function mend(app: App): void {
  if (mended.has(app)) return;
  mended.add(app);
  // What the server is made of is nobody's business.
  app.disable('x-powered-by');
  app.use((error, request, response, next) => {
    if (response.headersSent || !isParseFailure(error)) return next(error);
    const correlationId = correlationIdOf(request);
    const base = /^.*?\/v\d+(?=\/|$)/.exec(request.originalUrl)?.[0];
    if (base === undefined) return sendCallableError(response, toHttpsError(refusal(error), correlationId, languageOf(request)));
    response.set(commonHeaders(correlationId));
    const problem = problemOf(refusal(error), { correlationId, language: languageOf(request), base, route: { method: 'POST', pathFields: [] } });
    sendProblem(request as never, response, problem).catch((failure: unknown) => log.error('rest.failed', failure, { correlationId }));
  });
}

/** As `onCall` does: https://firebase.google.com/docs/functions/callable-reference */
function sendCallableError(response: Response, error: HttpsError): void {
  response.status(error.httpErrorCode.status).json({ error: error.toJSON() });
}

/** What Express and its parsers throw for what callers send: an error with the status they would answer with. */
interface ParseFailure extends Error {
  readonly status: number;
  /** What the parser of bodies stumbled over; not known where a body does not unpack. */
  readonly type?: string;
}

function isParseFailure(error: unknown): error is ParseFailure {
  return error instanceof Error && 'status' in error && typeof error.status === 'number' && error.status < 500;
}

function refusal(failure: ParseFailure): AppError {
  const { status, type = failure.message } = failure;
  if (failure instanceof URIError) return new AppError('not-found', 'address that cannot be decoded');
  if (status === 413) return new AppError('too-large', type);
  if (status === 415) return new AppError('unsupported-media-type', type);
  return new AppError('invalid-input', type, {
    say: { en: 'The body of the request is not right.', nl: 'De inhoud van het verzoek klopt niet.' },
    issues: [{ path: '', code: 'invalid-json', message: 'is not valid JSON' }],
  });
}
