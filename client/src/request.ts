import type { Connection } from './connection.ts';
import { NetworkError, serverError } from './errors.ts';
import { InternalError, RateLimitedError, UnauthenticatedError } from './errors.generated.ts';
import { withMoments } from './moments.ts';
import type { FieldIssue, ToonbankError } from './toonbank-error.ts';
import { say } from './words.ts';

/** One attempt of a call, by Firebase's callable protocol. */
export interface Attempt {
  readonly action: string;
  /** JSON. */
  readonly body: string;
  readonly correlationId: string;
  readonly signal: AbortSignal;
  /** Whether the ID token must be a new one. */
  readonly renew: boolean;
}

interface Answer {
  readonly result?: unknown;
  readonly error?: {
    readonly message?: string;
    readonly details?: { readonly code?: string; readonly correlationId?: string; readonly issues?: readonly FieldIssue[]; readonly data?: Readonly<Record<string, unknown>> | null };
  };
}

/**
 * Sends it and reads the answer.
 * @throws ToonbankError for an answer that is a refusal, or none of ours; whatever `fetch` throws when none came
 */
export async function send(connection: Connection, attempt: Attempt): Promise<unknown> {
  const { fetch: given } = connection.options;
  const headers = await headersOf(connection, attempt);
  const init = { method: 'POST', headers, body: attempt.body, signal: attempt.signal };
  const url = `${connection.apiUrl}/${attempt.action}`;
  // Called without a receiver: browsers refuse `fetch` as a method of anything else.
  const response = await (given === undefined ? fetch(url, init) : given(url, init));
  const answer = parsed(await response.text());
  if (answer !== undefined && 'result' in answer) return withMoments(answer.result);
  throw refusal(connection, response, answer, attempt.correlationId);
}

async function headersOf(connection: Connection, { correlationId, renew }: Attempt): Promise<Record<string, string>> {
  const [user, appCheck] = await Promise.all([connection.user(), connection.options.appCheckToken?.()]);
  const token = await user?.getIdToken(renew);
  return {
    'content-type': 'application/json',
    'accept-language': connection.language,
    'x-correlation-id': correlationId,
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    ...(appCheck === undefined ? {} : { 'x-firebase-appcheck': appCheck }),
  };
}

function parsed(text: string): Answer | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return value !== null && typeof value === 'object' ? value : undefined;
  } catch {
    return undefined;
  }
}

function refusal({ language }: Connection, { status, headers }: Response, answer: Answer | undefined, sent: string): ToonbankError {
  const { message, details } = answer?.error ?? {};
  const facts = { correlationId: details?.correlationId ?? sent, issues: details?.issues, data: details?.data, retryAfterMs: retryAfter(headers.get('retry-after')) };
  if (details?.code !== undefined) return serverError(details.code, message ?? details.code, facts);
  // What is not from our code: the platform in front of it, or something on the way.
  const ofPlatform = { ...facts, data: { status } };
  if (status === 401) return new UnauthenticatedError('unauthenticated', say('signed-out', language), ofPlatform);
  if (status === 429) return new RateLimitedError('rate-limited', say('network', language), ofPlatform);
  if (status >= 500) return new NetworkError('network', say('network', language), ofPlatform);
  return new InternalError('internal', say('answer', language), ofPlatform);
}

/** Seconds, or a date. */
function retryAfter(header: string | null): number | undefined {
  if (header === null) return undefined;
  const ms = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isFinite(ms) && ms > 0 ? ms : undefined;
}
