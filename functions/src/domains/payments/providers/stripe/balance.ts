import type { Stripe } from 'stripe';
import { fromUnixSeconds, toUnixSeconds } from '../../../../platform/instant.ts';
import { minor, type Currency, type Minor } from '../../../../platform/money.ts';
import { type PaymentProvider, type ProviderPayout, type ProviderTransaction } from '../port.ts';
import { currencyOf, fromStripeAmount } from './amounts.ts';
import { askStripe, onAccount } from './client.ts';
import { idOf, settlementOf } from './transform.ts';

const PAGE = 100;

/** What moved on the balance, and what it comes to. */
export const balance: Pick<PaymentProvider, 'listTransactions' | 'fetchBalance' | 'fetchPayout'> = {
  async fetchPayout(account, id) {
    const expand = ['balance_transaction', 'failure_balance_transaction'];
    return toPayout(await askStripe((stripe) => stripe.payouts.retrieve(id, { expand }, onAccount(account))));
  },
  async listTransactions(account, since, after) {
    const params = { created: { gte: toUnixSeconds(since) }, limit: PAGE, expand: ['data.source'], ...(after === null ? {} : { starting_after: after }) };
    const page = await askStripe((stripe) => stripe.balanceTransactions.list(params, onAccount(account)));
    const transactions = page.data.map(toTransaction);
    return { transactions, next: page.has_more ? (transactions.at(-1)?.settlement.transactionId ?? null) : null };
  },
  async fetchBalance(account) {
    const { available, pending } = await askStripe((stripe) => stripe.balance.retrieve({}, onAccount(account)));
    const sums: Partial<Record<Currency, Minor>> = {};
    for (const { amount, currency: code } of [...available, ...pending]) {
      const currency = currencyOf(code);
      sums[currency] = minor((sums[currency] ?? 0) + fromStripeAmount(amount, currency));
    }
    return sums;
  },
};

const PAYOUT_STATES: Record<string, ProviderPayout['status']> = {
  pending: 'pending',
  in_transit: 'under-way',
  paid: 'paid',
  failed: 'failed',
  canceled: 'cancelled',
};

function toPayout(payout: Stripe.Payout): ProviderPayout {
  const currency = currencyOf(payout.currency);
  const moved = [payout.balance_transaction, payout.failure_balance_transaction].filter((one) => one !== null && typeof one !== 'string');
  return {
    id: payout.id,
    status: PAYOUT_STATES[payout.status] ?? 'pending',
    amount: fromStripeAmount(payout.amount, currency),
    currency,
    arrivesAt: fromUnixSeconds(payout.arrival_date),
    failure: payout.failure_code === null ? null : { code: payout.failure_code, message: payout.failure_message ?? '' },
    transactions: moved.map(toTransaction).map(({ settlement, at, type }) => ({ settlement, at, memo: type })),
  };
}

function toTransaction(transaction: Stripe.BalanceTransaction): ProviderTransaction {
  const settlement = settlementOf(transaction);
  if (settlement === null) throw new Error('unreachable: the transaction is there');
  return { settlement, at: fromUnixSeconds(transaction.created), type: transaction.type, source: sourceOf(transaction.source) };
}

function sourceOf(source: Stripe.BalanceTransaction['source']): ProviderTransaction['source'] {
  if (source === null || typeof source === 'string') return { kind: 'other', id: idOf(source) ?? '' };
  switch (source.object) {
    case 'charge': {
      const paymentId = idOf(source.payment_intent);
      return paymentId === null ? { kind: 'other', id: source.id } : { kind: 'payment', id: paymentId };
    }
    case 'refund':
    case 'dispute':
    case 'payout':
      return { kind: source.object, id: source.id };
    default:
      return { kind: 'other', id: source.id };
  }
}
