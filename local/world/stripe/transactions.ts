import type Stripe from 'stripe';
import { randomId } from '../ids.ts';
import type { StripeEndpoints } from './api.ts';
import type { Ctx } from './context.ts';
import { page } from './list.ts';

/** What a movement on the balance is made of; amounts in minor units, negative when money leaves. */
export interface Movement {
  type: Stripe.BalanceTransaction['type'];
  category: string;
  amount: number;
  currency: string;
  source: string;
  description?: string | null;
  feeDetails?: Stripe.BalanceTransaction.FeeDetail[];
  /** Seconds until the money can be paid out; two days unless told. */
  availableAfter?: number;
}

const TWO_DAYS = 2 * 24 * 3600;

/** Books a movement on an account's balance. */
export function book(ctx: Ctx, m: Movement): Stripe.BalanceTransaction {
  const fee = (m.feeDetails ?? []).reduce((sum, d) => sum + d.amount, 0);
  return ctx.db.transactions.put({
    id: randomId('txn_'),
    object: 'balance_transaction',
    amount: m.amount,
    available_on: ctx.now + (m.availableAfter ?? TWO_DAYS),
    balance_type: 'payments',
    created: ctx.now,
    currency: m.currency,
    description: m.description ?? null,
    exchange_rate: null,
    fee,
    fee_details: m.feeDetails ?? [],
    net: m.amount - fee,
    reporting_category: m.category,
    source: m.source,
    status: 'pending',
    type: m.type,
  });
}

/** `pending` becomes `available` with time alone, so it is settled when looked at. */
function settle(ctx: Ctx): void {
  for (const t of ctx.db.transactions.all()) if (t.available_on <= ctx.now) t.status = 'available';
}

export function addTransactions(on: StripeEndpoints): void {
  on.on<Stripe.BalanceTransactionListParams>('GET /v1/balance_transactions', (ctx, p) => {
    settle(ctx);
    return page(ctx.db.transactions, p, '/v1/balance_transactions', (t) => {
      if (p.type && t.type !== p.type) return false;
      if (p.currency && t.currency !== p.currency) return false;
      if (p.source && t.source !== p.source) return false;
      return !p.payout || ctx.state.payoutOf.get(t.id) === p.payout;
    });
  });
  on.on('GET /v1/balance_transactions/{id}', (ctx, _p, ids) => {
    settle(ctx);
    return ctx.db.transactions.get(ids.id ?? '');
  });
  on.on('GET /v1/balance', (ctx) => {
    settle(ctx);
    return balance(ctx);
  });
}

/** The balance per currency, summed from the transactions. */
function balance(ctx: Ctx): Stripe.Balance {
  const sums = new Map<string, { available: number; pending: number }>();
  for (const t of ctx.db.transactions.all()) {
    const sum = sums.get(t.currency) ?? { available: 0, pending: 0 };
    sum[t.status === 'available' ? 'available' : 'pending'] += t.net;
    sums.set(t.currency, sum);
  }
  if (sums.size === 0) sums.set('eur', { available: 0, pending: 0 });
  const part = (which: 'available' | 'pending'): Stripe.Balance.Available[] =>
    [...sums].map(([currency, sum]) => ({ amount: sum[which], currency, source_types: { card: sum[which] } }));
  return { object: 'balance', available: part('available'), livemode: false, pending: part('pending') };
}
