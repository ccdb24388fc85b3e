import type Stripe from 'stripe';
import { randomId } from '../ids.ts';
import type { StripeEndpoints } from './api.ts';
import { refundApplicationFee } from './application-fees.ts';
import type { Ctx } from './context.ts';
import { invalidRequest, unexpectedState } from './errors.ts';
import { page } from './list.ts';
import { mergeMetadata } from './metadata.ts';
import { formatMoney } from './money.ts';
import { book } from './transactions.ts';

/** The charge to refund, by charge or intent. */
function target(ctx: Ctx, p: Stripe.RefundCreateParams): Stripe.Charge {
  if (p.charge && p.payment_intent) throw invalidRequest('You may only specify one of these parameters: charge, payment_intent.', 'payment_intent');
  if (p.charge) return ctx.db.charges.ref(p.charge, 'charge');
  if (!p.payment_intent) throw invalidRequest('One of the following params should be provided for this request: payment_intent or charge.');
  const intent = ctx.db.intents.ref(p.payment_intent, 'payment_intent');
  if (typeof intent.latest_charge !== 'string' || !['succeeded', 'processing'].includes(intent.status)) {
    throw unexpectedState('payment_intent_unexpected_state', `This PaymentIntent (${intent.id}) does not have a successful charge to refund.`);
  }
  return ctx.db.charges.get(intent.latest_charge);
}

function createRefund(ctx: Ctx, p: Stripe.RefundCreateParams): Stripe.Refund {
  const charge = target(ctx, p);
  const amount = checkedAmount(charge, p.amount);
  const method = ctx.db.methods.find(charge.payment_method ?? '');
  const behaviour = method && ctx.state.behaviours.get(method.id);
  const mode = behaviour === 'refund_pending' ? 'pending' : behaviour === 'refund_failed' ? 'failed' : ctx.state.refundMode;
  const type = charge.payment_method_details?.type ?? 'card';
  const refund: Stripe.Refund = {
    id: randomId(type === 'card' ? 're_' : 'pyr_'),
    object: 'refund',
    amount,
    balance_transaction: null,
    charge: charge.id,
    created: ctx.now,
    currency: charge.currency,
    customer: null,
    customer_account: null,
    ...(type === 'card' ? { destination_details: { type: 'card', card: { reference_status: 'pending', reference_type: 'acquirer_reference_number', type: 'refund' } } } : {}),
    metadata: mergeMetadata({}, p.metadata),
    payment_intent: charge.payment_intent as string | null,
    payment_method: charge.payment_method,
    ...(mode === 'pending' ? { pending_reason: 'processing' } : {}),
    reason: p.reason ?? null,
    receipt_number: null,
    source_transfer_reversal: null,
    status: mode === 'pending' ? 'pending' : 'succeeded',
    transfer_reversal: null,
  };
  const fee = p.refund_application_fee && typeof charge.application_fee === 'string'
    ? refundApplicationFee(ctx, charge.application_fee, proportion(charge.application_fee_amount ?? 0, amount, charge.amount_captured))
    : 0;
  // What the platform gives back comes with the movement of the refund, as a fee below zero.
  const feeDetails = fee > 0 ? [{ amount: -fee, application: null, currency: charge.currency, description: 'application fee', type: 'application_fee' }] : [];
  const movement = book(ctx, {
    type: type === 'card' ? 'refund' : 'payment_refund',
    category: 'refund', amount: -amount, currency: charge.currency, source: refund.id, feeDetails,
    description: charge.description ? `REFUND FOR CHARGE (${charge.description})` : 'REFUND FOR CHARGE',
  });
  refund.balance_transaction = movement.id;
  const previous = { amount_refunded: charge.amount_refunded, refunded: charge.refunded };
  charge.amount_refunded += amount;
  charge.refunded = charge.amount_refunded === charge.amount_captured;
  ctx.db.refunds.put(refund);
  ctx.emit('refund.created', refund);
  ctx.emit('charge.refunded', charge, previous);
  // Stripe's failing test card first reports success, then takes it back.
  if (mode === 'failed') failRefund(ctx, refund, 'lost_or_stolen_card');
  return refund;
}

/** `part / whole` of a fee, floored, in whole minor units. */
const proportion = (fee: number, part: number, whole: number): number => Number((BigInt(fee) * BigInt(part)) / BigInt(whole));

function checkedAmount(charge: Stripe.Charge, asked: number | undefined): number {
  if (charge.status !== 'succeeded' || !charge.captured) {
    throw invalidRequest(`Charge ${charge.id} cannot be refunded because its status is ${charge.status} and it is ${charge.captured ? '' : 'not '}captured.`, 'charge', 'charge_not_refundable');
  }
  const left = charge.amount_captured - charge.amount_refunded;
  if (left === 0) throw invalidRequest(`Charge ${charge.id} has already been refunded.`, 'charge', 'charge_already_refunded');
  if (charge.disputed) throw invalidRequest(`Charge ${charge.id} has been charged back; cannot issue a refund.`, 'charge', 'charge_disputed');
  const amount = asked ?? left;
  if (amount < 1) throw invalidRequest('This value must be greater than or equal to 1.', 'amount', 'parameter_invalid_integer');
  if (amount > left) {
    const money = (n: number): string => formatMoney(n, charge.currency);
    const what = charge.amount_refunded > 0 ? 'unrefunded amount on charge' : 'charge amount';
    throw invalidRequest(`Refund amount (${money(amount)}) is greater than ${what} (${money(left)})`, 'amount');
  }
  return amount;
}

/** The bank sent the money back: the movement is reversed and the charge may be refunded again. */
export function failRefund(ctx: Ctx, refund: Stripe.Refund, reason: string): void {
  if (refund.status !== 'pending' && refund.status !== 'succeeded') throw new Error(`refund ${refund.id} is ${refund.status}`);
  const previous = { status: refund.status };
  refund.status = 'failed';
  refund.failure_reason = reason;
  delete refund.pending_reason;
  const back = book(ctx, { type: 'refund_failure', category: 'refund_failure', amount: refund.amount, currency: refund.currency, source: refund.id, description: 'REFUND FAILURE' });
  refund.failure_balance_transaction = back.id;
  const charge = ctx.db.charges.get(String(refund.charge));
  charge.amount_refunded -= refund.amount;
  charge.refunded = false;
  ctx.emit('refund.updated', refund, previous);
  ctx.emit('charge.refund.updated', refund, previous);
  ctx.emit('refund.failed', refund, previous);
}

/** A pending refund arrives. */
export function succeedRefund(ctx: Ctx, refund: Stripe.Refund): void {
  if (refund.status !== 'pending') throw new Error(`refund ${refund.id} is ${refund.status}`);
  refund.status = 'succeeded';
  delete refund.pending_reason;
  ctx.emit('refund.updated', refund, { status: 'pending' });
  ctx.emit('charge.refund.updated', refund, { status: 'pending' });
}

export function addRefunds(on: StripeEndpoints): void {
  on.on<Stripe.RefundCreateParams>('POST /v1/refunds', createRefund);
  on.on('GET /v1/refunds/{id}', (ctx, _p, ids) => ctx.db.refunds.get(ids.id ?? ''));
  on.on<Stripe.RefundUpdateParams>('POST /v1/refunds/{id}', (ctx, p, ids) => {
    const refund = ctx.db.refunds.get(ids.id ?? '');
    if (p.metadata !== undefined) refund.metadata = mergeMetadata(refund.metadata, p.metadata);
    ctx.emit('refund.updated', refund);
    return refund;
  });
  on.on('POST /v1/refunds/{id}/cancel', (ctx, _p, ids) => {
    const refund = ctx.db.refunds.get(ids.id ?? '');
    throw invalidRequest(`You cannot cancel this refund because it has a status of ${refund.status}; only requires_action refunds can be canceled.`, 'refund');
  });
  on.on<Stripe.RefundListParams>('GET /v1/refunds', (ctx, p) =>
    page(ctx.db.refunds, p, '/v1/refunds', (r) => (!p.charge || r.charge === p.charge) && (!p.payment_intent || r.payment_intent === p.payment_intent)),
  );
}
