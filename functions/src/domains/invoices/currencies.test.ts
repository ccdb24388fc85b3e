import { beforeEach, expect, test } from '@jest/globals';
import { useStack } from '../../../../local/stack/jest.ts';
import { aDraft, anInvoice, finalized, type InvoiceReply } from '../../../test/builders/invoice.ts';
import { anOrganisation, type BuiltOrganisation } from '../../../test/builders/organisation.ts';
import { anAcceptedQuote } from '../../../test/builders/quote.ts';
import { callAs } from '../../../test/support/call.ts';
import { frozenClock } from '../../platform/clock.ts';
import { database } from '../../platform/firestore.ts';
import { minor } from '../../platform/money.ts';
import { effectTable, performOutbox, type Effect } from '../../platform/outbox.ts';
import { Tenant } from '../../platform/tenancy.ts';
import { reader, transact } from '../../platform/tx.ts';
import { convertQuote } from '../../workflows/convert-quote.ts';
import { creditInvoice } from './actions/credit-invoice.ts';
import { updateInvoice } from './actions/update-invoice.ts';
import { assertIssued } from './frozen.ts';
import { type Invoice } from './invoice.ts';
import { paperOf } from './paper.ts';
import { invoiceById } from './repo.ts';
import { applyPayments } from './settlement.ts';

const stack = useStack({ functions: false, world: true });
const monday = frozenClock(new Date('2026-03-09T11:00:00Z'));

let ours: BuiltOrganisation;
beforeEach(async () => {
  await stack().clear();
  ours = await anOrganisation({ clock: monday });
});

const rates = (date: string, USD: string) => database().doc(`exchangeRates/${date}`).set({ date, rates: { USD }, fetchedAt: new Date() });
const stored = async (id: string) => (await database().doc(`orgs/${ours.orgId}/invoices/${id}`).get()).data() as Invoice;
const inDollars = { currency: 'USD' } as const;
const euro = ({ inEuro }: Invoice) => ({ net: inEuro?.net ?? 0, vat: inEuro?.vat ?? 0, gross: inEuro?.gross ?? 0 });

test('the rate of the day before is recorded, and the VAT is stated in euro too', async () => {
  await rates('2026-03-06', '1.0842');
  await rates('2026-03-09', '1.2345');
  const { id } = await anInvoice(ours, { clock: monday, fields: inDollars });
  const invoice = await stored(id);
  // 285.52 and 98.62 dollars of VAT at 1.0842 are 263.35 and 90.96 euro.
  expect(invoice).toMatchObject({
    currency: 'USD',
    totals: { gross: 283_953 },
    exchangeRate: { rate: '1.0842', date: '2026-03-06', source: 'ECB' },
    inEuro: { vat: 26_335 + 9_096, groups: [{ rateBp: 2100, vat: 26_335 }, { rateBp: 900, vat: 9_096 }] },
  });
  const read = await invoiceById(reader, Tenant.verified(ours.orgId), id);
  assertIssued(read);
  const paper = paperOf(Tenant.verified(ours.orgId), read, undefined);
  expect(paper.vat.map(({ vatEurMinor }) => vatEurMinor)).toEqual([26_335, 9_096]);
  expect(paper.exchangeRate).toMatchObject({ rate: '1.0842', date: '2026-03-06' });
});

test('invoice and credit notes add up to zero in euro too', async () => {
  await rates('2026-03-06', '1.0842');
  const { id } = await anInvoice(ours, { clock: monday, fields: { ...inDollars, discount: { amount: 1_117 } } });
  const credit = (fields: object) => callAs<InvoiceReply>(ours.owner, creditInvoice, { invoiceId: id, ...fields }, { orgId: ours.orgId, clock: monday });
  const first = await credit({ lines: [{ line: 1, quantity: '11.5' }] });
  // The credit note keeps the rate of its invoice, whatever the rate is now.
  await rates('2026-03-09', '1.3');
  const second = await credit({});
  const [whole, a, b] = await Promise.all([id, first.id, second.id].map(stored));
  const sum = (key: 'net' | 'vat' | 'gross') => [whole, a, b].reduce((all, each) => all + (each === undefined ? NaN : euro(each)[key]), 0);
  expect([sum('net'), sum('vat'), sum('gross')]).toEqual([0, 0, 0]);
  expect(b?.exchangeRate).toEqual(whole?.exchangeRate);
});

test('what a payment brings in above or below the invoiced euros is booked as exchange difference', async () => {
  await rates('2026-03-06', '1.0842');
  const { id, totals } = await anInvoice(ours, { clock: monday, fields: inDollars });
  const pay = (paid: number, inEuro: number | null) => transact(monday, (tx) => applyPayments({ tx, org: Tenant.verified(ours.orgId), clock: monday }, id, [{ at: monday.now(), amount: minor(paid) }], inEuro === null ? null : minor(inEuro)));
  const { gross } = euro(await stored(id));
  await pay(100_003, 92_000);
  expect(await stored(id)).toMatchObject({ status: 'partly-paid', exchangeDifference: 92_000 - Math.round((gross * 100_003) / totals.gross) });
  // The bank's amount of the second payment is not in yet: a difference over a part of the money would be no difference.
  await pay(200_003, null);
  expect(await stored(id)).toMatchObject({ exchangeDifference: null });
  await pay(totals.gross, gross - 1_234);
  expect(await stored(id)).toMatchObject({ status: 'paid', exchangeDifference: -1_234 });
});

test('without a recent rate nothing is issued and no number is used; starting a draft asks for the rates', async () => {
  const now = frozenClock(new Date());
  const org = await anOrganisation({ clock: now });
  const draft = await aDraft(org, { clock: now, fields: inDollars });
  await expect(finalized(org, draft.id, now)).rejects.toMatchObject({ code: 'provider-unavailable' });
  const orders = await database().collection(`orgs/${org.orgId}/outbox`).where('kind', '==', 'exchange-rates').get();
  expect(orders.size).toBe(1);
  const { ratesEffect } = await import('../rates/fetch-rates.ts');
  for (const { id } of orders.docs) await performOutbox(effectTable([ratesEffect as Effect<never>]), org.orgId, id, now);
  expect(await finalized(org, draft.id, now)).toMatchObject({ status: 'open', number: expect.stringMatching(/-0001$/) });
});

test('a draft that changes to another currency, and a quote that becomes an invoice, ask for the rates too', async () => {
  const asked = async () => (await database().collection(`orgs/${ours.orgId}/outbox`).where('kind', '==', 'exchange-rates').get()).size;
  const draft = await aDraft(ours, { clock: monday });
  expect(await asked()).toBe(0);
  await callAs(ours.owner, updateInvoice, { invoiceId: draft.id, currency: 'USD' }, { orgId: ours.orgId, clock: monday });
  expect(await asked()).toBe(1);
  const quote = await anAcceptedQuote({ ...ours, clock: monday }, inDollars);
  await callAs(ours.owner, convertQuote, { quoteId: quote.id }, { orgId: ours.orgId, clock: monday });
  expect(await asked()).toBe(2);
});

test('a currency for which the bank has no rate is refused by name', async () => {
  await rates('2026-03-06', '1.0842');
  const draft = await aDraft(ours, { clock: monday, fields: { currency: 'XAF' } });
  await expect(finalized(ours, draft.id, monday)).rejects.toMatchObject({ code: 'invalid-input', issues: [{ path: 'currency' }] });
});
