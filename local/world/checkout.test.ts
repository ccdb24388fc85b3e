import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type Stripe from 'stripe';
import { aCheckout, startTestWorld, waitFor, type TestWorld } from './test-world.ts';

let w: TestWorld;
beforeAll(async () => {
  w = await startTestWorld();
});
afterAll(() => w.stop());
beforeEach(() => w.reset());

describe('a checkout session', () => {
  test('is paid, and tells so in signed events', async () => {
    const session = await w.stripe.checkout.sessions.create(aCheckout());
    expect(session).toMatchObject({ status: 'open', payment_status: 'unpaid', amount_total: 3 * 1437 + 2 * 905, payment_intent: null, ui_mode: 'hosted_page' });
    expect(session.url).toBe(`${w.world.url}/checkout/${session.id}`);

    await w.client.payCheckout(session.id, { method: 'ideal', email: 'bea@example.org' });
    const events = await waitFor(() => w.verified(), (all) => all.length === 5);
    expect(events.map((e) => e.type).sort()).toEqual(
      ['charge.succeeded', 'charge.updated', 'checkout.session.completed', 'payment_intent.created', 'payment_intent.succeeded'].sort(),
    );

    const paid = await w.stripe.checkout.sessions.retrieve(session.id, { expand: ['line_items', 'payment_intent.latest_charge.balance_transaction'] });
    expect(paid).toMatchObject({ status: 'complete', payment_status: 'paid', url: null });
    expect(paid.line_items?.data.map((l) => l.amount_total)).toEqual([3 * 1437, 2 * 905]);
    const intent = paid.payment_intent as Stripe.PaymentIntent;
    const charge = intent.latest_charge as Stripe.Charge;
    expect(intent.metadata).toEqual({ invoice: 'inv_7' });
    expect(charge.payment_method_details?.type).toBe('ideal');
    expect(charge.balance_transaction).toMatchObject({ amount: 6121, fee: 29, net: 6092, type: 'payment', source: charge.id });
  });

  test('stays open when an attempt fails, and is paid by the next', async () => {
    const session = await w.stripe.checkout.sessions.create(aCheckout());
    await w.client.failCheckout(session.id, { method: 'card', failure: 'insufficient_funds' });
    const failed = await w.stripe.checkout.sessions.retrieve(session.id, { expand: ['payment_intent'] });
    expect(failed).toMatchObject({ status: 'open', payment_status: 'unpaid', payment_intent: { status: 'requires_payment_method', last_payment_error: { decline_code: 'insufficient_funds' } } });
    await w.client.payCheckout(session.id, { method: 'card' });
    const charges = await w.stripe.charges.list({ payment_intent: (failed.payment_intent as Stripe.PaymentIntent).id });
    expect(charges.data.map((c) => [c.status, c.amount_captured])).toEqual([['succeeded', 6121], ['failed', 0]]);
    // 1.5 % of 6121 is 91.8, and 25.
    const transaction = await w.stripe.balanceTransactions.retrieve(String(charges.data[0]?.balance_transaction));
    expect(transaction).toMatchObject({ fee: 117, net: 6004 });
  });

  test('a direct debit completes it unpaid; the money settles later, or does not', async () => {
    for (const outcome of ['succeed', 'fail'] as const) {
      const session = await w.stripe.checkout.sessions.create(aCheckout());
      await w.client.payCheckout(session.id, { method: 'sepa_debit' });
      const waiting = await w.stripe.checkout.sessions.retrieve(session.id, { expand: ['payment_intent.latest_charge'] });
      const intent = waiting.payment_intent as Stripe.PaymentIntent;
      expect(waiting).toMatchObject({ status: 'complete', payment_status: 'unpaid' });
      expect(intent).toMatchObject({ status: 'processing', latest_charge: { status: 'pending', balance_transaction: null } });
      await w.client.settleIntent(intent.id, outcome);
      const [event] = await w.client.stripeEvents(`checkout.session.async_payment_${outcome === 'succeed' ? 'succeeded' : 'failed'}`);
      expect(event?.data.object).toMatchObject({ id: session.id, payment_status: outcome === 'succeed' ? 'paid' : 'unpaid' });
      expect((await w.stripe.paymentIntents.retrieve(intent.id)).status).toBe(outcome === 'succeed' ? 'succeeded' : 'requires_payment_method');
    }
  });

  test('expires by request or when its time has come, and cannot be paid then', async () => {
    const first = await w.stripe.checkout.sessions.create(aCheckout());
    expect((await w.stripe.checkout.sessions.expire(first.id)).status).toBe('expired');
    await expect(w.stripe.checkout.sessions.expire(first.id)).rejects.toThrow('status of `expired`');
    const second = await w.stripe.checkout.sessions.create(aCheckout({ expires_at: Math.floor(Date.now() / 1000) + 31 * 60 }));
    await w.client.setClock(32 * 60 * 1000);
    try {
      expect((await w.client.stripeEvents('checkout.session.expired')).map((e) => e.data.object.id)).toEqual([first.id, second.id]);
      await expect(w.client.payCheckout(second.id)).rejects.toThrow('this checkout is expired');
    } finally {
      await w.client.setClock(0);
    }
  });

  test('keeps the method for later with the customer it makes', async () => {
    const session = await w.stripe.checkout.sessions.create(aCheckout({ customer_creation: 'always', payment_intent_data: { setup_future_usage: 'off_session' } }));
    await w.client.payCheckout(session.id, { method: 'ideal', email: 'cas@example.org' });
    const { customer } = await w.stripe.checkout.sessions.retrieve(session.id);
    const methods = await w.stripe.customers.listPaymentMethods(String(customer));
    expect(methods.data.map((m) => m.type)).toEqual(['sepa_debit']);
  });

  test('in setup mode saves a method without money', async () => {
    const customer = await w.stripe.customers.create({ email: 'dirk@example.org' });
    const session = await w.stripe.checkout.sessions.create({ mode: 'setup', currency: 'eur', customer: customer.id, success_url: 'http://localhost/saved' });
    expect(session).toMatchObject({ payment_status: 'no_payment_required', amount_total: null, setup_intent: expect.stringMatching(/^seti_/) });
    await w.client.payCheckout(session.id, { method: 'card' });
    expect((await w.stripe.setupIntents.retrieve(String(session.setup_intent))).status).toBe('succeeded');
    expect((await w.stripe.paymentMethods.list({ customer: customer.id, type: 'card' })).data).toHaveLength(1);
  });
});

describe('the checkout page', () => {
  const post = (path: string, body: Record<string, string>): Promise<Response> =>
    fetch(`${w.world.url}${path}`, { method: 'POST', body: new URLSearchParams(body), redirect: 'manual' });

  test('shows amount, lines and methods; Pay leads to the success address with the id filled in', async () => {
    const session = await w.stripe.checkout.sessions.create(aCheckout());
    const html = await (await fetch(session.url ?? '')).text();
    for (const text of ['€61.21', 'Oak shelf', '€43.11', 'iDEAL', 'Bancontact', 'SEPA Direct Debit', 'http://localhost/back']) expect(html).toContain(text);
    const declined = await post(`/checkout/${session.id}/fail`, { method: 'card', email: 'bea@example.org' });
    expect(await declined.text()).toContain('Your card was declined.');
    const paid = await post(`/checkout/${session.id}/pay`, { method: 'bancontact', email: 'bea@example.org' });
    expect([paid.status, paid.headers.get('location')]).toEqual([303, `http://localhost/paid?s=${session.id}`]);
    expect(await (await fetch(`${w.world.url}/checkout/${session.id}`)).text()).toContain('already been completed');
  });

  test('an embedded session has no address of its own and returns to its return_url', async () => {
    const { success_url: _s, cancel_url: _c, ...rest } = aCheckout();
    const session = await w.stripe.checkout.sessions.create({ ...rest, ui_mode: 'embedded_page', return_url: 'http://localhost/r/{CHECKOUT_SESSION_ID}' });
    expect(session).toMatchObject({ url: null, client_secret: expect.stringContaining(`${session.id}_secret_`) });
    const paid = await post(`/checkout/${session.id}/pay`, { method: 'card', email: 'bea@example.org' });
    expect(paid.headers.get('location')).toBe(`http://localhost/r/${session.id}`);
  });
});
