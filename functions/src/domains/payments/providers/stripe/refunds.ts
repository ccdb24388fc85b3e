import type { Stripe } from 'stripe';
import { type EvidenceOrder, type PaymentProvider } from '../port.ts';
import { toStripeAmount } from './amounts.ts';
import { askStripe, onAccount } from './client.ts';
import { toDispute, toRefund } from './transform.ts';

const PARTS = ['balance_transaction', 'failure_balance_transaction'];

/** Refunds and disputes: money that goes back. */
export const refunds: Pick<PaymentProvider, 'createRefund' | 'fetchRefund' | 'findRefund' | 'fetchDispute' | 'submitEvidence'> = {
  async createRefund(order, idempotencyKey) {
    const { account, paymentId, amount, currency, withFee, reference } = order;
    const fee = withFee ? { refund_application_fee: true } : {};
    const params = { payment_intent: paymentId, amount: toStripeAmount(amount, currency), ...fee, metadata: { ...reference }, expand: PARTS };
    return toRefund(await askStripe((stripe) => stripe.refunds.create(params, onAccount(account, idempotencyKey))));
  },
  async fetchRefund(account, id) {
    return toRefund(await askStripe((stripe) => stripe.refunds.retrieve(id, { expand: PARTS }, onAccount(account))));
  },
  async findRefund({ account, paymentId, reference }) {
    const expand = PARTS.map((part) => `data.${part}`);
    // One payment has fewer refunds than a page holds: each was a decision of a person.
    const page = await askStripe((stripe) => stripe.refunds.list({ payment_intent: paymentId, limit: 100, expand }, onAccount(account)));
    return page.data.map(toRefund).find((refund) => refund.reference?.refundId === reference.refundId);
  },
  async fetchDispute(account, id) {
    return toDispute(await askStripe((stripe) => stripe.disputes.retrieve(id, {}, onAccount(account))));
  },
  async submitEvidence(order, idempotencyKey) {
    const params = { evidence: evidenceOf(order), submit: true };
    return toDispute(await askStripe((stripe) => stripe.disputes.update(order.disputeId, params, onAccount(order.account, idempotencyKey))));
  },
};

function evidenceOf({ explanation, productDescription, deliveredOn, customer }: EvidenceOrder): Stripe.DisputeUpdateParams.Evidence {
  return {
    uncategorized_text: explanation,
    ...(customer === null ? {} : { customer_name: customer.name }),
    ...(customer === null || customer.email === null ? {} : { customer_email_address: customer.email }),
    ...(productDescription === null ? {} : { product_description: productDescription }),
    ...(deliveredOn === null ? {} : { service_date: deliveredOn }),
  };
}
