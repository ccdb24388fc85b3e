import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type Stripe from 'stripe';
import { startTestWorld, type TestWorld } from './test-world.ts';

let w: TestWorld;
beforeAll(async () => {
  w = await startTestWorld();
});
afterAll(() => w.stop());
beforeEach(() => w.reset());

const pay = (amount: number, more: Partial<Stripe.PaymentIntentCreateParams> = {}, options: Stripe.RequestOptions = {}): Promise<Stripe.PaymentIntent> =>
  w.stripe.paymentIntents.create({ amount, currency: 'eur', confirm: true, payment_method: 'pm_card_visa', return_url: 'http://localhost/r', ...more }, options);

describe('refunds', () => {
  test('never exceed what was captured, 20 at once', async () => {
    const { id } = await pay(6121);
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => w.stripe.refunds.create({ payment_intent: id, amount: 1437 })));
    expect(results.filter((r) => r.status === 'fulfilled')).toHaveLength(4);
    const charge = (await w.stripe.charges.list({ payment_intent: id })).data[0];
    expect(charge).toMatchObject({ amount_refunded: 4 * 1437, refunded: false });
    const rest = await w.stripe.refunds.create({ payment_intent: id });
    expect(rest.amount).toBe(6121 - 4 * 1437);
    await expect(w.stripe.refunds.create({ payment_intent: id })).rejects.toMatchObject({ code: 'charge_already_refunded' });
    const moved = await w.stripe.balanceTransactions.list({ type: 'refund' });
    expect(moved.data.reduce((sum, t) => sum + t.amount, 0)).toBe(-6121);
  });

  test('may stay pending, and may fail later', async () => {
    await w.client.setRefundMode('pending');
    const { id } = await pay(3359);
    const refund = await w.stripe.refunds.create({ payment_intent: id, amount: 1211, reason: 'requested_by_customer' });
    expect(refund).toMatchObject({ status: 'pending', pending_reason: 'processing' });
    await w.client.settleRefund(refund.id, 'fail');
    expect(await w.stripe.refunds.retrieve(refund.id)).toMatchObject({ status: 'failed', failure_reason: 'declined', failure_balance_transaction: expect.stringMatching(/^txn_/) });
    expect((await w.stripe.charges.list({ payment_intent: id })).data[0]?.amount_refunded).toBe(0);
    expect((await w.client.stripeEvents()).map((e) => e.type)).toEqual(expect.arrayContaining(['refund.created', 'charge.refunded', 'refund.updated', 'refund.failed']));
  });
});

describe('payment intents', () => {
  test('are authorised, captured in part, cancelled', async () => {
    const held = await pay(4799, { capture_method: 'manual' });
    expect(held).toMatchObject({ status: 'requires_capture', amount_capturable: 4799 });
    await expect(w.stripe.paymentIntents.capture(held.id, { amount_to_capture: 4800 })).rejects.toMatchObject({ code: 'amount_too_large' });
    expect(await w.stripe.paymentIntents.capture(held.id, { amount_to_capture: 4212 })).toMatchObject({ status: 'succeeded', amount_received: 4212 });
    await expect(w.stripe.paymentIntents.cancel(held.id)).rejects.toMatchObject({ code: 'payment_intent_unexpected_state' });
    const open = await w.stripe.paymentIntents.create({ amount: 987, currency: 'eur' });
    expect(await w.stripe.paymentIntents.cancel(open.id, { cancellation_reason: 'abandoned' })).toMatchObject({ status: 'canceled', cancellation_reason: 'abandoned' });
  });

  test('charge a saved method off-session, or say that the customer is needed', async () => {
    const customer = await w.stripe.customers.create({ email: 'eva@example.org' });
    const setup = await w.stripe.setupIntents.create({ customer: customer.id, confirm: true, payment_method: 'pm_card_visa', return_url: 'http://localhost/r' });
    expect(setup.status).toBe('succeeded');
    const [method] = (await w.stripe.customers.listPaymentMethods(customer.id)).data;
    const charged = await pay(2345, { customer: customer.id, payment_method: method?.id ?? '', off_session: true });
    expect(charged.status).toBe('succeeded');
    const strict = await w.stripe.paymentMethods.attach('pm_card_authenticationRequired', { customer: customer.id });
    const refused = pay(2345, { customer: customer.id, payment_method: strict.id, off_session: true });
    await expect(refused).rejects.toMatchObject({ code: 'authentication_required', payment_intent: { status: 'requires_payment_method' } });
    await w.stripe.paymentMethods.detach(strict.id);
    expect((await w.stripe.customers.listPaymentMethods(customer.id)).data).toHaveLength(1);
  });

  test('send an iDEAL customer to the bank, whose page decides', async () => {
    const waiting = await w.stripe.paymentIntents.create({ amount: 2711, currency: 'eur', confirm: true, payment_method_data: { type: 'ideal' }, return_url: 'http://localhost/r?a=1' });
    expect(waiting).toMatchObject({ status: 'requires_action', next_action: { type: 'redirect_to_url' } });
    const url = waiting.next_action?.redirect_to_url?.url ?? '';
    expect(await (await fetch(url)).text()).toContain('€27.11');
    const decided = await fetch(`${url}/succeed`, { method: 'POST', redirect: 'manual' });
    expect(decided.headers.get('location')).toContain(`payment_intent=${waiting.id}&redirect_status=succeeded`);
    expect((await w.stripe.paymentIntents.retrieve(waiting.id)).status).toBe('succeeded');
  });
});

describe('Elements', () => {
  test('confirms in the customer’s hands; a setup keeps the method', async () => {
    const intent = await w.stripe.paymentIntents.create({ amount: 3381, currency: 'eur' });
    await w.client.payIntent(intent.id, { method: 'card', failure: 'generic_decline' });
    expect(await w.stripe.paymentIntents.retrieve(intent.id)).toMatchObject({ status: 'requires_payment_method', last_payment_error: { code: 'card_declined' } });
    expect(await w.client.payIntent(intent.id, { method: 'bancontact' })).toMatchObject({ status: 'succeeded', amount_received: 3381 });
    await expect(w.client.payIntent(intent.id)).rejects.toThrow('is succeeded');
    const customer = await w.stripe.customers.create({ email: 'nel@example.org' });
    const setup = await w.stripe.setupIntents.create({ customer: customer.id });
    await w.client.answerSetup(setup.id, 'complete', { method: 'sepa_debit' });
    expect((await w.stripe.paymentMethods.list({ customer: customer.id })).data.map((m) => m.type)).toEqual(['sepa_debit']);
  });
});

describe('disputes', () => {
  test('take the money, hear evidence, and give it back when won', async () => {
    const intent = await pay(5533);
    const chargeId = String(intent.latest_charge);
    const opened = await w.client.disputeCharge(chargeId, { reason: 'product_not_received' });
    const dispute = await w.stripe.disputes.retrieve(opened.id);
    expect(dispute).toMatchObject({ amount: 5533, status: 'needs_response', balance_transactions: [{ amount: -5533, fee: 2000, net: -7533 }] });
    await expect(w.stripe.refunds.create({ charge: chargeId })).rejects.toMatchObject({ code: 'charge_disputed' });
    const answered = await w.stripe.disputes.update(dispute.id, { evidence: { uncategorized_text: 'Signed on delivery.' } });
    expect(answered).toMatchObject({ status: 'under_review', evidence_details: { has_evidence: true, submission_count: 1 } });
    await w.client.closeDispute(dispute.id, 'won');
    const types = (await w.client.stripeEvents()).map((e) => e.type).filter((t) => t.startsWith('charge.dispute'));
    expect(types).toEqual(['charge.dispute.created', 'charge.dispute.funds_withdrawn', 'charge.dispute.updated', 'charge.dispute.funds_reinstated', 'charge.dispute.closed']);
  });
});

describe('payouts', () => {
  test('take along what is available, and no more', async () => {
    await pay(6121);
    await expect(w.stripe.payouts.create({ amount: 100, currency: 'eur' })).rejects.toMatchObject({ code: 'balance_insufficient' });
    await w.client.setClock(3 * 24 * 3600 * 1000);
    try {
      const payout = await w.client.payout();
      expect(payout).toMatchObject({ amount: 6121 - 117, status: 'in_transit' });
      const inside = await w.stripe.balanceTransactions.list({ payout: payout.id });
      expect(inside.data.map((t) => t.type).sort()).toEqual(['charge', 'payout']);
      await w.client.settlePayout(payout.id, 'failed');
      expect(await w.stripe.payouts.retrieve(payout.id)).toMatchObject({ status: 'failed', failure_code: 'account_closed' });
    } finally {
      await w.client.setClock(0);
    }
  });
});
