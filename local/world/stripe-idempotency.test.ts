import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import Stripe from 'stripe';
import { aCheckout, startTestWorld, type TestWorld } from './test-world.ts';

let w: TestWorld;
beforeAll(async () => {
  w = await startTestWorld();
});
afterAll(() => w.stop());
beforeEach(() => w.reset());

const intent = (amount = 1437): Stripe.PaymentIntentCreateParams => ({ amount, currency: 'eur' });

describe('an idempotency key', () => {
  test('brings the first answer again, and says so', async () => {
    const first = await w.stripe.paymentIntents.create(intent(), { idempotencyKey: 'k1' });
    const again = await w.stripe.paymentIntents.create(intent(), { idempotencyKey: 'k1' });
    expect(again.id).toBe(first.id);
    expect(again.lastResponse.headers['idempotent-replayed']).toBe('true');
    expect(again.lastResponse.headers['original-request']).toBe(first.lastResponse.requestId);
    expect((await w.stripe.paymentIntents.list()).data).toHaveLength(1);
    expect((await w.client.requests('stripe')).filter((r) => r.replayed)).toHaveLength(1);
  });

  test('with other parameters or another endpoint is refused', async () => {
    await w.stripe.paymentIntents.create(intent(), { idempotencyKey: 'k2' });
    const other = w.stripe.paymentIntents.create(intent(1438), { idempotencyKey: 'k2' });
    await expect(other).rejects.toBeInstanceOf(Stripe.errors.StripeIdempotencyError);
    await expect(w.stripe.customers.create({}, { idempotencyKey: 'k2' })).rejects.toMatchObject({ statusCode: 400, type: 'StripeIdempotencyError' });
  });

  test('in use is a conflict; the SDK tries again and gets the one object', async () => {
    await w.client.addFaults({ service: 'stripe', path: '/v1/payment_intents', action: { type: 'delay', ms: 250 } });
    const slow = w.stripe.paymentIntents.create(intent(), { idempotencyKey: 'k3' });
    await new Promise((resolve) => setTimeout(resolve, 60));
    await expect(w.stripe.paymentIntents.create(intent(), { idempotencyKey: 'k3' })).rejects.toMatchObject({ statusCode: 409, code: 'idempotency_key_in_use' });
    const patient = await w.stripeWith({ maxNetworkRetries: 3 }).paymentIntents.create(intent(), { idempotencyKey: 'k3' });
    expect(patient.id).toBe((await slow).id);
  });

  test('is kept per account, for a day, and not for refused parameters', async () => {
    const bad = w.stripe.paymentIntents.create({ ...intent(), nonsense: 'x' } as Stripe.PaymentIntentCreateParams, { idempotencyKey: 'k4' });
    await expect(bad).rejects.toMatchObject({ code: 'parameter_unknown' });
    const platform = await w.stripe.paymentIntents.create(intent(), { idempotencyKey: 'k4' });
    const account = await w.stripe.accounts.create({ type: 'standard' });
    await w.client.onboardAccount(account.id);
    const connected = await w.stripe.paymentIntents.create(intent(1450), { idempotencyKey: 'k4', stripeAccount: account.id });
    expect(connected.id).not.toBe(platform.id);
    await w.client.setClock(25 * 3600 * 1000);
    const nextDay = await w.stripe.paymentIntents.create(intent(1499), { idempotencyKey: 'k4' });
    await w.client.setClock(0);
    expect(nextDay.id).not.toBe(platform.id);
  });

  test('keeps a card failure too', async () => {
    const decline = (): Promise<unknown> => w.stripe.paymentIntents.create({ ...intent(), confirm: true, payment_method: 'pm_card_chargeDeclined' }, { idempotencyKey: 'k5' }).catch((e: unknown) => e);
    const first = (await decline()) as Stripe.errors.StripeCardError;
    const again = (await decline()) as Stripe.errors.StripeCardError;
    expect(first).toMatchObject({ code: 'card_declined', decline_code: 'generic_decline', statusCode: 402 });
    expect(again.payment_intent?.id).toBe(first.payment_intent?.id);
  });

  test('20 at once make one object', async () => {
    const patient = w.stripeWith({ maxNetworkRetries: 4 });
    const made = await Promise.all(Array.from({ length: 20 }, () => patient.checkout.sessions.create(aCheckout(), { idempotencyKey: 'k6' })));
    expect(new Set(made.map((s) => s.id)).size).toBe(1);
    expect((await w.stripe.checkout.sessions.list()).data).toHaveLength(1);
  });
});
