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
});
