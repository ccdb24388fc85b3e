import { createHash } from 'node:crypto';
import { Router, type Answer, type WorldRequest } from '../http.ts';
import { contextFor, newRequestId, type Ctx } from './context.ts';
import { accountInvalid, invalidRequest, renderError, StripeFailure, unauthorized } from './errors.ts';
import { expand } from './expand.ts';
import { decodeForm, type Form } from './form.ts';
import type { StripeState } from './state.ts';
import type { AccountData } from './store.ts';
import { API_VERSION, isKnownEndpoint, knownEndpoints, validateParams } from './validate.ts';

type Endpoint = (ctx: Ctx, params: unknown, ids: Record<string, string>) => object;

/** The endpoints of the stand-in; each resource file adds its own. */
export class StripeEndpoints {
  readonly router = new Router<Endpoint>();

  /** Adds an endpoint under its method and path template, which must be one that Stripe has. `P` is the vendor's own parameter type. */
  on<P = Record<string, never>>(key: string, run: (ctx: Ctx, params: P, ids: Record<string, string>) => object): void {
    if (!isKnownEndpoint(key)) throw new Error(`${key} is not an endpoint of this API version`);
    this.router.add(key, (ctx, params, ids) => run(ctx, params as P, ids));
  }
}

/** What the fault layer wants of a request: a wait before it is performed, or a server error kept in its place. */
export interface StripeHooks {
  pause?: () => Promise<void>;
  serverError?: { answer: Answer; performed: boolean; sticky: boolean };
}

/** Takes one request through key, account, route, parameters and idempotency to its endpoint. */
export class StripeApi {
  constructor(
    private readonly state: StripeState,
    private readonly endpoints: StripeEndpoints,
  ) {}

  async handle(req: WorldRequest, hooks: StripeHooks = {}): Promise<Answer & { replayed?: boolean }> {
    const requestId = newRequestId();
    const base = { 'content-type': 'application/json', 'request-id': requestId, 'stripe-version': API_VERSION };
    try {
      return await this.run(req, requestId, base, hooks);
    } catch (failure) {
      return failureAnswer(failure, base, req);
    }
  }

  private async run(req: WorldRequest, requestId: string, base: Record<string, string>, hooks: StripeHooks): Promise<Answer & { replayed?: boolean }> {
    const db = this.authenticate(req);
    const route = this.route(req);
    const form = readForm(req);
    const params = validateParams(route.key, form);
    const key = req.method === 'POST' ? req.header('idempotency-key') : undefined;
    const ctx = contextFor(this.state, db, { id: requestId, idempotencyKey: key ?? null });
    const perform = async (): Promise<Answer> => {
      await hooks.pause?.();
      if (hooks.serverError && !hooks.serverError.performed) return { ...hooks.serverError.answer, headers: { ...base, ...hooks.serverError.answer.headers } };
      const answer = execute(ctx, route, params, base, req);
      return hooks.serverError ? { ...hooks.serverError.answer, headers: { ...base, ...hooks.serverError.answer.headers } } : answer;
    };
    if (!key) return perform();
    const scope = db.accountId ?? 'platform';
    const kept = this.state.idempotency.begin(scope, key, req.path, fingerprint(form));
    const keyHeaders = { 'idempotency-key': key };
    if (kept) {
      const original = kept.headers['request-id'] ?? '';
      return { ...kept, headers: { ...kept.headers, ...base, ...keyHeaders, 'idempotent-replayed': 'true', 'original-request': original }, replayed: true };
    }
    let answer: Answer | undefined;
    try {
      answer = await perform();
    } finally {
      const forget = hooks.serverError && !hooks.serverError.sticky;
      this.state.idempotency.finish(scope, key, forget ? undefined : answer);
    }
    return { ...answer, headers: { ...answer.headers, ...keyHeaders, 'original-request': requestId } };
  }

  /** The account the request is for. Throws 401 for a wrong key, 403 for an account the key has no access to. */
  private authenticate(req: WorldRequest): AccountData {
    const header = req.header('authorization') ?? '';
    const basic = /^Basic (.+)$/i.exec(header)?.[1];
    const key = basic ? Buffer.from(basic, 'base64').toString('utf8').replace(/:.*$/, '') : /^Bearer (.+)$/i.exec(header)?.[1];
    if (!key) {
      throw unauthorized(
        "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY').",
      );
    }
    if (key !== this.state.config.secretKey) throw unauthorized(`Invalid API Key provided: ${mask(key)}`);
    const version = req.header('stripe-version');
    if (version && version !== API_VERSION) throw invalidRequest(`Invalid Stripe API version: ${version}. This server speaks ${API_VERSION}.`);
    const account = req.header('stripe-account');
    if (!account) return this.state.platform;
    const connected = this.state.accounts.get(account);
    if (!connected) throw accountInvalid(mask(key), account);
    return connected.data;
  }

  private route(req: WorldRequest): { key: string; handler: Endpoint; ids: Record<string, string> } {
    const route = this.endpoints.router.find(req.method, req.path);
    const offered = OFFERED.find(req.method, req.path);
    if (route && route.key === offered?.key) return route;
    if (offered) {
      // Told apart from a wrong address: Stripe has this, the stand-in does not.
      throw new StripeFailure(501, { type: 'api_error', message: `The local Stripe does not provide ${req.method} ${req.path} yet.` });
    }
    throw new StripeFailure(404, {
      type: 'invalid_request_error',
      message: `Unrecognized request URL (${req.method}: ${req.path}). Please see https://stripe.com/docs or we can help at https://support.stripe.com/.`,
    });
  }
}

const OFFERED = new Router<true>();
for (const key of knownEndpoints()) OFFERED.add(key, true);

function readForm(req: WorldRequest): Form {
  const fromQuery = decodeForm(req.rawQuery);
  if (req.method === 'GET' || req.method === 'DELETE') return fromQuery;
  const type = req.header('content-type') ?? '';
  if (req.body.length > 0 && !type.startsWith('application/x-www-form-urlencoded')) {
    throw invalidRequest(`Invalid request: the content type ${type} is not supported; use application/x-www-form-urlencoded.`);
  }
  return { ...fromQuery, ...decodeForm(req.body.toString('utf8')) };
}

/** Runs the endpoint; its failures are answers too, and as such kept under the idempotency key. */
function execute(
  ctx: Ctx,
  route: { handler: Endpoint; ids: Record<string, string> },
  params: Record<string, unknown>,
  base: Record<string, string>,
  req: WorldRequest,
): Answer {
  const { expand: paths, ...rest } = params as { expand?: string[] };
  try {
    const result = route.handler(ctx, rest, route.ids);
    return { status: 200, headers: base, body: JSON.stringify(expand(ctx, result, paths ?? []), null, 2) };
  } catch (failure) {
    return failureAnswer(failure, base, req);
  }
}

function failureAnswer(failure: unknown, base: Record<string, string>, req: WorldRequest): Answer {
  if (failure instanceof StripeFailure) return { status: failure.status, headers: base, body: renderError(failure.body) };
  console.error(`local Stripe failed on ${req.method} ${req.path}`, failure);
  return { status: 500, headers: base, body: renderError({ type: 'api_error', message: `The local Stripe failed: ${String(failure)}` }) };
}

const fingerprint = (form: Form): string => createHash('sha256').update(canonical(form)).digest('hex');

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([k, v]) => `${JSON.stringify(k)}:${canonical(v)}`).join(',')}}`;
}

const mask = (key: string): string => (key.length > 12 ? `${key.slice(0, 8)}${'*'.repeat(key.length - 12)}${key.slice(-4)}` : '****');
