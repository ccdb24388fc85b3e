/** Payouts from the balance to the bank: made by request or by control, paid or failed by control. */
import type Stripe from 'stripe';
import { randomId } from '../ids.ts';
import type { StripeEndpoints } from './api.ts';
import type { Ctx } from './context.ts';
import { invalidRequest, unexpectedState } from './errors.ts';
import { page } from './list.ts';
import { mergeMetadata } from './metadata.ts';
import { checkCurrency, formatMoney } from './money.ts';
import { book } from './transactions.ts';

const DAY = 24 * 3600;

/** What can be paid out now, in minor units. */
function available(ctx: Ctx, currency: string): number {
  return ctx.db.transactions.all().filter((t) => t.currency === currency && t.available_on <= ctx.now).reduce((sum, t) => sum + t.net, 0);
}

function makePayout(ctx: Ctx, amount: number, currency: string, more: { automatic: boolean; description?: string | undefined; metadata?: Record<string, string>; statement?: string | undefined }): Stripe.Payout {
  const payout: Stripe.Payout = {
    id: randomId('po_1', 23),
    object: 'payout',
    amount,
    application_fee: null,
    application_fee_amount: null,
    arrival_date: ctx.now + DAY - (ctx.now % DAY),
    automatic: more.automatic,
    balance_transaction: null,
    created: ctx.now,
    currency,
    description: more.description ?? (more.automatic ? 'STRIPE PAYOUT' : null),
    destination: 'ba_1LocalWorldBankAccount',
    failure_balance_transaction: null,
    failure_code: null,
    failure_message: null,
    livemode: false,
    metadata: more.metadata ?? {},
    method: 'standard',
    original_payout: null,
    payout_method: null,
    reconciliation_status: more.automatic ? 'in_progress' : 'not_applicable',
    reversed_by: null,
    source_type: 'card',
    statement_descriptor: more.statement ?? null,
    status: more.automatic ? 'in_transit' : 'pending',
    trace_id: { status: 'pending', value: null },
    type: 'bank_account',
  };
  payout.balance_transaction = book(ctx, { type: 'payout', category: 'payout', amount: -amount, currency, source: payout.id, description: payout.description, availableAfter: 0 }).id;
  ctx.db.payouts.put(payout);
  ctx.emit('payout.created', payout);
  return payout;
}

/** Stripe's daily payout: all that is available, with the transactions it takes along. Throws when there is nothing. */
export function payoutAll(ctx: Ctx, currency = 'eur'): Stripe.Payout {
  const taken = ctx.db.transactions.all().filter((t) => t.currency === currency && t.available_on <= ctx.now && t.type !== 'payout' && !ctx.state.payoutOf.has(t.id));
  const amount = taken.reduce((sum, t) => sum + t.net, 0);
  if (amount < 1) throw new Error(`nothing is available to pay out: ${amount}`);
  const payout = makePayout(ctx, amount, currency, { automatic: true });
  for (const t of taken) ctx.state.payoutOf.set(t.id, payout.id);
  ctx.state.payoutOf.set(String(payout.balance_transaction), payout.id);
  return payout;
}

/** The bank's word on a payout. */
export function settlePayout(ctx: Ctx, payout: Stripe.Payout, outcome: 'paid' | 'failed', code = 'account_closed'): void {
  if (!['pending', 'in_transit', 'paid'].includes(payout.status)) throw new Error(`payout ${payout.id} is ${payout.status}`);
  if (outcome === 'paid') {
    payout.status = 'paid';
    if (payout.automatic) payout.reconciliation_status = 'completed';
    ctx.emit('payout.paid', payout);
    if (payout.automatic) ctx.emit('payout.reconciliation_completed', payout);
    return;
  }
  payout.status = 'failed';
  payout.failure_code = code;
  payout.failure_message = 'The bank account has been closed.';
  payout.failure_balance_transaction = book(ctx, {
    type: 'payout_failure', category: 'payout_reversal', amount: payout.amount, currency: payout.currency, source: payout.id, description: 'PAYOUT FAILURE', availableAfter: 0,
  }).id;
  for (const [transaction, id] of ctx.state.payoutOf) if (id === payout.id) ctx.state.payoutOf.delete(transaction);
  ctx.emit('payout.failed', payout);
}

export function addPayouts(on: StripeEndpoints): void {
  on.on<Stripe.PayoutCreateParams>('POST /v1/payouts', (ctx, p) => {
    const currency = checkCurrency(p.currency);
    if (p.amount < 1) throw invalidRequest('This value must be greater than or equal to 1.', 'amount', 'parameter_invalid_integer');
    const left = available(ctx, currency);
    if (p.amount > left) {
      throw unexpectedState('balance_insufficient', `You have insufficient funds in your Stripe account for this transfer. Your card balance is too low: ${formatMoney(Math.max(left, 0), currency)} is available.`, { param: 'amount' });
    }
    return makePayout(ctx, p.amount, currency, { automatic: false, description: p.description, metadata: mergeMetadata({}, p.metadata), statement: p.statement_descriptor });
  });
  on.on('GET /v1/payouts/{id}', (ctx, _p, ids) => ctx.db.payouts.get(ids.id ?? ''));
  on.on<Stripe.PayoutListParams>('GET /v1/payouts', (ctx, p) => page(ctx.db.payouts, p, '/v1/payouts', (o) => (!p.status || o.status === p.status)));
  on.on<Stripe.PayoutUpdateParams>('POST /v1/payouts/{id}', (ctx, p, ids) => {
    const payout = ctx.db.payouts.get(ids.id ?? '');
    if (p.metadata !== undefined) payout.metadata = mergeMetadata(payout.metadata, p.metadata);
    ctx.emit('payout.updated', payout);
    return payout;
  });
  on.on('POST /v1/payouts/{id}/cancel', (ctx, _p, ids) => {
    const payout = ctx.db.payouts.get(ids.id ?? '');
    if (payout.status !== 'pending') throw invalidRequest(`Payouts can only be canceled while they are pending; this payout is ${payout.status}.`, 'payout');
    payout.status = 'canceled';
    book(ctx, { type: 'payout_cancel', category: 'payout_reversal', amount: payout.amount, currency: payout.currency, source: payout.id, availableAfter: 0 });
    ctx.emit('payout.canceled', payout);
    return payout;
  });
}
