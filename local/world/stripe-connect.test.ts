import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type Stripe from 'stripe';
import { aCheckout, startTestWorld, waitFor, type TestWorld } from './test-world.ts';

let w: TestWorld;
beforeAll(async () => {
  w = await startTestWorld();
});
afterAll(() => w.stop());
beforeEach(() => w.reset());

const anAccount = (): Promise<Stripe.Account> =>
  w.stripe.accounts.create({
    country: 'NL',
    email: 'shop@example.org',
    controller: { fees: { payer: 'account' }, losses: { payments: 'stripe' }, requirement_collection: 'stripe', stripe_dashboard: { type: 'full' } },
    capabilities: { card_payments: { requested: true }, ideal_payments: { requested: true }, transfers: { requested: true } },
  });

test('an account cannot take payments until it is onboarded, by its link', async () => {
  const account = await anAccount();
  expect(account).toMatchObject({ charges_enabled: false, details_submitted: false, capabilities: { ideal_payments: 'inactive' } });
  await expect(w.stripe.checkout.sessions.create(aCheckout(), { stripeAccount: account.id })).rejects.toThrow('cannot currently make charges');

  const link = await w.stripe.accountLinks.create({ account: account.id, type: 'account_onboarding', refresh_url: 'http://localhost/again', return_url: 'http://localhost/done' });
  expect(await (await fetch(link.url)).text()).toContain('Complete onboarding');
  const reused = await fetch(link.url, { redirect: 'manual' });
  expect(reused.headers.get('location')).toBe('http://localhost/again');
  const done = await fetch(`${link.url}/complete`, { method: 'POST', redirect: 'manual' });
  expect(done.headers.get('location')).toBe('http://localhost/done');

  expect(await w.stripe.accounts.retrieve(account.id)).toMatchObject({ charges_enabled: true, capabilities: { ideal_payments: 'active' } });
  const events = await waitFor(() => w.verified(), (all) => all.some((e) => e.type === 'account.updated'));
  expect(events.every((e) => e.account === account.id)).toBe(true);
});

test('objects live in the account they were made for', async () => {
  const [one, two] = [await anAccount(), await anAccount()];
  for (const account of [one, two]) await w.client.onboardAccount(account.id);
  const session = await w.stripe.checkout.sessions.create(aCheckout(), { stripeAccount: one.id });
  expect(session.payment_method_types).toEqual(['card', 'ideal']);
  await expect(w.stripe.checkout.sessions.retrieve(session.id)).rejects.toMatchObject({ code: 'resource_missing' });
  await expect(w.stripe.checkout.sessions.retrieve(session.id, {}, { stripeAccount: two.id })).rejects.toMatchObject({ code: 'resource_missing' });
  await w.client.payCheckout(session.id, { method: 'ideal' });
  expect((await w.stripe.charges.list({}, { stripeAccount: one.id })).data).toHaveLength(1);
  expect((await w.stripe.charges.list({}, { stripeAccount: two.id })).data).toHaveLength(0);
  expect((await w.stripe.charges.list()).data).toHaveLength(0);
  const completed = (await w.client.stripeEvents('checkout.session.completed'))[0];
  expect(completed?.account).toBe(one.id);
  await expect(w.stripe.events.retrieve(completed?.id ?? '')).rejects.toMatchObject({ code: 'resource_missing' });
  expect((await w.stripe.events.retrieve(completed?.id ?? '', {}, { stripeAccount: one.id })).type).toBe('checkout.session.completed');
});

test('the platform takes its fee from a direct charge, and gives it back with a refund', async () => {
  const account = await anAccount();
  await w.client.onboardAccount(account.id);
  const options = { stripeAccount: account.id };
  const session = await w.stripe.checkout.sessions.create(aCheckout({ payment_intent_data: { application_fee_amount: 123 } }), options);
  await w.client.payCheckout(session.id, { method: 'ideal' });
  const [charge] = (await w.stripe.charges.list({ expand: ['data.balance_transaction'] }, options)).data;
  expect(charge?.balance_transaction).toMatchObject({ amount: 6121, fee: 29 + 123, net: 6121 - 152 });
  const [fee] = (await w.stripe.applicationFees.list()).data;
  expect(fee).toMatchObject({ account: account.id, amount: 123, charge: charge?.id });
  await w.stripe.refunds.create({ charge: charge?.id ?? '', amount: 3060, refund_application_fee: true }, options);
  expect(await w.stripe.applicationFees.retrieve(fee?.id ?? '')).toMatchObject({ amount_refunded: 61, refunded: false });
});
