import type { Stripe } from 'stripe';
import { AppError } from '../../../../platform/errors.ts';
import { toUnixSeconds } from '../../../../platform/instant.ts';
import { type CheckoutOrder, type PaymentProvider } from '../port.ts';
import { toStripeAmount } from './amounts.ts';
import { askStripe, onAccount } from './client.ts';
import { toCheckout, toPayment } from './transform.ts';

type Checkouts = Pick<PaymentProvider, 'createCheckout' | 'fetchCheckout' | 'expireCheckout' | 'fetchPayment'>;

const fetchCheckout: Checkouts['fetchCheckout'] = async (account, id) =>
  toCheckout(await askStripe(({ checkout }) => checkout.sessions.retrieve(id, {}, onAccount(account))));

/** Checkout Sessions, and the Payment Intents behind them. */
export const checkouts: Checkouts = {
  fetchCheckout,
  async createCheckout(order, idempotencyKey) {
    const params = sessionParams(order);
    return toCheckout(await askStripe(({ checkout }) => checkout.sessions.create(params, onAccount(order.account, idempotencyKey))));
  },
  async expireCheckout(account, id, idempotencyKey) {
    try {
      return toCheckout(await askStripe(({ checkout }) => checkout.sessions.expire(id, {}, onAccount(account, idempotencyKey))));
    } catch (thrown) {
      // Refused means that it is not open any more: then it matters how it ended.
      if (thrown instanceof AppError && thrown.code === 'provider-refused') return fetchCheckout(account, id);
      throw thrown;
    }
  },
  async fetchPayment(account, id) {
    const expand = ['latest_charge.balance_transaction'];
    return toPayment(await askStripe(({ paymentIntents }) => paymentIntents.retrieve(id, { expand }, onAccount(account))));
  },
};

function sessionParams(order: CheckoutOrder): Stripe.Checkout.SessionCreateParams {
  const { amount, applicationFee, currency, description, email, language, reference, returnUrl, expiresAt } = order;
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
      ...(applicationFee === 0 ? {} : { application_fee_amount: toStripeAmount(applicationFee, currency) }),
    },
  };
}
