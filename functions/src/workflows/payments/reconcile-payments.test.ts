import { beforeEach, expect, test } from '@jest/globals';
import { useStack } from '../../../../local/stack/jest.ts';
import { anInvoice, type InvoiceReply } from '../../../test/builders/invoice.ts';
import { anOrganisation, type BuiltOrganisation } from '../../../test/builders/organisation.ts';
import { callAs } from '../../../test/support/call.ts';
import { allEvents, booksOf, documentsOf, freshStart, paidInFull, sessionOf, takeIn, type StartedCheckout } from '../../../test/support/stripe.ts';
import { frozenClock, type Clock } from '../../platform/clock.ts';
import { effectTable, performOutbox } from '../../platform/outbox.ts';
import { reconcileEffect } from './reconcile-effect.ts';
import { reconcileNightlyJob } from './reconcile-nightly.ts';
import { reconcilePayments } from './reconcile-payments.ts';
import { refundPayment } from './refund-payment.ts';
import { startCheckout } from './start-checkout.ts';

const stack = useStack({ functions: false, world: true });
const world = () => stack().world;
const effects = effectTable([reconcileEffect as never]);
const DAY = 24 * 3_600_000;
const after = (ms: number): Clock => frozenClock(new Date(Date.now() + ms));

interface Report {
  readonly id: string;
  readonly checked: number;
  readonly repaired: readonly { type: string }[];
  readonly underWay: readonly { type: string }[];
  readonly booked: readonly { type: string }[];
  readonly unmatched: readonly { type: string }[];
  readonly balances: readonly { currency: string; provider: number; difference: number }[] | null;
}

let ours: BuiltOrganisation;
let invoice: InvoiceReply;

beforeEach(async () => {
  await freshStart(stack());
  ours = await anOrganisation();
  invoice = await anInvoice(ours);
});

async function reconcile(clock: Clock = after(0)): Promise<Report> {
  const { reportId } = await callAs<{ reportId: string }>(ours.owner, reconcilePayments, {}, { orgId: ours.orgId, clock });
  await performOutbox(effects, ours.orgId, reportId, clock);
  const outbox = (await documentsOf(ours, 'outbox')).find(({ id }) => id === reportId);
  expect(outbox).toMatchObject({ delivery: { state: 'SUCCESS', error: null } });
  return (await documentsOf(ours, 'reconciliations')).find(({ id }) => id === reportId) as unknown as Report;
}

test('what lost webhooks left is repaired in one run, and the next finds nothing', async () => {
  const started = await callAs<StartedCheckout>(ours.owner, startCheckout, { invoiceId: invoice.id }, { orgId: ours.orgId });
  await world().payCheckout(sessionOf(started), { method: 'ideal' });
  const first = await reconcile();
  expect(first).toMatchObject({ unmatched: [], underWay: [], balances: [{ currency: 'EUR', difference: 0 }] });
  expect((await documentsOf(ours, 'invoices'))[0]).toMatchObject({ status: 'paid' });
  expect(await reconcile()).toMatchObject({ checked: first.checked, repaired: [], balances: [{ difference: 0 }] });
  await takeIn(await allEvents(stack(), 2));
  expect(await documentsOf(ours, 'payments')).toHaveLength(1);
});

test('a refund and a dispute that nobody told of are found by their movements', async () => {
  const payment = await paidInFull(stack(), ours, invoice.id, 'card');
  const { providerIds } = payment as unknown as { providerIds: { payment: string; charge: string } };
  await fetch(`${world().url}/v1/refunds`, {
    method: 'POST',
    headers: { authorization: `Bearer ${process.env['STRIPE_SECRET_KEY']}` },
    body: new URLSearchParams({ payment_intent: providerIds.payment, amount: '1777' }),
  });
  const dispute = await world().disputeCharge(providerIds.charge);
  const { repaired, balances } = await reconcile();
  expect(new Set(repaired.map(({ type }) => type))).toEqual(new Set(['refund', 'adjustment']));
  expect(balances).toMatchObject([{ difference: 0 }]);
  expect((await documentsOf(ours, 'invoices'))[0]).toMatchObject({ amounts: { paid: 0 } });
  await world().closeDispute(dispute.id, 'won');
  expect(await reconcile()).toMatchObject({ unmatched: [], balances: [{ difference: 0 }] });
  expect((await booksOf(ours))['total']).toBe(0);
});

test('payouts are booked to the bank, and what is on its way is told apart', async () => {
  const payment = await paidInFull(stack(), ours, invoice.id, 'card');
  await world().setRefundMode('pending');
  await callAs(ours.owner, refundPayment, { paymentId: payment.id, amount: 4_321, creditNote: false }, { orgId: ours.orgId });
  await world().setClock(3 * DAY);
  const payout = await world().payout();
  const clock = after(3 * DAY);
  const report = await reconcile(clock);
  expect(report).toMatchObject({ underWay: [{ type: 'refund' }], booked: [{ type: 'payout' }], unmatched: [], balances: [{ difference: 0 }] });
  expect(await booksOf(ours)).toMatchObject({ bank: payout['amount'], total: 0 });
  await world().settlePayout(payout.id, 'failed');
  expect(await reconcile(clock)).toMatchObject({ booked: [{ type: 'payout_failure' }], balances: [{ difference: 0 }] });
  expect(await booksOf(ours)).toMatchObject({ bank: 0, total: 0 });
});

test('a payout is booked when Stripe tells of it, and its failure when the bank sends it back', async () => {
  await paidInFull(stack(), ours, invoice.id, 'card');
  await world().setClock(3 * DAY);
  const payout = await world().payout();
  await world().settlePayout(payout.id, 'paid');
  await takeIn((await allEvents(stack(), 3)).reverse(), after(3 * DAY));
  expect((await documentsOf(ours, 'payouts'))[0]).toMatchObject({ status: 'paid', amount: payout['amount'] });
  expect(await booksOf(ours)).toMatchObject({ bank: payout['amount'], total: 0 });
  expect(await reconcile(after(3 * DAY))).toMatchObject({ booked: [], repaired: [], balances: [{ difference: 0 }] });
  await world().settlePayout(payout.id, 'failed');
  await takeIn(await allEvents(stack(), 2), after(3 * DAY));
  expect((await documentsOf(ours, 'payouts'))[0]).toMatchObject({ status: 'failed' });
  expect(await booksOf(ours)).toMatchObject({ bank: 0, total: 0 });
});

test('money that belongs to no document goes on the suspense account, and somebody is told', async () => {
  await paidInFull(stack(), ours, invoice.id, 'card');
  await fetch(`${world().url}/v1/payment_intents`, {
    method: 'POST',
    headers: { authorization: `Bearer ${process.env['STRIPE_SECRET_KEY']}` },
    body: new URLSearchParams({ amount: '2599', currency: 'eur', confirm: 'true', payment_method: 'pm_card_visa', 'automatic_payment_methods[enabled]': 'true', 'automatic_payment_methods[allow_redirects]': 'never' }),
  });
  const report = await reconcile();
  expect(report).toMatchObject({ unmatched: [{ type: 'charge' }], balances: [{ difference: 0 }] });
  expect((await booksOf(ours))['suspense']).toBe(-2_599);
  expect((await documentsOf(ours, 'outbox')).some(({ id }) => id === `reconciliation_${report.id}`)).toBe(true);
});

test('every night orders one comparison', async () => {
  await paidInFull(stack(), ours, invoice.id, 'card');
  const ordered = async () => (await documentsOf(ours, 'outbox')).filter(({ kind }) => kind === 'reconcile').length;
  await reconcileNightlyJob.run(after(60_000));
  expect(await ordered()).toBe(0);
  await reconcileNightlyJob.run(after(DAY + 60_000));
  await reconcileNightlyJob.run(after(DAY + 60_000));
  expect(await ordered()).toBe(1);
});
