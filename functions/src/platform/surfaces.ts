import { randomUUID } from 'node:crypto';
import { HttpsError, onCall, type CallableRequest } from 'firebase-functions/v2/https';
import { type Action } from './action.ts';
import { clientAddress } from './client-address.ts';
import { requestClock } from './clock.ts';
import { setting } from './config.ts';
import { AppError, issuesIn, toAppError, type Language } from './errors.ts';
import { invoke } from './invoke.ts';

export type Actions = Readonly<Record<string, Action>>;

/** Fields of a callable's data that are for the kernel; the rest is the action's input. */
interface Envelope {
  readonly orgId?: unknown;
  readonly idempotencyKey?: unknown;
  readonly token?: unknown;
}

/**
 * All actions as one callable, the action's name in the path: `httpsCallable(functions, 'api/invoices/finalize')`.
 * Through `onCall`, so that Auth, App Check and CORS are the SDK's own.
 */
export function callable(actions: Actions) {
  return onCall({ cors: true }, async (request) => {
    const correlationId = correlationIdOf(request.rawRequest);
    try {
      return await invokeCallable(actions, request, correlationId);
    } catch (thrown) {
      throw toHttpsError(toAppError(thrown), correlationId, languageOf(request.rawRequest));
    }
  });
}

async function invokeCallable(actions: Actions, request: CallableRequest<unknown>, correlationId: string): Promise<unknown> {
  const name = request.rawRequest.path.replace(/^\/+/, '');
  const { envelope, input } = splitEnvelope(request.data);
  return invoke({
    name,
    action: Object.hasOwn(actions, name) ? actions[name] : undefined,
    input,
    orgId: text('orgId', envelope.orgId),
    idempotencyKey: text('idempotencyKey', envelope.idempotencyKey),
    linkToken: text('token', envelope.token),
    user: userOf(request),
    apiKey: request.rawRequest.get('toonbank-key'),
    appChecked: request.app !== undefined,
    bytes: request.rawRequest.rawBody?.length ?? 0,
    ip: clientAddress(request.rawRequest),
    correlationId,
    clock: await requestClock(setting('CLOCK_URL')),
  });
}

function splitEnvelope(data: unknown): { envelope: Envelope; input: unknown } {
  if (data === null || data === undefined) return { envelope: {}, input: {} };
  if (typeof data !== 'object' || Array.isArray(data)) {
    throw new AppError('invalid-input', 'the data of a call is an object', {
      issues: [{ path: '', code: 'invalid-type', message: 'must be an object' }],
    });
  }
  const { orgId, idempotencyKey, token, ...input } = data as Record<string, unknown>;
  return { envelope: { orgId, idempotencyKey, token }, input };
}

function text(path: string, value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'string' && value.length > 0 && value.length <= 1024) return value;
  const message = 'must be a text of 1 to 1024 characters';
  throw new AppError('invalid-input', `${path}: ${message}`, { issues: [{ path, code: 'invalid-type', message }] });
}

function userOf(request: CallableRequest<unknown>) {
  if (request.auth === undefined) return undefined;
  const { uid, token } = request.auth;
  return { uid, email: token.email ?? null, emailVerified: token.email_verified === true };
}

/** The caller's own id for this request when it sends a sane one, else ours. */
export function correlationIdOf(request: { get(name: string): string | undefined }): string {
  const given = request.get('x-correlation-id');
  return given !== undefined && /^[\w.-]{8,64}$/.test(given) ? given : randomUUID();
}

/** Dutch when the browser prefers it, English otherwise. */
export function languageOf(request: { get(name: string): string | undefined }): Language {
  return /^\s*nl\b/i.test(request.get('accept-language') ?? '') ? 'nl' : 'en';
}

/** What a client sees of an error: never a stack, never the log's message. */
export function toHttpsError(error: AppError, correlationId: string, language: Language): HttpsError {
  const details = { code: error.code, correlationId, issues: issuesIn(language, error.issues), data: error.data ?? null };
  return new HttpsError(error.kind.callable, error.say[language], details);
}
