import type Stripe from 'stripe';
import { randomId } from '../ids.ts';
import { checkChargesEnabled, hasCapability } from './accounts.ts';
import type { StripeEndpoints } from './api.ts';
import type { Ctx } from './context.ts';
import { invalidRequest, notPlayed, parameterMissing, unexpectedState } from './errors.ts';
import { page } from './list.ts';
import { mergeMetadata } from './metadata.ts';
import { checkAmount, checkCurrency } from './money.ts';
import { METHODS, methodFromData, resolveMethod } from './payment-methods.ts';
import { cancelIntent, captureIntent, confirmIntent } from './payments.ts';

/** The methods on offer: all that suit the currency, less what the caller's lists take away. */
export function offeredMethods(ctx: Ctx, currency: string, allowed?: readonly string[] | null, excluded?: readonly string[] | null): string[] {
  const suiting = METHODS.filter((m) => (m === 'card' || currency === 'eur') && hasCapability(ctx, m));
  const offered = suiting.filter((m) => (!allowed || allowed.includes(m)) && !excluded?.includes(m));
  if (offered.length === 0) {
    throw invalidRequest('No valid payment method types for this request. Please ensure that you have activated payment methods compatible with your chosen currency and allowed types.');
  }
  return offered;
}

/** Makes an intent, unconfirmed. Parameters are already checked for shape. */
export function createIntent(ctx: Ctx, p: Stripe.PaymentIntentCreateParams): Stripe.PaymentIntent {
  for (const field of ['transfer_data', 'confirmation_token', 'customer_account', 'hooks'] as const) if (p[field] !== undefined) throw notPlayed(field);
  checkChargesEnabled(ctx);
  const currency = checkCurrency(p.currency);
  checkAmount(p.amount, currency);
  checkFee(ctx, p.application_fee_amount, p.amount);
  checkTexts(p);
  if (p.customer) ctx.db.customers.ref(p.customer, 'customer');
  const id = randomId('pi_');
  const intent: Stripe.PaymentIntent = {
    id,
    object: 'payment_intent',
    allowed_payment_method_types: p.allowed_payment_method_types ?? null,
    amount: p.amount,
    amount_capturable: 0,
    amount_details: { tip: {} },
    amount_received: 0,
    application: null,
    application_fee_amount: p.application_fee_amount ?? null,
    automatic_payment_methods: p.automatic_payment_methods
      ? { enabled: p.automatic_payment_methods.enabled, allow_redirects: p.automatic_payment_methods.allow_redirects ?? 'always' }
      : { enabled: true, allow_redirects: 'always' },
    canceled_at: null,
    cancellation_reason: null,
    capture_method: p.capture_method ?? 'automatic_async',
    client_secret: `${id}_secret_${randomId('', 25)}`,
    confirmation_method: p.confirmation_method ?? 'automatic',
    created: ctx.now,
    currency,
    customer: p.customer ?? null,
    customer_account: null,
    description: p.description ?? null,
    excluded_payment_method_types: p.excluded_payment_method_types ?? null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    managed_payments: null,
    metadata: mergeMetadata({}, p.metadata),
    next_action: null,
    on_behalf_of: p.on_behalf_of ?? null,
    payment_method: null,
    payment_method_configuration_details: { id: 'pmc_local', parent: null },
    payment_method_options: {},
    payment_method_types: offeredMethods(ctx, currency, p.allowed_payment_method_types, p.excluded_payment_method_types),
    payment_record: null,
    processing: null,
    receipt_email: p.receipt_email ?? null,
    review: null,
    setup_future_usage: p.setup_future_usage ?? null,
    shipping: (p.shipping as Stripe.PaymentIntent.Shipping | undefined) ?? null,
    source: null,
    statement_descriptor: p.statement_descriptor ?? null,
    statement_descriptor_suffix: p.statement_descriptor_suffix ?? null,
    status: 'requires_payment_method',
    transfer_data: null,
    transfer_group: p.transfer_group ?? null,
  };
  ctx.db.intents.put(intent);
  ctx.emit('payment_intent.created', intent);
  return intent;
}

/** A platform's share needs a connected account to take it from, and cannot be more than the whole. */
export function checkFee(ctx: Ctx, fee: number | undefined, amount: number): void {
  if (fee === undefined) return;
  if (!ctx.db.accountId) {
    throw invalidRequest('Can only apply an application_fee_amount when the PaymentIntent is attempting a direct payment (using an OAuth key or Stripe-Account header) or destination payment (using `transfer_data[destination]`).', 'application_fee_amount');
  }
  if (fee < 1) throw invalidRequest('This value must be greater than or equal to 1.', 'application_fee_amount', 'parameter_invalid_integer');
  if (fee > amount) throw invalidRequest('Your application fee cannot be greater than the payment amount.', 'application_fee_amount');
}

/** Limits that Stripe documents for the texts of an intent. */
export function checkTexts(p: { description?: string; statement_descriptor?: string; statement_descriptor_suffix?: string }): void {
  if (p.description && p.description.length > 1000) throw invalidRequest('Invalid string: description must be at most 1000 characters', 'description');
  for (const field of ['statement_descriptor', 'statement_descriptor_suffix'] as const) {
    const text = p[field];
    if (text && text.length > 22) throw invalidRequest(`The ${field} must be at most 22 characters.`, field);
    if (text && /[<>\\'"*]/.test(text)) throw invalidRequest(`The ${field} may not contain any of these characters: < > \\ ' " *`, field);
  }
}

interface ConfirmParams {
  payment_method?: string;
  payment_method_data?: unknown;
  off_session?: boolean | string;
  error_on_requires_action?: boolean;
  return_url?: string;
  mandate_data?: unknown;
  mandate?: string;
  setup_future_usage?: Stripe.PaymentIntent.SetupFutureUsage | '';
}

function confirm(ctx: Ctx, intent: Stripe.PaymentIntent, p: ConfirmParams): Stripe.PaymentIntent {
  if (!['requires_payment_method', 'requires_confirmation', 'requires_action'].includes(intent.status)) {
    throw unexpectedState(
      'payment_intent_unexpected_state',
      intent.status === 'succeeded'
        ? "You cannot confirm this PaymentIntent because it has already succeeded after being previously confirmed."
        : `This PaymentIntent's status is ${intent.status} and it cannot be confirmed.`,
      { payment_intent: intent },
    );
  }
  const method = chooseMethod(ctx, intent, p);
  if (!method) {
    throw invalidRequest(
      'You cannot confirm this PaymentIntent because it\'s missing a payment method. You can either update the PaymentIntent with a payment method and then confirm it again, or confirm it again directly with a payment method or ConfirmationToken.',
      'payment_method', 'payment_intent_unexpected_state',
    );
  }
  if (p.setup_future_usage) intent.setup_future_usage = p.setup_future_usage;
  confirmIntent(ctx, intent, method, {
    offSession: p.off_session !== undefined && p.off_session !== false,
    errorOnAction: p.error_on_requires_action === true,
    returnUrl: p.return_url,
    mandate: p.mandate_data !== undefined || p.mandate !== undefined,
  });
  return intent;
}

function chooseMethod(ctx: Ctx, intent: Stripe.PaymentIntent, p: ConfirmParams): Stripe.PaymentMethod | undefined {
  if (p.payment_method) return resolveMethod(ctx, p.payment_method);
  if (p.payment_method_data) return methodFromData(ctx, p.payment_method_data);
  return typeof intent.payment_method === 'string' ? ctx.db.methods.find(intent.payment_method) : undefined;
}

/** Confirmation-only parameters are refused on an intent that is not confirmed at once. */
function refuseWithoutConfirm(p: Stripe.PaymentIntentCreateParams): void {
  for (const field of ['off_session', 'error_on_requires_action', 'mandate_data', 'return_url', 'use_stripe_sdk'] as const) {
    if (p[field] !== undefined) throw invalidRequest(`The parameter \`${field}\` cannot be passed when creating a PaymentIntent unless \`confirm\` is set to true.`, field);
  }
}

export function addPaymentIntents(on: StripeEndpoints): void {
  on.on<Stripe.PaymentIntentCreateParams>('POST /v1/payment_intents', (ctx, p) => {
    if (!p.confirm) refuseWithoutConfirm(p);
    const intent = createIntent(ctx, p);
    if (p.confirm) return confirm(ctx, intent, p as ConfirmParams);
    const method = chooseMethod(ctx, intent, p as ConfirmParams);
    if (method) Object.assign(intent, { payment_method: method.id, status: 'requires_confirmation' });
    return intent;
  });
  on.on('GET /v1/payment_intents/{id}', (ctx, _p, ids) => ctx.db.intents.get(ids.id ?? ''));
  on.on<Stripe.PaymentIntentListParams>('GET /v1/payment_intents', (ctx, p) =>
    page(ctx.db.intents, p, '/v1/payment_intents', (i) => !p.customer || i.customer === p.customer),
  );
  on.on<Stripe.PaymentIntentUpdateParams>('POST /v1/payment_intents/{id}', updateIntent);
  on.on<Stripe.PaymentIntentConfirmParams>('POST /v1/payment_intents/{id}/confirm', (ctx, p, ids) =>
    confirm(ctx, ctx.db.intents.get(ids.id ?? ''), p as ConfirmParams),
  );
  on.on<Stripe.PaymentIntentCaptureParams>('POST /v1/payment_intents/{id}/capture', (ctx, p, ids) => {
    const intent = ctx.db.intents.get(ids.id ?? '');
    captureIntent(ctx, intent, p.amount_to_capture, p.application_fee_amount);
    return intent;
  });
  on.on<Stripe.PaymentIntentCancelParams>('POST /v1/payment_intents/{id}/cancel', (ctx, p, ids) => {
    const intent = ctx.db.intents.get(ids.id ?? '');
    cancelIntent(ctx, intent, p.cancellation_reason ?? null);
    return intent;
  });
}

function updateIntent(ctx: Ctx, p: Stripe.PaymentIntentUpdateParams, ids: Record<string, string>): Stripe.PaymentIntent {
  const intent = ctx.db.intents.get(ids.id ?? '');
  const open = ['requires_payment_method', 'requires_confirmation', 'requires_action'].includes(intent.status);
  if (!open && (p.amount !== undefined || p.currency !== undefined || p.payment_method !== undefined)) {
    throw unexpectedState('payment_intent_unexpected_state', `This PaymentIntent's amount could not be updated because it has a status of ${intent.status}.`, { payment_intent: intent });
  }
  if (p.amount !== undefined) {
    checkAmount(p.amount, intent.currency);
    intent.amount = p.amount;
  }
  if (p.customer) intent.customer = ctx.db.customers.ref(p.customer, 'customer').id;
  if (p.description !== undefined) intent.description = p.description || null;
  if (p.receipt_email !== undefined) intent.receipt_email = p.receipt_email || null;
  if (p.setup_future_usage !== undefined) intent.setup_future_usage = p.setup_future_usage || null;
  if (p.application_fee_amount !== undefined) {
    const fee = p.application_fee_amount;
    if (fee) checkFee(ctx, fee, intent.amount);
    intent.application_fee_amount = fee || null;
  }
  if (p.metadata !== undefined) intent.metadata = mergeMetadata(intent.metadata, p.metadata);
  if (p.payment_method !== undefined) {
    if (!p.payment_method) throw parameterMissing('payment_method');
    intent.payment_method = resolveMethod(ctx, p.payment_method).id;
    intent.status = 'requires_confirmation';
  }
  return intent;
}
