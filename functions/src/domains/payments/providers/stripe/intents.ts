import type { Stripe } from 'stripe';
import { AppError } from '../../../../platform/errors.ts';
import { type CheckoutOrder, type PaymentProvider, type ProviderCheckout } from '../port.ts';
import { toStripeAmount } from './amounts.ts';
import { askStripe, onAccount } from './client.ts';
import { toIntentCheckout } from './transform.ts';

/** What every payment has, on a page or not. */
export function paymentTerms({ applicationFee, currency, description, reference }: CheckoutOrder) {
  return {
    description,
    metadata: { ...reference },
    // The asynchronous default announces a payment before its fee is known.
    capture_method: 'automatic',
    ...(applicationFee === 0 ? {} : { application_fee_amount: toStripeAmount(applicationFee, currency) }),
  };
}

/** A Payment Intent without a page: for fields of our own app, or for a saved method and nobody there. */
export async function createIntent(order: CheckoutOrder, idempotencyKey: string): Promise<ProviderCheckout> {
  const params = intentParams(order);
  return toIntentCheckout(await askStripe(({ paymentIntents }) => paymentIntents.create(params, onAccount(order.account, idempotencyKey))));
}

function intentParams(order: CheckoutOrder): Stripe.PaymentIntentCreateParams {
  const { amount, currency, saved } = order;
  const common = { ...paymentTerms(order), amount: toStripeAmount(amount, currency), currency: currency.toLowerCase() };
  if (saved === null) return { ...common, automatic_payment_methods: { enabled: true } };
  return {
    ...common,
    customer: saved.customer,
    payment_method: saved.methodId,
    off_session: true,
    confirm: true,
    // A bank that wants the customer to be there means no, rather than an intent that waits for nobody.
    error_on_requires_action: true,
  };
}

export async function fetchIntent(account: string | null, id: string): Promise<ProviderCheckout> {
  return toIntentCheckout(await askStripe(({ paymentIntents }) => paymentIntents.retrieve(id, {}, onAccount(account))));
}

export async function cancelIntent(account: string | null, id: string, idempotencyKey: string): Promise<ProviderCheckout> {
  try {
    return toIntentCheckout(await askStripe(({ paymentIntents }) => paymentIntents.cancel(id, {}, onAccount(account, idempotencyKey))));
  } catch (thrown) {
    // Refused means that it has ended already: then it matters how.
    if (thrown instanceof AppError && thrown.code === 'provider-refused') return fetchIntent(account, id);
    throw thrown;
  }
}

/** Looks among the customer's latest payments for the one that carries our reference. */
export const findCharge: PaymentProvider['findCharge'] = async ({ account, saved, reference }) => {
  if (saved === null) return undefined;
  const page = await askStripe(({ paymentIntents }) => paymentIntents.list({ customer: saved.customer, limit: 100 }, onAccount(account)));
  const made = page.data.map(toIntentCheckout).filter((intent) => intent.reference?.checkoutId === reference.checkoutId);
  return made.find(({ state }) => state === 'complete') ?? made[0];
};
