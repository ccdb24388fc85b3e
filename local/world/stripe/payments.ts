/** How an intent moves: confirmation, success, failure, processing, capture, cancellation. Endpoints, Checkout and control all come here. */
import type Stripe from 'stripe';
import { randomId } from '../ids.ts';
import { makeCharge, settleCharge } from './charges.ts';
import type { Ctx } from './context.ts';
import { cardError, invalidRequest, unexpectedState, type StripeFailure } from './errors.ts';
import { attach, makeMethod } from './payment-methods.ts';

export interface ConfirmOptions {
  offSession?: boolean;
  errorOnAction?: boolean;
  returnUrl?: string | undefined;
  mandate?: boolean;
  /** Checkout asks the customer itself, so a redirect or a challenge has already been answered. */
  authenticated?: boolean;
}

const DECLINES: Record<string, { code: string; declineCode: string | null; message: string }> = {
  generic_decline: { code: 'card_declined', declineCode: 'generic_decline', message: 'Your card was declined.' },
  insufficient_funds: { code: 'card_declined', declineCode: 'insufficient_funds', message: 'Your card has insufficient funds.' },
  authentication_required: {
    code: 'authentication_required', declineCode: 'authentication_required',
    message: 'Your card was declined. This transaction requires authentication.',
  },
  payment_intent_authentication_failure: {
    code: 'payment_intent_authentication_failure', declineCode: null,
    message: 'The provided PaymentMethod has failed authentication. You can provide payment_method_data or a new PaymentMethod to attempt to fulfill this PaymentIntent again.',
  },
  payment_intent_payment_attempt_failed: {
    code: 'payment_intent_payment_attempt_failed', declineCode: null, message: 'The payment failed.',
  },
  debit_failed: { code: 'payment_intent_payment_attempt_failed', declineCode: 'insufficient_funds', message: 'The customer’s account has insufficient funds to cover this payment.' },
};

/** The failure behind a name; an unknown name is a plain decline. */
export const decline = (name: string): { code: string; declineCode: string | null; message: string } =>
  DECLINES[name] ?? { code: 'card_declined', declineCode: name, message: 'Your card was declined.' };

/**
 * Confirms an intent with its payment method. Card failures throw a 402 that carries the intent, as Stripe's do;
 * the intent is then back at `requires_payment_method`.
 */
export function confirmIntent(ctx: Ctx, intent: Stripe.PaymentIntent, method: Stripe.PaymentMethod, options: ConfirmOptions): void {
  if (!intent.payment_method_types.includes(method.type)) {
    throw invalidRequest(
      `The PaymentMethod provided (${method.type}) is not allowed for this PaymentIntent. Please attach a PaymentMethod of one of the following types: ${intent.payment_method_types.join(', ')}.`,
      'payment_method', 'payment_intent_incompatible_payment_method',
    );
  }
  if (method.customer && method.customer !== intent.customer) {
    throw invalidRequest(
      `The provided PaymentMethod cannot be attached. The customer does not have a payment method with the ID ${method.id}.`,
      'payment_method', 'resource_missing',
    );
  }
  intent.payment_method = method.id;
  intent.last_payment_error = null;
  if (method.type === 'sepa_debit') return startDebit(ctx, intent, method, options);
  if (method.type !== 'card' && !options.authenticated) return askRedirect(ctx, intent, options);
  const behaviour = ctx.state.behaviours.get(method.id) ?? 'ok';
  if (behaviour === 'authentication_required' && !options.authenticated) {
    if (!options.offSession && !options.errorOnAction) return askRedirect(ctx, intent, options);
    throw failIntent(ctx, intent, method, 'authentication_required');
  }
  if (behaviour in DECLINES && behaviour !== 'authentication_required') throw failIntent(ctx, intent, method, behaviour);
  if (intent.capture_method === 'manual') return authorize(ctx, intent, method);
  succeedIntent(ctx, intent, method);
}

/** The customer is sent to the bank, or challenged: the world has a page that plays both. */
function askRedirect(ctx: Ctx, intent: Stripe.PaymentIntent, options: ConfirmOptions): void {
  if (!options.returnUrl) {
    throw invalidRequest(
      'This PaymentIntent requires a `return_url` because the payment method may redirect the customer. Provide a `return_url`, or set `automatic_payment_methods[allow_redirects]` to `never`.',
      'return_url',
    );
  }
  intent.status = 'requires_action';
  intent.next_action = {
    type: 'redirect_to_url',
    redirect_to_url: { return_url: options.returnUrl, url: `${ctx.state.baseUrl()}/stripe/authorize/${intent.id}` },
  };
  ctx.emit('payment_intent.requires_action', intent);
}

/** A direct debit is only begun: the money comes, or does not, days later. */
function startDebit(ctx: Ctx, intent: Stripe.PaymentIntent, method: Stripe.PaymentMethod, options: ConfirmOptions): void {
  if (!options.mandate && !options.offSession && !options.authenticated) {
    throw invalidRequest('This PaymentIntent requires a mandate. Provide `mandate_data` with the acceptance of the customer.', 'mandate_data', 'payment_intent_mandate_invalid');
  }
  if (!method.billing_details.email || !method.billing_details.name) {
    throw invalidRequest('Missing required param: billing_details[name] and billing_details[email] for SEPA Direct Debit.', 'payment_method', 'parameter_missing');
  }
  const charge = makeCharge(ctx, intent, method, { state: 'pending' });
  const mandate = makeMandate(ctx, method, 'multi_use');
  if (charge.payment_method_details?.sepa_debit) charge.payment_method_details.sepa_debit.mandate = mandate.id;
  intent.status = 'processing';
  intent.next_action = null;
  saveMethod(ctx, intent, method);
  ctx.emit('charge.pending', charge);
  ctx.emit('payment_intent.processing', intent);
}

export function makeMandate(ctx: Ctx, method: Stripe.PaymentMethod, type: 'multi_use' | 'single_use'): Stripe.Mandate {
  const details: Stripe.Mandate['payment_method_details'] =
    method.type === 'sepa_debit'
      ? { type: 'sepa_debit', sepa_debit: { reference: randomId('', 16).toUpperCase(), url: `${ctx.state.baseUrl()}/stripe#mandate` } }
      : { type: 'card', card: {} };
  return ctx.db.mandates.put({
    id: randomId('mandate_'),
    object: 'mandate',
    customer_acceptance: { accepted_at: ctx.now, online: { ip_address: '127.0.0.1', user_agent: 'local' }, type: 'online' },
    livemode: false,
    payment_method: method.id,
    payment_method_details: details,
    status: 'active',
    type,
    ...(type === 'multi_use' ? { multi_use: {} } : { single_use: { amount: 0, currency: 'eur' } }),
  });
}

function authorize(ctx: Ctx, intent: Stripe.PaymentIntent, method: Stripe.PaymentMethod): void {
  const charge = makeCharge(ctx, intent, method, { state: 'authorized' });
  intent.status = 'requires_capture';
  intent.next_action = null;
  intent.amount_capturable = intent.amount;
  saveMethod(ctx, intent, method);
  ctx.emit('charge.succeeded', charge);
  ctx.emit('payment_intent.amount_capturable_updated', intent);
}

/** The money is there: charge, balance, events. Used for immediate methods and for a debit that settles. */
export function succeedIntent(ctx: Ctx, intent: Stripe.PaymentIntent, method: Stripe.PaymentMethod): void {
  const pending = typeof intent.latest_charge === 'string' ? ctx.db.charges.find(intent.latest_charge) : undefined;
  const charge = pending?.status === 'pending' ? pending : makeCharge(ctx, intent, method, { state: 'succeeded' });
  charge.status = 'succeeded';
  charge.paid = true;
  intent.status = 'succeeded';
  intent.next_action = null;
  intent.amount_received = charge.amount_captured;
  saveMethod(ctx, intent, method);
  // With asynchronous capture, the default, the first event has no balance transaction yet; `charge.updated` brings it.
  ctx.emit('charge.succeeded', charge);
  settleCharge(ctx, charge);
  ctx.emit('payment_intent.succeeded', intent);
  ctx.emit('charge.updated', charge, { balance_transaction: null });
  if (ctx.state.behaviours.get(method.id) === 'dispute') ctx.state.onDisputeDue?.(ctx, charge);
}

/** Books a failed attempt and returns the 402 to throw where a caller waits for it. */
export function failIntent(ctx: Ctx, intent: Stripe.PaymentIntent, method: Stripe.PaymentMethod, name: string): StripeFailure {
  const { code, declineCode, message } = decline(name);
  const pending = typeof intent.latest_charge === 'string' ? ctx.db.charges.find(intent.latest_charge) : undefined;
  const charge = pending?.status === 'pending' ? pending : makeCharge(ctx, intent, method, { state: 'failed', code, declineCode, message });
  Object.assign(charge, { status: 'failed', paid: false, captured: false, amount_captured: 0, failure_code: declineCode ?? code, failure_message: message });
  intent.status = 'requires_payment_method';
  intent.payment_method = null;
  intent.next_action = null;
  intent.last_payment_error = {
    type: method.type === 'card' ? 'card_error' : 'invalid_request_error',
    charge: charge.id,
    code,
    ...(declineCode ? { decline_code: declineCode } : {}),
    doc_url: `https://stripe.com/docs/error-codes/${code.replaceAll('_', '-')}`,
    message,
    payment_method: method,
  };
  ctx.emit('charge.failed', charge);
  ctx.emit('payment_intent.payment_failed', intent);
  return cardError(code, message, { ...(declineCode ? { decline_code: declineCode } : {}), charge: charge.id, payment_intent: intent, payment_method: method });
}

/** Keeps the method with the customer where the intent asked for it. iDEAL and Bancontact leave a SEPA debit behind, as with Stripe. */
function saveMethod(ctx: Ctx, intent: Stripe.PaymentIntent, method: Stripe.PaymentMethod): void {
  if (!intent.setup_future_usage || typeof intent.customer !== 'string') return;
  if (method.type === 'card' || method.type === 'sepa_debit') {
    attach(ctx, method, intent.customer);
    return;
  }
  const charge = typeof intent.latest_charge === 'string' ? ctx.db.charges.find(intent.latest_charge) : undefined;
  const details = charge?.payment_method_details?.ideal ?? charge?.payment_method_details?.bancontact;
  if (!details || details.generated_sepa_debit) return;
  const debit = makeMethod(ctx, 'sepa_debit', { billing: method.billing_details });
  details.generated_sepa_debit = debit.id;
  details.generated_sepa_debit_mandate = makeMandate(ctx, debit, 'multi_use').id;
  attach(ctx, debit, intent.customer);
}

/** Captures up to the authorised amount (minor units); what is left is released. */
export function captureIntent(ctx: Ctx, intent: Stripe.PaymentIntent, amount: number | undefined, fee: number | undefined): void {
  if (intent.status !== 'requires_capture' || typeof intent.latest_charge !== 'string') {
    throw unexpectedState(
      'payment_intent_unexpected_state',
      `This PaymentIntent could not be captured because it has a status of ${intent.status}. Only a PaymentIntent with one of the following statuses may be captured: requires_capture.`,
      { payment_intent: intent },
    );
  }
  const captured = amount ?? intent.amount_capturable;
  if (captured < 1) throw invalidRequest('This value must be greater than or equal to 1.', 'amount_to_capture', 'parameter_invalid_integer');
  if (captured > intent.amount_capturable) {
    throw invalidRequest(`The amount_to_capture (${captured}) may not exceed the authorized amount (${intent.amount_capturable}).`, 'amount_to_capture', 'amount_too_large');
  }
  const charge = ctx.db.charges.get(intent.latest_charge);
  if (fee !== undefined) charge.application_fee_amount = intent.application_fee_amount = fee;
  charge.captured = true;
  charge.amount_captured = captured;
  charge.amount_refunded = intent.amount_capturable - captured;
  intent.amount_capturable = 0;
  intent.amount_received = captured;
  intent.status = 'succeeded';
  settleCharge(ctx, charge);
  ctx.emit('charge.captured', charge, { captured: false });
  ctx.emit('payment_intent.succeeded', intent);
}

const CANCELABLE = ['requires_payment_method', 'requires_capture', 'requires_confirmation', 'requires_action', 'processing'];

/** Cancels an intent; an authorisation is released. */
export function cancelIntent(ctx: Ctx, intent: Stripe.PaymentIntent, reason: Stripe.PaymentIntent.CancellationReason | null): void {
  if (!CANCELABLE.includes(intent.status) || intent.status === 'processing') {
    throw unexpectedState(
      'payment_intent_unexpected_state',
      `You cannot cancel this PaymentIntent because it has a status of ${intent.status}. Only a PaymentIntent with one of the following statuses may be canceled: ${CANCELABLE.join(', ')}.`,
      { payment_intent: intent },
    );
  }
  const charge = typeof intent.latest_charge === 'string' ? ctx.db.charges.find(intent.latest_charge) : undefined;
  if (intent.status === 'requires_capture' && charge) {
    charge.amount_refunded = charge.amount;
    charge.refunded = true;
    ctx.emit('charge.refunded', charge);
  }
  intent.status = 'canceled';
  intent.canceled_at = ctx.now;
  intent.cancellation_reason = reason;
  intent.amount_capturable = 0;
  intent.next_action = null;
  ctx.emit('payment_intent.canceled', intent);
}
