import type { NextFunction, Request, Response } from 'express';
import { AppError } from '../errors.ts';
import { log } from '../log.ts';
import { correlationIdOf, languageOf } from '../surfaces.ts';
import { problemOf } from './problem.ts';
import { commonHeaders, sendProblem } from './reply.ts';

interface App {
  use(handler: (error: unknown, request: Request, response: Response, next: NextFunction) => void): unknown;
}

const mended = new WeakSet<object>();

/**
 * The platform parses JSON bodies before any of our code runs, and answers a malformed one itself, with a page. From an
 * instance's first request on, those under a version of the interface get problem details instead.
 */
export function answerUnreadable(app: App | undefined): void {
  if (app === undefined || mended.has(app)) return;
  mended.add(app);
  app.use((error, request, response, next) => {
    const base = /^.*?\/v\d+(?=\/|$)/.exec(request.originalUrl)?.[0];
    if (base === undefined || response.headersSent || !isParseFailure(error)) return next(error);
    const correlationId = correlationIdOf(request);
    response.set(commonHeaders(correlationId));
    const problem = problemOf(refusal(error), { correlationId, language: languageOf(request), base, route: { method: 'POST', pathFields: [] } });
    sendProblem(request as never, response, problem).catch((failure: unknown) => log.error('rest.failed', failure, { correlationId }));
  });
}

/** What Express and its parsers throw for what callers send: an error with the status they would answer with. */
interface ParseFailure {
  readonly status: number;
  /** Only from the parser of bodies. */
  readonly type?: string;
}

function isParseFailure(error: unknown): error is ParseFailure {
  return error instanceof Error && 'status' in error && typeof error.status === 'number' && error.status < 500;
}

function refusal({ status, type }: ParseFailure): AppError {
  if (type === undefined) return new AppError('not-found', 'address that cannot be decoded');
  if (status === 413) return new AppError('too-large', type);
  if (status === 415) return new AppError('unsupported-media-type', type);
  return new AppError('invalid-input', type, {
    say: { en: 'The body of the request is not right.', nl: 'De inhoud van het verzoek klopt niet.' },
    issues: [{ path: '', code: 'invalid-json', message: 'is not valid JSON' }],
  });
}
