import type { Request } from 'firebase-functions/v2/https';
import type { Response } from 'express';
import { clientAddress } from '../client-address.ts';
import { requestClock } from '../clock.ts';
import { setting } from '../config.ts';
import { AppError, toAppError, type FieldIssue, type Language } from '../errors.ts';
import { MAX_BODY_BYTES } from '../call.ts';
import { invoke } from '../invoke.ts';
import { type Resource } from '../resource.ts';
import { correlationIdOf, languageOf, type Actions } from '../surfaces.ts';
import { credentialsOf } from './credentials.ts';
import { readJson } from './json.ts';
import { matcher, type Matched } from './match.ts';
import { readParameters } from './parameters.ts';
import { expectedVersion, idempotencyKeyOf } from './preconditions.ts';
import { problemOf } from './problem.ts';
import { commonHeaders, deprecationHeaders, limitHeaders, sendOptions, sendProblem, sendReply } from './reply.ts';
import { routesOf, type Route } from './route.ts';

/** What the interface offers besides the routes of actions: its description and the page that shows it. */
export type Extra = (request: Request, response: Response) => Promise<void>;

interface Contributed {
  readonly actions: Actions;
  readonly resources: readonly Resource[];
  /** By path, as `/openapi.json`. */
  readonly extras: Readonly<Record<string, Extra>>;
}

/** One request on its way through the interface. */
interface Exchange {
  readonly request: Request;
  readonly response: Response;
  readonly correlationId: string;
  readonly language: Language;
  readonly base: string;
}

/** All actions and resources as REST under `/v1`. Errors are problem details, whatever happens. */
export function restApi({ actions, resources, extras }: Contributed) {
  let match: ReturnType<typeof matcher> | undefined;
  return async (request: Request, response: Response): Promise<void> => {
    // Built at the first use: an instance that only serves callables never needs it.
    match ??= matcher(routesOf(Object.values(actions), resources));
    const exchange = { request, response, correlationId: correlationIdOf(request), language: languageOf(request), base: `${setting('API_URL')}/v1` };
    response.set(commonHeaders(exchange.correlationId));
    const path = request.path.replace(/^\/v1(?=\/|$)/, '');
    const extra = Object.hasOwn(extras, path) ? extras[path] : undefined;
    const found = extra !== undefined ? BESIDE_ROUTES : path === request.path ? undefined : match(request.method, path);
    try {
      if (extra !== undefined && (request.method === 'GET' || request.method === 'HEAD')) await extra(request, response);
      else await answer(exchange, found, path === request.path);
    } catch (thrown) {
      await sendProblem(request, response, problemOf(toAppError(thrown), { ...exchange, route: found?.route }));
    }
  };
}

/** What is read and nothing else. */
const BESIDE_ROUTES: Matched = { route: undefined, allowed: ['GET'], values: {} };

async function answer(exchange: Exchange, found: Matched | undefined, otherVersion: boolean): Promise<void> {
  const { request, response } = exchange;
  const allow = allowed(found);
  const isPreflight = request.method === 'OPTIONS' && request.get('access-control-request-method') !== undefined;
  // A browser shows a page the problem behind a path that is not there only when the preflight passes.
  if (request.method === 'OPTIONS' && (found !== undefined || isPreflight)) return sendOptions(response, allow);
  if (otherVersion) throw unsupportedVersion();
  if (found === undefined) throw new AppError('not-found', `no path ${request.path}`, { say: NO_PATH });
  if (found.route === undefined) {
    response.set('Allow', allow);
    throw new AppError('method-not-allowed', `${request.method} ${request.path}`, { data: { allow: allow.split(', ') } });
  }
  const { route, values } = found;
  response.set(deprecationHeaders(route.action, exchange.base));
  await sendReply(request, response, { route, base: exchange.base, reply: await perform(exchange, route, values) });
}

function allowed(found: Matched | undefined): string {
  if (found === undefined) return 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS';
  const methods = found.allowed.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method]));
  return [...methods, 'OPTIONS'].join(', ');
}

async function perform({ request, response, correlationId }: Exchange, route: Route, values: Readonly<Record<string, string>>): Promise<unknown> {
  const { action } = route;
  const credentials = await credentialsOf(request);
  return invoke({
    action,
    name: action.name,
    input: { ...inputOf(request, route), ...values },
    orgId: request.get('toonbank-organisation'),
    linkToken: request.get('toonbank-link'),
    idempotencyKey: idempotencyKeyOf(request),
    ifMatch: expectedVersion(request, route, values),
    ...credentials,
    onLimit: (state) => response.set(limitHeaders(state)),
    bytes: request.rawBody?.length ?? 0,
    ip: clientAddress(request),
    correlationId,
    clock: await requestClock(setting('CLOCK_URL')),
  });
}

/** The action's input, without what stands in the path: from the query string of a GET, else from the body. */
function inputOf(request: Request, route: Route): Record<string, unknown> {
  const query = new URLSearchParams(request.url.split('?')[1] ?? '');
  const input = route.method === 'GET' ? readParameters(route.action.input, query) : bodyOf(request);
  const unknown = route.method === 'GET' ? [] : [...query.keys()];
  if (route.method === 'GET' && hasBody(request)) throw invalid([{ path: '', code: 'unexpected-body', message: 'a GET has no body' }]);
  if (unknown.length > 0) throw invalid(unknown.map((name) => ({ path: `query ${name}`, code: 'unknown-field', message: 'is not a known parameter' })));
  const misplaced = route.pathFields.filter((field) => Object.hasOwn(input, field));
  if (misplaced.length > 0) throw invalid(misplaced.map((path) => ({ path, code: 'misplaced', message: 'stands in the path, and only there' })));
  return input;
}

function hasBody(request: Request): boolean {
  return (request.rawBody?.length ?? 0) > 0;
}

function bodyOf(request: Request): Record<string, unknown> {
  if (!hasBody(request)) return {};
  if (request.rawBody.length > MAX_BODY_BYTES) throw new AppError('too-large', `${request.rawBody.length} bytes`);
  const type = /^\s*application\/(?:[\w.-]+\+)?json\s*(?:;\s*charset="?utf-8"?\s*)?$/i;
  if (!type.test(request.get('content-type') ?? '')) throw new AppError('unsupported-media-type', request.get('content-type') ?? 'no content type');
  const body = readJson(request.rawBody);
  if (body === null || typeof body !== 'object' || Array.isArray(body)) throw invalid([{ path: '', code: 'invalid-type', message: 'must be an object' }]);
  return body as Record<string, unknown>;
}

function invalid(issues: readonly FieldIssue[]): AppError {
  return new AppError('invalid-input', issues.map(({ path, message }) => `${path} ${message}`).join('; '), { issues });
}

const NO_PATH = { en: 'There is nothing at this address.', nl: 'Op dit adres is niets.' };

function unsupportedVersion(): AppError {
  const say = { en: 'There is no such version of this interface; the present one is v1.', nl: 'Deze versie van de interface bestaat niet; de huidige is v1.' };
  return new AppError('not-found', 'unsupported version', { say, data: { versions: ['v1'] } });
}
