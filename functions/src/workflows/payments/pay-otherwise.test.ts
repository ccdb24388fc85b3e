import { beforeEach, describe, expect, test } from '@jest/globals';
import { useStack } from '../../../../local/stack/jest.ts';
import { anInvoice, type InvoiceReply } from '../../../test/builders/invoice.ts';
import { type BuiltOrganisation } from '../../../test/builders/organisation.ts';
import { callAs } from '../../../test/support/call.ts';
import { allEvents, booksOf, documentsOf, moneyScene, sessionOf, takeIn, type StartedCheckout } from '../../../test/support/stripe.ts';
import { creditInvoice } from '../../domains/invoices/actions/credit-invoice.ts';
import { closeCheckoutEffect } from '../../domains/payments/close-checkout.ts';
import { addDays, businessDate } from '../../platform/business-date.ts';
import { database } from '../../platform/firestore.ts';
import { newId } from '../../platform/ids.ts';
import { effectTable, performOutbox } from '../../platform/outbox.ts';
import { applyCredit } from './apply-credit.ts';
import { recordRepayment } from './record-repayment.ts';
import { recordTransfer } from './record-transfer.ts';
import { reviewCheckoutEffect } from './review-checkout.ts';
import { startCheckout } from './start-checkout.ts';

const stack = useStack({ functions: false, world: true });
const world = () => stack().world;
const effects = effectTable([closeCheckoutEffect as never, reviewCheckoutEffect as never]);

let ours: BuiltOrganisation;
let theirs: BuiltOrganisation;
let invoice: InvoiceReply;
let gross: number;

beforeEach(async () => {
  ({ ours, theirs, invoice } = await moneyScene(stack()));
  gross = invoice.totals.gross;
});

const act = <Reply>(action: Parameters<typeof callAs>[1], input: object) => callAs<Reply>(ours.owner, action, input, { orgId: ours.orgId, idempotencyKey: newId() });
const start = (fields: object = {}) => act<StartedCheckout>(startCheckout, { invoiceId: invoice.id, ...fields });
const theInvoice = async (id = invoice.id) => (await documentsOf(ours, 'invoices')).find((one) => one.id === id) as unknown as InvoiceReply;
/** What the functions would do with the outbox. */
async function perform(): Promise<void> {
  for (const { id, kind } of await documentsOf(ours, 'outbox')) {
    if (kind === 'close-checkout' || kind === 'review-checkout') await performOutbox(effects, ours.orgId, id, { now: () => new Date() });
  }
}
const dayFromNow = (days: number) => addDays(businessDate(new Date(), 'Europe/Amsterdam'), days);
const rates = (USD: string) => {
  const date = dayFromNow(-1);
  return database().doc(`exchangeRates/${date}`).set({ date, rates: { USD }, fetchedAt: new Date() });
};
/** The balance of every account in one currency, and what they come to. */
async function booksIn(wanted: string): Promise<Record<string, number>> {
  const lines = (await documentsOf(ours, 'ledger')).flatMap((entry) => entry['lines'] as { account: string; currency: string; amount: number }[]);
  const books: Record<string, number> = { total: 0 };
  for (const { account, amount } of lines.filter(({ currency }) => currency === wanted)) {
    for (const name of [account, 'total']) books[name] = (books[name] ?? 0) + amount;
  }
  return books;
}
const sessionStatus = async (started: StartedCheckout) => {
  const answer = await fetch(`${world().url}/v1/checkout/sessions/${sessionOf(started)}`, { headers: { authorization: `Bearer ${process.env['STRIPE_SECRET_KEY']}` } });
  return ((await answer.json()) as { status: string }).status;
};

describe('in parts', () => {
  test('each part is paid on a page of its own, and the last closes the invoice', async () => {
    const part = 98_765;
    const first = await start({ amount: part });
    expect(first.amount).toBe(part);
    await world().payCheckout(sessionOf(first));
    await takeIn(await allEvents(stack(), 2));
    expect(await theInvoice()).toMatchObject({ status: 'partly-paid', amounts: { due: gross - part } });
    const rest = await start();
    expect(rest.amount).toBe(gross - part);
    await world().payCheckout(sessionOf(rest));
    await takeIn(await allEvents(stack(), 2));
    expect(await theInvoice()).toMatchObject({ status: 'paid', amounts: { due: 0 } });
    expect((await booksOf(ours))['receivable']).toBe(0);
  });

  test('more than is due is refused', async () => {
    await expect(start({ amount: gross + 1 })).rejects.toMatchObject({ code: 'invalid-input', issues: [{ path: 'amount' }] });
  });
});

describe('by bank transfer', () => {
  test('closes the page that was open for the whole amount, here and at Stripe', async () => {
    const page = await start();
    await act(recordTransfer, { invoiceId: invoice.id, amount: gross, reference: `Factuur ${invoice.number}` });
    expect(await theInvoice()).toMatchObject({ status: 'paid' });
    await perform();
    expect(await sessionStatus(page)).toBe('expired');
    expect(await booksOf(ours)).toMatchObject({ bank: gross, receivable: 0, total: 0 });
  });

  test('closes it at Stripe also when an outage spoils the first key', async () => {
    const page = await start();
    await act(recordTransfer, { invoiceId: invoice.id, amount: gross });
    await world().addFaults({ service: 'stripe', method: 'POST', path: '/v1/checkout/sessions/{id}/expire', times: 1, action: { type: 'status', status: 500 } });
    await perform();
    expect(await sessionStatus(page)).toBe('expired');
  });

  test('of an invoice in dollars, changed by the bank: both currencies balance, and the difference is on the exchange', async () => {
    await rates('1.1735');
    const dollars = await anInvoice(ours, { fields: { currency: 'USD' } });
    const { gross: usd } = dollars.totals;
    const received = 241_357;
    await expect(act(recordTransfer, { invoiceId: invoice.id, amount: 1_234, received })).rejects.toMatchObject({ issues: [{ path: 'received' }] });
    expect(await act(recordTransfer, { invoiceId: dollars.id, amount: usd, received })).toMatchObject({ currency: 'USD', settlement: { currency: 'EUR', amount: received } });
    const invoiced = (dollars as unknown as { inEuro: { gross: number } }).inEuro.gross;
    expect(await theInvoice(dollars.id)).toMatchObject({ status: 'paid', amounts: { due: 0 }, exchangeDifference: received - invoiced });
    expect(await booksIn('USD')).toMatchObject({ receivable: 0, exchange: usd, total: 0 });
    expect(await booksIn('EUR')).toMatchObject({ receivable: gross, bank: received, exchange: -received, total: 0 });
  });

  test('too much is kept as a credit, which another invoice of the same customer can use', async () => {
    await act(recordTransfer, { invoiceId: invoice.id, amount: gross + 12_345 });
    expect(await theInvoice()).toMatchObject({ status: 'paid', amounts: { due: -12_345 } });
    const next = await anInvoice(ours, { customerId: invoice.customerId });
    await act(applyCredit, { fromInvoiceId: invoice.id, toInvoiceId: next.id });
    expect(await theInvoice()).toMatchObject({ amounts: { due: 0 } });
    expect(await theInvoice(next.id)).toMatchObject({ status: 'partly-paid', amounts: { paid: 12_345 } });
    expect(await booksOf(ours)).toMatchObject({ receivable: gross - 12_345, total: 0 });
    await expect(act(applyCredit, { fromInvoiceId: invoice.id, toInvoiceId: next.id })).rejects.toMatchObject({ code: 'wrong-state' });
  });

  test('too much goes back the same way, once, and never more than is owed', async () => {
    const { id: paymentId } = await act<{ id: string }>(recordTransfer, { invoiceId: invoice.id, amount: gross + 12_345 });
    const back = (fields: object = {}) => act(recordRepayment, { paymentId, ...fields });
    await expect(back({ amount: 12_346 })).rejects.toMatchObject({ issues: [{ path: 'amount' }] });
    await expect(back({ on: '2098-11-27' })).rejects.toMatchObject({ issues: [{ path: 'on' }] });
    const outcomes = await Promise.allSettled(Array.from({ length: 5 }, () => back({ reference: 'Terug: te veel betaald' })));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await theInvoice()).toMatchObject({ status: 'paid', amounts: { due: 0 } });
    expect(await booksOf(ours)).toMatchObject({ bank: gross, receivable: 0, total: 0 });
    await act(creditInvoice, { invoiceId: invoice.id });
    expect(await back()).toMatchObject({ kind: 'refund', amount: -gross, reverses: paymentId });
    await expect(back()).rejects.toMatchObject({ code: 'wrong-state' });
    expect(await booksOf(ours)).toMatchObject({ bank: 0, receivable: 0, total: 0 });
  });

  test('a credit is not for another customer, nor for a stranger', async () => {
    await act(recordTransfer, { invoiceId: invoice.id, amount: gross + 12_345 });
    const next = await anInvoice(ours);
    await expect(act(applyCredit, { fromInvoiceId: invoice.id, toInvoiceId: next.id })).rejects.toMatchObject({ code: 'invalid-input' });
    const stranger = callAs(theirs.owner, recordTransfer, { invoiceId: invoice.id, amount: 1_234 }, { orgId: theirs.orgId });
    await expect(stranger).rejects.toMatchObject({ code: 'not-found' });
  });

  test('used twenty times at once, a credit is used once', async () => {
    await act(recordTransfer, { invoiceId: invoice.id, amount: gross + 12_345 });
    const next = await anInvoice(ours, { customerId: invoice.customerId });
    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => act(applyCredit, { fromInvoiceId: invoice.id, toInvoiceId: next.id })));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await theInvoice(next.id)).toMatchObject({ amounts: { paid: 12_345 } });
  });

  test('of a day that has not come yet is refused', async () => {
    const day = dayFromNow(3);
    await expect(act(recordTransfer, { invoiceId: invoice.id, amount: 1_234, on: day })).rejects.toMatchObject({ issues: [{ path: 'on' }] });
  });
});

test('a credit note closes the page on which more could be paid than is left', async () => {
  const page = await start();
  await act(creditInvoice, { invoiceId: invoice.id, lines: [{ line: 0, quantity: '1' }] });
  await perform();
  await perform();
  expect(await sessionStatus(page)).toBe('expired');
  expect((await documentsOf(ours, 'checkouts'))[0]).toMatchObject({ status: 'cancelled' });
  const { due } = (await theInvoice()).amounts;
  expect(await start()).toMatchObject({ amount: due });
});
