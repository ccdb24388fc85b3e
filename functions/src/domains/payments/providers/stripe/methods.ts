import type { Stripe } from 'stripe';
import { AppError } from '../../../../platform/errors.ts';
import { fromUnixSeconds } from '../../../../platform/instant.ts';
import { type PaymentProvider, type ProviderSetup, type SavedMethod, type SetupOrder, SetupReference } from '../port.ts';
import { askStripe, onAccount } from './client.ts';
import { idOf } from './transform.ts';

/** More methods than anybody saves with one business. */
const MOST = 50;

/** Customers and the methods they let us keep. */
export const methods: Pick<PaymentProvider, 'createCustomer' | 'createSetup' | 'fetchSetup' | 'listMethods' | 'detachMethod'> = {
  async createCustomer({ account, orgId, customerId, name, email, language }, idempotencyKey) {
    const params = { name, preferred_locales: [language], metadata: { orgId, customerId }, ...(email === null ? {} : { email }) };
    return (await askStripe(({ customers }) => customers.create(params, onAccount(account, idempotencyKey)))).id;
  },
  async createSetup(order, idempotencyKey) {
    const { account, customer, reference, via } = order;
    const options = onAccount(account, idempotencyKey);
    if (via === 'page') return toPageSetup(await askStripe(({ checkout }) => checkout.sessions.create(pageParams(order), options)));
    const params = { customer, usage: 'off_session', metadata: { ...reference } };
    return toSetup(await askStripe(({ setupIntents }) => setupIntents.create(params, options)));
  },
  async fetchSetup(account, id) {
    return toSetup(await askStripe(({ setupIntents }) => setupIntents.retrieve(id, {}, onAccount(account))));
  },
  async listMethods(account, customer) {
    const page = await askStripe(({ customers }) => customers.listPaymentMethods(customer, { limit: MOST }, onAccount(account)));
    return page.data.map(toSavedMethod);
  },
  async detachMethod(account, methodId, idempotencyKey) {
    try {
      await askStripe(({ paymentMethods }) => paymentMethods.detach(methodId, {}, onAccount(account, idempotencyKey)));
    } catch (thrown) {
      if (!(thrown instanceof AppError) || thrown.code !== 'provider-refused') throw thrown;
      const { customer } = await askStripe(({ paymentMethods }) => paymentMethods.retrieve(methodId, {}, onAccount(account)));
      if (customer !== null) throw thrown;
    }
  },
};

function pageParams({ customer, currency, language, returnUrl, reference }: SetupOrder): Stripe.Checkout.SessionCreateParams {
  return {
    mode: 'setup',
    customer,
    currency: currency.toLowerCase(),
    locale: language,
    success_url: returnUrl,
    cancel_url: returnUrl,
    setup_intent_data: { metadata: { ...reference } },
    metadata: { ...reference },
  };
}

function toPageSetup(session: Stripe.Checkout.Session): ProviderSetup {
  return { id: idOf(session.setup_intent) ?? session.id, state: 'open', url: session.url, clientSecret: null, methodId: null, reference: referenceOf(session.metadata) };
}

function toSetup(setup: Stripe.SetupIntent): ProviderSetup {
  const ended = setup.status === 'canceled' ? 'cancelled' : 'open';
  return {
    id: setup.id,
    state: setup.status === 'succeeded' ? 'succeeded' : ended,
    url: null,
    clientSecret: setup.client_secret,
    methodId: idOf(setup.payment_method),
    reference: referenceOf(setup.metadata),
  };
}

function referenceOf(metadata: unknown): ProviderSetup['reference'] {
  const parsed = SetupReference.safeParse(metadata);
  return parsed.success ? parsed.data : null;
}

function toSavedMethod({ id, type, card, sepa_debit: debit, created }: Stripe.PaymentMethod): SavedMethod {
  const expires = card === undefined ? null : `${card.exp_year}-${String(card.exp_month).padStart(2, '0')}`;
  return { id, type, brand: card?.brand ?? null, last4: card?.last4 ?? debit?.last4 ?? null, expires, createdAt: fromUnixSeconds(created) };
}
