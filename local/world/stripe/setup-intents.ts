import type Stripe from 'stripe';
import { randomId } from '../ids.ts';
import type { StripeEndpoints } from './api.ts';
import type { Ctx } from './context.ts';
import { cardError, invalidRequest, unexpectedState, type StripeFailure } from './errors.ts';
import { page } from './list.ts';
import { mergeMetadata } from './metadata.ts';
import { offeredMethods } from './payment-intents.ts';
import { attach, makeMethod, methodFromData, resolveMethod } from './payment-methods.ts';
import { decline, makeMandate } from './payments.ts';

export function createSetup(ctx: Ctx, p: Stripe.SetupIntentCreateParams): Stripe.SetupIntent {
  if (p.customer) ctx.db.customers.ref(p.customer, 'customer');
  const id = randomId('seti_');
  const setup: Stripe.SetupIntent = {
    id,
    object: 'setup_intent',
    allowed_payment_method_types: p.allowed_payment_method_types ?? null,
    application: null,
    automatic_payment_methods: { enabled: true, allow_redirects: p.automatic_payment_methods?.allow_redirects ?? 'always' },
    cancellation_reason: null,
    client_secret: `${id}_secret_${randomId('', 25)}`,
    created: ctx.now,
    customer: p.customer ?? null,
    customer_account: null,
    description: p.description ?? null,
    excluded_payment_method_types: p.excluded_payment_method_types ?? null,
    flow_directions: null,
    last_setup_error: null,
    latest_attempt: null,
    livemode: false,
    mandate: null,
    metadata: mergeMetadata({}, p.metadata),
    next_action: null,
    on_behalf_of: p.on_behalf_of ?? null,
    payment_method: null,
    payment_method_configuration_details: { id: 'pmc_local', parent: null },
    payment_method_options: {},
    payment_method_types: offeredMethods(ctx, 'eur', p.allowed_payment_method_types, p.excluded_payment_method_types),
    single_use_mandate: null,
    status: 'requires_payment_method',
    usage: p.usage ?? 'off_session',
  };
  ctx.db.setups.put(setup);
  ctx.emit('setup_intent.created', setup);
  return setup;
}

/** The customer agreed: the method is kept. iDEAL and Bancontact leave a SEPA debit. */
export function completeSetup(ctx: Ctx, setup: Stripe.SetupIntent, given: Stripe.PaymentMethod): void {
  const reusable = given.type === 'card' || given.type === 'sepa_debit';
  const method = reusable ? given : makeMethod(ctx, 'sepa_debit', { billing: given.billing_details });
  if (typeof setup.customer === 'string') attach(ctx, method, setup.customer);
  setup.payment_method = given.id;
  if (method.type === 'sepa_debit') setup.mandate = makeMandate(ctx, method, 'multi_use').id;
  setup.status = 'succeeded';
  setup.next_action = null;
  setup.last_setup_error = null;
  ctx.emit('setup_intent.succeeded', setup);
}

/** Books a failed attempt; returns the 402 to throw where a caller waits for it. */
export function failSetup(ctx: Ctx, setup: Stripe.SetupIntent, method: Stripe.PaymentMethod, name = 'generic_decline'): StripeFailure {
  const { code, declineCode, message } = decline(name);
  setup.status = 'requires_payment_method';
  setup.payment_method = null;
  setup.next_action = null;
  setup.last_setup_error = { type: 'card_error', code, ...(declineCode ? { decline_code: declineCode } : {}), message, payment_method: method };
  ctx.emit('setup_intent.setup_failed', setup);
  return cardError(code, message, { ...(declineCode ? { decline_code: declineCode } : {}), setup_intent: setup, payment_method: method });
}

interface ConfirmParams {
  payment_method?: string;
  payment_method_data?: unknown;
  return_url?: string;
  mandate_data?: unknown;
}

function confirm(ctx: Ctx, setup: Stripe.SetupIntent, p: ConfirmParams): Stripe.SetupIntent {
  if (['succeeded', 'canceled', 'processing'].includes(setup.status)) {
    throw unexpectedState('setup_intent_unexpected_state', `You cannot confirm this SetupIntent because it has already ${setup.status}.`, { setup_intent: setup });
  }
  const method = p.payment_method
    ? resolveMethod(ctx, p.payment_method)
    : p.payment_method_data
      ? methodFromData(ctx, p.payment_method_data)
      : typeof setup.payment_method === 'string'
        ? ctx.db.methods.find(setup.payment_method)
        : undefined;
  if (!method) throw invalidRequest("You cannot confirm this SetupIntent because it's missing a payment method.", 'payment_method', 'setup_intent_unexpected_state');
  if (!setup.payment_method_types.includes(method.type)) throw invalidRequest(`The PaymentMethod provided (${method.type}) is not allowed for this SetupIntent.`, 'payment_method');
  setup.payment_method = method.id;
  const behaviour = ctx.state.behaviours.get(method.id) ?? 'ok';
  if (behaviour === 'generic_decline' || behaviour === 'insufficient_funds') throw failSetup(ctx, setup, method, behaviour);
  if (method.type === 'sepa_debit' && p.mandate_data === undefined) throw invalidRequest('This SetupIntent requires `mandate_data`.', 'mandate_data', 'parameter_missing');
  if (method.type === 'card' && behaviour !== 'authentication_required') completeSetup(ctx, setup, method);
  else if (method.type === 'sepa_debit') completeSetup(ctx, setup, method);
  else askRedirect(ctx, setup, p.return_url);
  return setup;
}

function askRedirect(ctx: Ctx, setup: Stripe.SetupIntent, returnUrl: string | undefined): void {
  if (!returnUrl) throw invalidRequest('This SetupIntent requires a `return_url` because the payment method may redirect the customer.', 'return_url');
  setup.status = 'requires_action';
  setup.next_action = { type: 'redirect_to_url', redirect_to_url: { return_url: returnUrl, url: `${ctx.state.baseUrl()}/stripe/authorize/${setup.id}` } };
  ctx.emit('setup_intent.requires_action', setup);
}

export function addSetupIntents(on: StripeEndpoints): void {
  on.on<Stripe.SetupIntentCreateParams>('POST /v1/setup_intents', (ctx, p) => {
    const setup = createSetup(ctx, p);
    if (p.confirm) return confirm(ctx, setup, p as ConfirmParams);
    if (p.payment_method) Object.assign(setup, { payment_method: resolveMethod(ctx, p.payment_method).id, status: 'requires_confirmation' });
    return setup;
  });
  on.on('GET /v1/setup_intents/{id}', (ctx, _p, ids) => ctx.db.setups.get(ids.id ?? ''));
  on.on<Stripe.SetupIntentListParams>('GET /v1/setup_intents', (ctx, p) => page(ctx.db.setups, p, '/v1/setup_intents', (s) => !p.customer || s.customer === p.customer));
  on.on<Stripe.SetupIntentConfirmParams>('POST /v1/setup_intents/{id}/confirm', (ctx, p, ids) => confirm(ctx, ctx.db.setups.get(ids.id ?? ''), p as ConfirmParams));
  on.on<Stripe.SetupIntentCancelParams>('POST /v1/setup_intents/{id}/cancel', (ctx, p, ids) => {
    const setup = ctx.db.setups.get(ids.id ?? '');
    if (['succeeded', 'canceled'].includes(setup.status)) {
      throw unexpectedState('setup_intent_unexpected_state', `You cannot cancel this SetupIntent because it has a status of ${setup.status}.`, { setup_intent: setup });
    }
    setup.status = 'canceled';
    setup.cancellation_reason = p.cancellation_reason ?? null;
    ctx.emit('setup_intent.canceled', setup);
    return setup;
  });
  on.on('GET /v1/mandates/{id}', (ctx, _p, ids) => ctx.db.mandates.get(ids.id ?? ''));
}
