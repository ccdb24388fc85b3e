import type { Stripe } from 'stripe';
import { AppError } from '../../../../platform/errors.ts';
import { toUnixSeconds } from '../../../../platform/instant.ts';
import { type CheckoutOrder, type PaymentProvider } from '../port.ts';
import { toStripeAmount } from './amounts.ts';
import { askStripe, onAccount } from './client.ts';
import { cancelIntent, createIntent, fetchIntent, findCharge, paymentTerms } from './intents.ts';
import { toCheckout, toPayment } from './transform.ts';

type Checkouts = Pick<PaymentProvider, 'createCheckout' | 'findCharge' | 'fetchCheckout' | 'expireCheckout' | 'fetchPayment'>;

const fetchCheckout: Checkouts['fetchCheckout'] = async (account, id) => {
  if (isIntent(id)) return fetchIntent(account, id);
  return toCheckout(await askStripe(({ checkout }) => checkout.sessions.retrieve(id, {}, onAccount(account))));
};

/** A checkout is a Session, or an intent without a page; Stripe's ids tell which. */
function isIntent(id: string): boolean {
  return id.startsWith('pi_');
}

/** Checkout Sessions, and the Payment Intents behind them. */
export const checkouts: Checkouts = {
  fetchCheckout,
  findCharge,
  async createCheckout(order, idempotencyKey) {
    if (order.via === 'intent' || order.via === 'saved-method') return createIntent(order, idempotencyKey);
    const params = sessionParams(order);
    return toCheckout(await askStripe(({ checkout }) => checkout.sessions.create(params, onAccount(order.account, idempotencyKey))));
  },
  async expireCheckout(account, id, idempotencyKey) {
    if (isIntent(id)) return cancelIntent(account, id, idempotencyKey);
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
  const { amount, currency, description, email, language, reference, expiresAt } = order;
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
    ...whereItShows(order),
    expires_at: toUnixSeconds(expiresAt),
    metadata: { ...reference },
    payment_intent_data: paymentTerms(order),
  };
}

/** A page of its own, or one inside ours. */
function whereItShows({ via, returnUrl }: CheckoutOrder): Partial<Stripe.Checkout.SessionCreateParams> {
  if (via === 'embedded') return { ui_mode: 'embedded_page', return_url: returnUrl.paid };
  return { success_url: returnUrl.paid, cancel_url: returnUrl.cancelled };
}
