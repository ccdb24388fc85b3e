import type Stripe from 'stripe';
import { randomId } from '../ids.ts';
import type { StripeEndpoints } from './api.ts';
import { contextFor, type Ctx } from './context.ts';
import { page } from './list.ts';
import { book } from './transactions.ts';

/** The platform's share of a connected account's charge: an object and a movement on the platform's own balance. */
export function bookApplicationFee(ctx: Ctx, charge: Stripe.Charge, amount: number): Stripe.ApplicationFee | undefined {
  if (!ctx.db.accountId) return undefined;
  const platform = contextFor(ctx.state, ctx.state.platform, ctx.request);
  const fee: Stripe.ApplicationFee = {
    id: randomId('fee_'),
    object: 'application_fee',
    account: ctx.db.accountId,
    amount: Math.min(amount, charge.amount_captured),
    amount_refunded: 0,
    application: 'ca_toonbank',
    balance_transaction: null,
    charge: charge.id,
    created: ctx.now,
    currency: charge.currency,
    fee_source: { charge: charge.id, type: 'charge' },
    livemode: false,
    originating_transaction: null,
    refunded: false,
    refunds: { object: 'list', data: [], has_more: false, url: '' },
  };
  fee.refunds.url = `/v1/application_fees/${fee.id}/refunds`;
  const transaction = book(platform, { type: 'application_fee', category: 'platform_earning', amount: fee.amount, currency: fee.currency, source: fee.id });
  fee.balance_transaction = transaction.id;
  platform.db.fees.put(fee);
  platform.emit('application_fee.created', fee);
  return fee;
}

/** Gives back part of the platform's share; `amount` in minor units. @returns what the connected account gets with its refund */
export function refundApplicationFee(ctx: Ctx, feeId: string, amount: number): number {
  const platform = contextFor(ctx.state, ctx.state.platform, ctx.request);
  const fee = platform.db.fees.find(feeId);
  if (!fee || amount <= 0) return 0;
  const part = Math.min(amount, fee.amount - fee.amount_refunded);
  const id = randomId('fr_');
  const transaction = book(platform, { type: 'application_fee_refund', category: 'platform_earning_refund', amount: -part, currency: fee.currency, source: id });
  fee.amount_refunded += part;
  fee.refunded = fee.amount_refunded === fee.amount;
  fee.refunds.data.unshift({
    id, object: 'fee_refund', amount: part, balance_transaction: transaction.id, created: ctx.now, currency: fee.currency, fee: fee.id, metadata: {},
  });
  platform.emit('application_fee.refunded', fee);
  return part;
}

export function addApplicationFees(on: StripeEndpoints): void {
  on.on('GET /v1/application_fees/{id}', (ctx, _p, ids) => ctx.db.fees.get(ids.id ?? ''));
  on.on<Stripe.ApplicationFeeListParams>('GET /v1/application_fees', (ctx, p) =>
    page(ctx.db.fees, p, '/v1/application_fees', (f) => !p.charge || f.charge === p.charge),
  );
}
