import type { Stripe } from 'stripe';
import { fromUnixSeconds } from '../../../../platform/instant.ts';
import { type Settlement } from '../../payment.ts';
import { type DisputeStatus } from '../../dispute.ts';
import { Reference, RefundReference, type ProviderCheckout, type ProviderDispute, type ProviderPayment, type ProviderRefund } from '../port.ts';
import { currencyOf, fromStripeAmount } from './amounts.ts';

/** A Checkout Session in our words. */
export function toCheckout(session: Stripe.Checkout.Session): ProviderCheckout {
  return {
    id: session.id,
    state: SESSION_STATES[session.status ?? 'open'] ?? 'open',
    url: session.url,
    clientSecret: session.client_secret,
    expiresAt: fromUnixSeconds(session.expires_at),
    paymentId: idOf(session.payment_intent),
    reference: referenceOf(session.metadata),
  };
}

/** A Payment Intent that stands for itself, without a page, as a checkout. */
export function toIntentCheckout(intent: Stripe.PaymentIntent): ProviderCheckout {
  const ended = intent.status === 'canceled' ? 'expired' : 'open';
  return {
    id: intent.id,
    state: intent.status === 'succeeded' || intent.status === 'processing' ? 'complete' : ended,
    url: null,
    clientSecret: intent.client_secret,
    expiresAt: null,
    paymentId: intent.id,
    reference: referenceOf(intent.metadata),
  };
}

const SESSION_STATES: Record<string, ProviderCheckout['state']> = { open: 'open', complete: 'complete', expired: 'expired' };

/** A Payment Intent, fetched with its latest charge and that charge's balance transaction, in our words. */
export function toPayment(intent: Stripe.PaymentIntent): ProviderPayment {
  const currency = currencyOf(intent.currency);
  const charge = expanded(intent.latest_charge);
  const state = STATES[intent.status] ?? 'open';
  return {
    id: intent.id,
    state,
    amount: fromStripeAmount(state === 'succeeded' ? intent.amount_received : intent.amount, currency),
    currency,
    chargeId: idOf(intent.latest_charge),
    method: charge?.payment_method_details?.type ?? null,
    paidAt: state === 'succeeded' && charge !== undefined ? fromUnixSeconds(charge.created) : null,
    settlement: settlementOf(expanded(charge?.balance_transaction ?? null)),
    failure: failureOf(intent),
    reference: referenceOf(intent.metadata),
  };
}

const STATES: Record<string, ProviderPayment['state']> = {
  processing: 'processing',
  succeeded: 'succeeded',
  canceled: 'cancelled',
};

export function settlementOf(transaction: Stripe.BalanceTransaction | undefined): Settlement | null {
  if (transaction === undefined) return null;
  const currency = currencyOf(transaction.currency);
  return {
    transactionId: transaction.id,
    currency,
    amount: fromStripeAmount(transaction.amount, currency),
    fee: fromStripeAmount(transaction.fee, currency),
    net: fromStripeAmount(transaction.net, currency),
    exchangeRate: transaction.exchange_rate === null ? null : String(transaction.exchange_rate),
  };
}

function failureOf({ last_payment_error: error }: Stripe.PaymentIntent): ProviderPayment['failure'] {
  return error === null ? null : { code: error.decline_code ?? error.code ?? error.type, message: error.message ?? '' };
}

export function referenceOf(metadata: Stripe.Metadata | null | undefined): Reference | null {
  const parsed = Reference.safeParse(metadata);
  return parsed.success ? parsed.data : null;
}

export function idOf(field: string | { readonly id: string } | null | undefined): string | null {
  if (field === null || field === undefined) return null;
  return typeof field === 'string' ? field : field.id;
}

/** The object behind a field that was asked for with `expand`. */
function expanded<T extends object>(field: string | T | null): T | undefined {
  return field === null || typeof field === 'string' ? undefined : field;
}

/** A Refund, fetched with its balance transactions, in our words. */
export function toRefund(refund: Stripe.Refund): ProviderRefund {
  const currency = currencyOf(refund.currency);
  const reference = RefundReference.safeParse(refund.metadata);
  return {
    id: refund.id,
    state: REFUND_STATES[refund.status ?? 'pending'] ?? 'pending',
    amount: fromStripeAmount(refund.amount, currency),
    currency,
    paymentId: idOf(refund.payment_intent),
    chargeId: idOf(refund.charge),
    createdAt: fromUnixSeconds(refund.created),
    settlement: settlementOf(expanded(refund.balance_transaction)),
    returned: settlementOf(expanded(refund.failure_balance_transaction ?? null)),
    failure: refund.failure_reason === undefined ? null : { code: refund.failure_reason, message: refund.failure_reason },
    reference: reference.success ? reference.data : null,
  };
}

const REFUND_STATES: Record<string, ProviderRefund['state']> = {
  pending: 'pending',
  requires_action: 'pending',
  succeeded: 'succeeded',
  failed: 'failed',
  canceled: 'cancelled',
};

/** A Dispute in our words; its balance transactions come along with it. */
export function toDispute(dispute: Stripe.Dispute): ProviderDispute {
  const currency = currencyOf(dispute.currency);
  const due = dispute.evidence_details.due_by;
  return {
    id: dispute.id,
    status: DISPUTE_STATES[dispute.status] ?? 'under-review',
    amount: fromStripeAmount(dispute.amount, currency),
    currency,
    reason: dispute.reason,
    paymentId: idOf(dispute.payment_intent),
    chargeId: idOf(dispute.charge),
    // Zero when the bank takes no answer at all.
    evidenceDueBy: due === null || due === 0 ? null : fromUnixSeconds(due),
    movements: dispute.balance_transactions.flatMap((transaction) => {
      const settlement = settlementOf(transaction);
      return settlement === null ? [] : [{ settlement, at: fromUnixSeconds(transaction.created) }];
    }),
  };
}

const DISPUTE_STATES: Record<string, DisputeStatus> = {
  warning_needs_response: 'warning',
  warning_under_review: 'under-review',
  warning_closed: 'closed',
  prevented: 'closed',
  needs_response: 'needs-response',
  under_review: 'under-review',
  appeal_needs_response: 'needs-response',
  appeal_under_review: 'under-review',
  won: 'won',
  lost: 'lost',
};
