import { beforeEach, expect, test } from '@jest/globals';
import { useStack } from '../../../local/stack/jest.ts';
import { aDraft, finalized, type InvoiceReply } from '../../test/builders/invoice.ts';
import { anOrganisation, type BuiltOrganisation } from '../../test/builders/organisation.ts';
import { anAcceptedQuote, aSentQuote } from '../../test/builders/quote.ts';
import { callAs } from '../../test/support/call.ts';
import { createInvoice } from '../domains/invoices/actions/create-invoice.ts';
import { creditInvoice } from '../domains/invoices/actions/credit-invoice.ts';
import { updateInvoice } from '../domains/invoices/actions/update-invoice.ts';
import { type Action } from '../platform/action.ts';
import { frozenClock } from '../platform/clock.ts';
import { database } from '../platform/firestore.ts';
import { convertQuote } from './convert-quote.ts';
import { invoiceDeposit } from './invoice-deposit.ts';

const stack = useStack({ functions: false });
const noon = frozenClock(new Date('2026-03-07T11:00:00Z'));

let ours: BuiltOrganisation & { clock: typeof noon };
beforeEach(async () => {
  await stack().clear();
  ours = { ...(await anOrganisation({ clock: noon })), clock: noon };
});

const call = (action: Action, input: object) => callAs<InvoiceReply>(ours.owner, action, input, { orgId: ours.orgId, clock: noon });
const stored = async (id: string) => (await database().doc(`orgs/${ours.orgId}/invoices/${id}`).get()).data();
const gross = ({ totals }: InvoiceReply) => totals.gross;

async function quoteWithDeposit(deposit: object = { percentBp: 3_333 }) {
  const quote = await anAcceptedQuote(ours);
  const draft = await call(invoiceDeposit, { quoteId: quote.id, deposit });
  return { quote, deposit: await finalized(ours, draft.id) };
}

test('deposit and final invoice together tax exactly what was supplied', async () => {
  const { quote, deposit } = await quoteWithDeposit();
  // A third of 2,983.69, in its two rates.
  expect(deposit).toMatchObject({ purpose: 'deposit', totals: { gross: 99_446 } });
  const draft = await call(convertQuote, { quoteId: quote.id });
  expect(draft).toMatchObject({ purpose: 'final', status: 'draft', deposits: [{ invoiceId: deposit.id, number: '2026-0001' }] });
  const final = await finalized(ours, draft.id);
  expect(gross(final) + gross(deposit)).toBe(298_369);
  expect(final.totals.vat + deposit.totals.vat).toBe(31_445 + 9_676);
  expect((await stored(deposit.id))?.['deductedBy']).toBe(final.id);
});

test('a deposit is deducted once, and not credited while it is', async () => {
  const { quote, deposit } = await quoteWithDeposit({ amount: 50_001 });
  const { customerId } = quote;
  const other = await call(createInvoice, { customerId, lines: [{ description: 'Meerwerk', quantity: '7', unitPrice: 31_337 }], depositIds: [deposit.id] });
  const final = await finalized(ours, (await call(convertQuote, { quoteId: quote.id })).id);
  await expect(finalized(ours, other.id)).rejects.toMatchObject({ code: 'invalid-input', issues: [{ path: 'depositIds.0' }] });
  await expect(call(creditInvoice, { invoiceId: deposit.id })).rejects.toMatchObject({ code: 'wrong-state' });
  expect(gross(await call(updateInvoice, { invoiceId: other.id, depositIds: [] }))).toBe(265_424);

  // Taking the final invoice back opens the deposit again.
  expect(gross(await call(creditInvoice, { invoiceId: final.id }))).toBe(-gross(final));
  expect((await stored(deposit.id))?.['deductedBy']).toBeNull();
  expect(gross(await call(creditInvoice, { invoiceId: deposit.id }))).toBe(-50_001);
});

test('what of a deposit was credited is not deducted', async () => {
  const { quote, deposit } = await quoteWithDeposit({ amount: 50_001 });
  const note = await call(creditInvoice, { invoiceId: deposit.id, lines: [{ line: 0, quantity: '0.5' }] });
  const final = await call(convertQuote, { quoteId: quote.id });
  expect(gross(final)).toBe(298_369 - 50_001 - gross(note));
});

test.each([
  ['more than the quote', { amount: 298_370 }],
  ['nothing', { percentBp: 0 }],
  ['a negative amount', { amount: -5_000 }],
])('refuses a deposit of %s', async (_, deposit) => {
  const quote = await anAcceptedQuote(ours);
  await expect(call(invoiceDeposit, { quoteId: quote.id, deposit })).rejects.toMatchObject({ code: 'invalid-input' });
});

test('refuses a deposit on a quote that was not accepted, and what is not a deposit of this customer', async () => {
  const quote = await aSentQuote(ours);
  await expect(call(invoiceDeposit, { quoteId: quote.id, deposit: { percentBp: 2_500 } })).rejects.toMatchObject({ code: 'wrong-state' });
  const plain = await finalized(ours, (await aDraft(ours)).id);
  const { deposit } = await quoteWithDeposit();
  const lines = [{ description: 'Meerwerk', quantity: '7', unitPrice: 31_337 }];
  for (const [customerId, id] of [[plain.customerId, plain.id], [plain.customerId, deposit.id], [plain.customerId, 'NoSuchInvoice']]) {
    await expect(call(createInvoice, { customerId, lines, depositIds: [id] })).rejects.toMatchObject({ issues: [{ path: 'depositIds.0' }] });
  }
});

test('a quote is converted once, whatever happens at the same time', async () => {
  const quote = await anAcceptedQuote(ours);
  const results = await Promise.allSettled([1, 2, 3, 4].map(() => call(convertQuote, { quoteId: quote.id })));
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect((await database().collection(`orgs/${ours.orgId}/invoices`).get()).size).toBe(1);
});
