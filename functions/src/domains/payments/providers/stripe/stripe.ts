import type { Stripe } from 'stripe';
import { AppError } from '../../../../platform/errors.ts';
import { toUnixSeconds } from '../../../../platform/instant.ts';
import { type CheckoutOrder, type PaymentProvider } from '../port.ts';
import { toStripeAmount } from './amounts.ts';
import { askStripe, onAccount } from './client.ts';
import { toCheckout, toDispute, toPayment, toRefund } from './transform.ts';

const REFUND_PARTS = ['balance_transaction', 'failure_balance_transaction'];

/** Stripe behind our port. */
export const stripe: PaymentProvider = {
  name: 'stripe',
  async createCheckout(order, idempotencyKey) {
    const params = sessionParams(order);
    return toCheckout(await askStripe(({ checkout }) => checkout.sessions.create(params, onAccount(order.account, idempotencyKey))));
  },
  async fetchCheckout(account, id) {
    return toCheckout(await askStripe(({ checkout }) => checkout.sessions.retrieve(id, {}, onAccount(account))));
  },
  async expireCheckout(account, id, idempotencyKey) {
    try {
      return toCheckout(await askStripe(({ checkout }) => checkout.sessions.expire(id, {}, onAccount(account, idempotencyKey))));
    } catch (thrown) {
      // Refused means that it is not open any more: then it matters how it ended.
      if (thrown instanceof AppError && thrown.code === 'provider-refused') return this.fetchCheckout(account, id);
      throw thrown;
    }
  },
  async fetchPayment(account, id) {
    const expand = ['latest_charge.balance_transaction'];
    return toPayment(await askStripe(({ paymentIntents }) => paymentIntents.retrieve(id, { expand }, onAccount(account))));
  },
  async createRefund(order, idempotencyKey) {
    const { account, paymentId, amount, currency, reference } = order;
    const params = { payment_intent: paymentId, amount: toStripeAmount(amount, currency), metadata: { ...reference }, expand: REFUND_PARTS };
    return toRefund(await askStripe(({ refunds }) => refunds.create(params, onAccount(account, idempotencyKey))));
  },
  async fetchRefund(account, id) {
    return toRefund(await askStripe(({ refunds }) => refunds.retrieve(id, { expand: REFUND_PARTS }, onAccount(account))));
  },
  async findRefund({ account, paymentId, reference }) {
    const expand = REFUND_PARTS.map((part) => `data.${part}`);
    // More refunds of one payment than one page holds do not happen: each takes at least one unit of what was paid.
    const page = await askStripe(({ refunds }) => refunds.list({ payment_intent: paymentId, limit: 100, expand }, onAccount(account)));
    return page.data.map(toRefund).find((refund) => refund.reference?.refundId === reference.refundId);
  },
  async fetchDispute(account, id) {
    return toDispute(await askStripe(({ disputes }) => disputes.retrieve(id, {}, onAccount(account))));
  },
};

function sessionParams(order: CheckoutOrder): Stripe.Checkout.SessionCreateParams {
  const { amount, currency, description, email, language, reference, returnUrl, expiresAt } = order;
  return {
    mode: 'payment',
    // No list of methods: the account's settings decide what is offered for this currency and amount.
    line_items: [
      {
        quantity: 1,
        price_data: { currency: currency.toLowerCase(), unit_amount: toStripeAmount(amount, currency), product_data: { name: description } },
      },
    ],
    // The amount in another currency would not be the amount of the document.
    adaptive_pricing: { enabled: false },
    client_reference_id: reference.checkoutId,
    ...(email === null ? {} : { customer_email: email }),
    locale: language,
    success_url: returnUrl.paid,
    cancel_url: returnUrl.cancelled,
    expires_at: toUnixSeconds(expiresAt),
    metadata: { ...reference },
    payment_intent_data: {
      description,
      metadata: { ...reference },
      // The asynchronous default announces a payment before its fee is known.
      capture_method: 'automatic',
    },
  };
}
