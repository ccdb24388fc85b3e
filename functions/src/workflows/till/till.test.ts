import { beforeEach, describe, expect, test } from '@jest/globals';
import { useStack } from '../../../../local/stack/jest.ts';
import { anInvoice, type InvoiceReply } from '../../../test/builders/invoice.ts';
import { anOrder } from '../../../test/builders/order.ts';
import { joinAs, twoOrganisations, type BuiltOrganisation } from '../../../test/builders/organisation.ts';
import { aPizzeria } from '../../../test/builders/shop.ts';
import { callAs } from '../../../test/support/call.ts';
import { booksOf, documentsOf } from '../../../test/support/stripe.ts';
import { closeTill } from '../../domains/till/actions/close-till.ts';
import { createTill } from '../../domains/till/actions/create-till.ts';
import { openTill } from '../../domains/till/actions/open-till.ts';
import { payIn } from '../../domains/till/actions/pay-in.ts';
import { payOut } from '../../domains/till/actions/pay-out.ts';
import { tillReportEffect } from '../../domains/till/effects.ts';
import { type TillSession } from '../../domains/till/session.ts';
import { summarise } from '../../domains/till/summary.ts';
import { issueCredit } from '../../domains/invoices/api.ts';
import { type Action } from '../../platform/action.ts';
import { frozenClock } from '../../platform/clock.ts';
import { newId } from '../../platform/ids.ts';
import { minor } from '../../platform/money.ts';
import { performOutbox } from '../../platform/outbox.ts';
import { readFile } from '../../platform/storage.ts';
import { Tenant } from '../../platform/tenancy.ts';
import { transact } from '../../platform/tx.ts';
import { payBackAtCounter } from './pay-back-at-counter.ts';
import { refundPayment } from '../payments/refund-payment.ts';
import { sellAtCounter } from './sell-at-counter.ts';

const stack = useStack({ functions: false });

interface Movement {
  readonly id: string;
  readonly amount: number;
  readonly received: number;
  readonly change: number | null;
  readonly paymentId: string;
  readonly vat: readonly { readonly rateBp: number; readonly gross: number; readonly net: number; readonly vat: number }[];
}

let ours: BuiltOrganisation;
let theirs: BuiltOrganisation;
let tillId: string;
const FLOAT = 12_345;

const as = <Reply>(action: Action, input: object, { of = ours, uid, key = newId() }: { of?: BuiltOrganisation; uid?: string; key?: string } = {}) =>
  callAs<Reply>(uid ?? of.owner, action, input, { orgId: of.orgId, idempotencyKey: key });
const sell = (fields: object, key?: string) => as<Movement>(sellAtCounter, { tillId, method: 'cash', ...fields }, key === undefined ? {} : { key });
const theSession = async () => (await documentsOf(ours, 'tillSessions'))[0] as unknown as TillSession;
const saleOf = (invoice: InvoiceReply) => ({ invoiceId: invoice.id });
const invoiceNow = async ({ id }: InvoiceReply) => (await documentsOf(ours, 'invoices')).find((one) => one.id === id);

beforeEach(async () => {
  await stack().clear();
  [ours, theirs] = await twoOrganisations();
  tillId = (await as<{ id: string }>(createTill, { name: 'Balie' })).id;
  await as(openTill, { tillId, total: FLOAT });
});

describe('a day at the counter', () => {
  test('sells, pays out, closes with a difference, and the books agree', async () => {
    const [cash, card] = [await anInvoice(ours), await anInvoice(ours)];
    const { gross } = cash.totals;
    expect(await sell({ ...saleOf(cash), tendered: 300_000, roundCash: true })).toMatchObject({ amount: gross, received: 283_955, change: 300_000 - 283_955 });
    await sell({ ...saleOf(card), method: 'card', reference: 'T1-00417' });
    await as(payOut, { tillId, amount: 1_785, purpose: 'expense', reason: 'Melk en koffie' });
    await as(payIn, { tillId, amount: 5_050, purpose: 'bank', reason: 'Wisselgeld' });
    const expected = FLOAT + 283_955 - 1_785 + 5_050;
    expect((await theSession()).summary).toMatchObject({ count: 4, sales: { cash: gross, card: gross }, rounding: 283_955 - gross, expectedCash: expected, expectedCard: gross });
    const closed = await as<TillSession>(closeTill, { tillId, total: expected - 215, leave: 10_000, note: 'Druk op zaterdag' });
    expect(closed).toMatchObject({ status: 'closed', difference: -215, left: 10_000, toBank: expected - 215 - 10_000 });
    const books = await booksOf(ours);
    expect(books).toMatchObject({ total: 0, receivable: 0, cash: 10_000, 'card-terminal': gross, 'till-difference': 215, 'petty-expenses': 1_785, rounding: gross - 283_955 });
    for (const invoice of [cash, card]) expect(await invoiceNow(invoice)).toMatchObject({ status: 'paid', amounts: { paid: gross, due: 0 } });
    expect((await documentsOf(ours, 'payments')).map(({ method, provider }) => `${String(method)} ${String(provider)}`).toSorted()).toEqual(['card counter', 'cash counter']);
    expect(closed.summary.vat.reduce((sum, part) => sum + part.gross, 0)).toBe(2 * gross);
    expect(closed.summary.vat.reduce((sum, part) => sum + part.vat, 0)).toBe(2 * cash.totals.vat);
  });

  test('ends in a day report, made once', async () => {
    await sell({ ...saleOf(await anInvoice(ours)), amount: 9_999 });
    const { id } = await as<TillSession>(closeTill, { tillId, pieces: [{ value: 5_000, count: 3 }, { value: 200, count: 37 }] });
    for (let times = 0; times < 2; times++) await performOutbox(new Map([[tillReportEffect.kind, tillReportEffect as never]]), ours.orgId, `till-report-${id}`, frozenClock(new Date()));
    const { report, difference } = await theSession();
    expect(difference).toBe(15_000 + 7_400 - FLOAT - 9_999);
    expect(Buffer.from(await readFile(report?.path ?? '')).subarray(0, 5).toString()).toBe('%PDF-');
    expect(await documentsOf(ours, 'files')).toMatchObject([{ id: report?.fileId, kind: 'till-report', immutable: true }]);
  });

  test('begins where the last one ended, or with a difference', async () => {
    await as(closeTill, { tillId, total: FLOAT, leave: 4_565 });
    const next = await as<TillSession>(openTill, { tillId, total: 4_500 });
    expect(next).toMatchObject({ number: 2, openingDifference: -65 });
    expect(await booksOf(ours)).toMatchObject({ total: 0, cash: 4_500, 'till-difference': 65 });
  });
});

test('an order is paid at the counter, with its own VAT', async () => {
  const shop = await aPizzeria();
  const of = { of: shop };
  const { orderId, toPay } = await anOrder(shop, { shopId: shop.shop.id, service: 'collect', lines: [{ productId: shop.pizza.id, quantity: 3, options: [{ optionId: 'medium', quantity: 1 }] }, { productId: shop.beer.id, quantity: 2 }] });
  const other = (await as<{ id: string }>(createTill, { name: 'Kassa 1' }, of)).id;
  await as(openTill, { tillId: other, total: 7_535 }, of);
  const sale = await as<Movement>(sellAtCounter, { tillId: other, orderId, method: 'card', reference: 'T9-31' }, of);
  expect(sale.amount).toBe(toPay);
  expect(sale.vat.map(({ rateBp }) => rateBp)).toEqual([2_100, 900]);
  expect(sale.vat.reduce((sum, { net, vat }) => sum + net + vat, 0)).toBe(toPay);
  expect((await documentsOf(shop, 'orders'))[0]).toMatchObject({ payment: { paid: toPay, due: 0 } });
});

describe('money back', () => {
  test('goes out of the till once it is owed, never more, and not through the provider', async () => {
    const invoice = await anInvoice(ours);
    const { paymentId } = await sell(saleOf(invoice));
    const back = { tillId, paymentId, reason: 'Dakraam teruggenomen' };
    await expect(as(payBackAtCounter, back)).rejects.toMatchObject({ code: 'wrong-state' });
    await expect(as(refundPayment, { paymentId, creditNote: false })).rejects.toMatchObject({ code: 'wrong-state' });
    const clock = frozenClock(new Date());
    const recording = { org: Tenant.verified(ours.orgId), clock, correlationId: 'test' };
    const note = await transact(clock, (tx) => issueCredit({ ...recording, tx }, { invoiceId: invoice.id, request: { lines: [{ line: 0, quantity: '2' }] }, reason: null, send: false }));
    await expect(as(payBackAtCounter, { ...back, amount: 1 - note.totals.gross })).rejects.toMatchObject({ issues: [{ path: 'amount' }] });
    const outcomes = await Promise.allSettled(Array.from({ length: 5 }, () => as<Movement>(payBackAtCounter, back)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const { summary } = await theSession();
    expect(summary).toMatchObject({ refunds: { cash: -note.totals.gross }, expectedCash: FLOAT + invoice.totals.gross + note.totals.gross });
    expect(await invoiceNow(invoice)).toMatchObject({ amounts: { due: 0 } });
    expect((await booksOf(ours))['total']).toBe(0);
  });
});

describe('at the same moment', () => {
  test('20 sales all count, each once', async () => {
    const invoices = await Promise.all(Array.from({ length: 4 }, () => anInvoice(ours)));
    const part = 12_347;
    await Promise.all(Array.from({ length: 20 }, (_, index) => sell({ invoiceId: invoices[index % 4]?.id, amount: part })));
    const { summary } = await theSession();
    expect(summary).toMatchObject({ count: 20, sales: { cash: 20 * part }, expectedCash: FLOAT + 20 * part });
    const movements = (await documentsOf(ours, 'tillMovements')) as never[];
    expect(summary).toEqual(summarise(minor(FLOAT), movements));
    for (const invoice of invoices) expect(await invoiceNow(invoice)).toMatchObject({ amounts: { paid: 5 * part } });
    expect((await booksOf(ours))['total']).toBe(0);
  }, 60_000);

  test('one key is one sale, and a whole invoice is sold once', async () => {
    const invoice = await anInvoice(ours);
    const replies = await Promise.all(Array.from({ length: 20 }, () => sell({ ...saleOf(invoice), amount: 4_321 }, 'twice')));
    expect(new Set(replies.map(({ id }) => id)).size).toBe(1);
    const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => sell(saleOf(invoice))));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await invoiceNow(invoice)).toMatchObject({ status: 'paid', amounts: { due: 0 } });
    expect(await documentsOf(ours, 'payments')).toHaveLength(2);
  }, 60_000);

  test('a till opens once', async () => {
    await as(closeTill, { tillId, total: FLOAT });
    const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => as(openTill, { tillId, total: FLOAT })));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const outcome of outcomes) if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'wrong-state' });
    expect((await documentsOf(ours, 'tillSessions')).filter(({ status }) => status === 'open')).toHaveLength(1);
  });

  test('what is sold while the till closes is in the report or refused', async () => {
    const invoice = await anInvoice(ours);
    const selling = Array.from({ length: 10 }, () => sell({ ...saleOf(invoice), amount: 4_321 }));
    const [closing, ...sales] = await Promise.allSettled([as<TillSession>(closeTill, { tillId, total: FLOAT }), ...selling]);
    const sold = sales.filter(({ status }) => status === 'fulfilled').length;
    for (const sale of sales) if (sale.status === 'rejected') expect(sale.reason).toMatchObject({ code: 'wrong-state' });
    expect(closing?.status).toBe('fulfilled');
    const { summary, difference } = await theSession();
    expect(summary).toMatchObject({ count: sold, expectedCash: FLOAT + sold * 4_321 });
    expect(difference).toBe(0 - sold * 4_321);
    expect(await documentsOf(ours, 'tillMovements')).toHaveLength(sold);
    expect((await booksOf(ours))['total']).toBe(0);
  });
});

describe('refuses, and writes nothing', () => {
  test.each([
    ['an amount beyond what is due', { amount: 999_999_999 }, 'amount'],
    ['nothing', { amount: 0 }, 'amount'],
    ['less money than the price', { tendered: 5 }, 'tendered'],
    ['a card without its slip', { method: 'card' }, 'reference'],
    ['a card with cash', { method: 'card', reference: 'T1-1', tendered: 500 }, 'tendered'],
    ['cash with a slip', { reference: 'T1-1' }, 'reference'],
    ['another way to pay', { method: 'cheque' }, 'method'],
    ['an invoice and an order', { orderId: 'x' }, 'invoiceId'],
  ])('a sale with %s', async (_what, fields, path) => {
    const invoice = await anInvoice(ours);
    await expect(sell({ ...saleOf(invoice), ...fields })).rejects.toMatchObject({ code: 'invalid-input', issues: [{ path }] });
    expect(await documentsOf(ours, 'tillMovements')).toEqual([]);
    expect(await documentsOf(ours, 'payments')).toEqual([]);
  });

  test.each([
    ['no count', {}, 'total'],
    ['a coin that does not exist', { pieces: [{ value: 300, count: 2 }] }, 'pieces.0.value'],
    ['a coin twice', { pieces: [{ value: 200, count: 2 }, { value: 200, count: 3 }] }, 'pieces.1.value'],
    ['a total that is no sum', { total: 401, pieces: [{ value: 200, count: 2 }] }, 'total'],
    ['more left than counted', { total: 4_321, leave: 4_322 }, 'leave'],
  ])('a closing with %s', async (_what, fields, path) => {
    await expect(as(closeTill, { tillId, ...fields })).rejects.toMatchObject({ code: 'invalid-input', issues: [{ path }] });
    expect(await theSession()).toMatchObject({ status: 'open', counted: null });
  });

  test('whatever comes after the closing, more cash than there is, and people who may not', async () => {
    const invoice = await anInvoice(ours);
    await expect(as(payOut, { tillId, amount: FLOAT + 1, purpose: 'bank', reason: 'Afstorten' })).rejects.toMatchObject({ code: 'wrong-state', say: { nl: expect.stringContaining('123,45') } });
    await joinAs(ours.orgId, ours.owner, 'kijker', 'viewer');
    await expect(as(sellAtCounter, { tillId, method: 'cash', ...saleOf(invoice) }, { uid: 'kijker' })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(as(openTill, { tillId, total: 1_234 }, { of: theirs })).rejects.toMatchObject({ code: 'not-found' });
    await as(closeTill, { tillId, total: FLOAT });
    const late = [sell(saleOf(invoice)), as(payIn, { tillId, amount: 4_321, purpose: 'other', reason: 'Gevonden' }), as(closeTill, { tillId, total: FLOAT })];
    for (const outcome of await Promise.allSettled(late)) expect(outcome).toMatchObject({ status: 'rejected', reason: { code: 'wrong-state', say: { nl: 'Open eerst de kassa.' } } });
    expect(await documentsOf(ours, 'tillMovements')).toEqual([]);
  });
});
