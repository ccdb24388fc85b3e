import { beforeEach, expect, test } from '@jest/globals';
import { useStack } from '../../../../../local/stack/jest.ts';
import { aDraft, anInvoice, type InvoiceReply } from '../../../../test/builders/invoice.ts';
import { anOrganisation, type BuiltOrganisation } from '../../../../test/builders/organisation.ts';
import { callAs } from '../../../../test/support/call.ts';
import { frozenClock } from '../../../platform/clock.ts';
import { database } from '../../../platform/firestore.ts';
import { minor } from '../../../platform/money.ts';
import { Tenant } from '../../../platform/tenancy.ts';
import { transact } from '../../../platform/tx.ts';
import { type Invoice } from '../invoice.ts';
import { applyPayments } from '../settlement.ts';
import { creditInvoice } from './credit-invoice.ts';

const stack = useStack({ functions: false });
const noon = frozenClock(new Date('2026-03-07T11:00:00Z'));

let ours: BuiltOrganisation;
beforeEach(async () => {
  await stack().clear();
  ours = await anOrganisation({ clock: noon });
});

const credit = (invoiceId: string, fields: object = {}) =>
  callAs<InvoiceReply>(ours.owner, creditInvoice, { invoiceId, ...fields }, { orgId: ours.orgId, clock: noon });
const stored = async (id: string) => (await database().doc(`orgs/${ours.orgId}/invoices/${id}`).get()).data() as Invoice;

test('a whole invoice is mirrored in a series of its own, and adds up to zero', async () => {
  const invoice = await anInvoice(ours, { clock: noon, fields: { discount: { amount: 1_337 } } });
  const note = await credit(invoice.id, { reason: 'Verkeerde klant' });
  expect(note).toMatchObject({ kind: 'credit-note', status: 'credited', number: 'CN2026-0001', correction: { number: '2026-0001', lines: [0, 1] } });
  expect(note.totals.gross).toBe(-invoice.totals.gross);
  const [before, mirror] = [await stored(invoice.id), await stored(note.id)];
  expect(mirror.vat.map(({ base, vat, discount }) => [base, vat, discount])).toEqual(before.vat.map(({ base, vat, discount }) => [-base, -vat, -discount]));
  expect(before).toMatchObject({ status: 'credited', overdueAt: null, amounts: { credited: invoice.totals.gross, due: 0 } });
  await expect(credit(invoice.id)).rejects.toMatchObject({ code: 'invalid-input', issues: [{ path: 'lines' }] });
  await expect(credit(note.id)).rejects.toMatchObject({ code: 'wrong-state' });
});

test('chosen quantities, in portions, end exactly where the invoice was', async () => {
  const invoice = await anInvoice(ours, { clock: noon, fields: { discount: { percentBp: 333 } } });
  const first = await credit(invoice.id, { lines: [{ line: 0, quantity: '2' }] });
  expect(await stored(invoice.id)).toMatchObject({ status: 'open', amounts: { credited: -first.totals.gross, due: invoice.totals.gross + first.totals.gross } });
  await expect(credit(invoice.id, { lines: [{ line: 0, quantity: '1.5' }] })).rejects.toMatchObject({ issues: [{ path: 'lines.0.quantity' }] });
  const second = await credit(invoice.id, { lines: [{ line: 1, quantity: '7.25' }, { line: 0, quantity: '1' }] });
  const third = await credit(invoice.id);
  expect(first.totals.gross + second.totals.gross + third.totals.gross).toBe(-invoice.totals.gross);
  expect(await stored(invoice.id)).toMatchObject({ status: 'credited', amounts: { due: 0 } });
});

test('two at once take back no more than there is', async () => {
  const invoice = await anInvoice(ours, { clock: noon });
  const results = await Promise.allSettled([credit(invoice.id), credit(invoice.id), credit(invoice.id)]);
  expect(results.map(({ status }) => status).toSorted((a, b) => a.localeCompare(b))).toEqual(['fulfilled', 'rejected', 'rejected']);
  expect((await database().doc(`orgs/${ours.orgId}/sequences/creditNote-2026`).get()).get('last')).toBe(1);
});

test('crediting what was paid leaves money to give back', async () => {
  const invoice = await anInvoice(ours, { clock: noon });
  await transact(noon, (tx) => applyPayments({ tx, org: Tenant.verified(ours.orgId), clock: noon }, invoice.id, [{ at: noon.now(), amount: minor(invoice.totals.gross) }]));
  const note = await credit(invoice.id, { lines: [{ line: 0, quantity: '3' }] });
  expect(await stored(invoice.id)).toMatchObject({ status: 'paid', amounts: { due: note.totals.gross } });
  await credit(invoice.id);
  expect(await stored(invoice.id)).toMatchObject({ status: 'credited', amounts: { due: -invoice.totals.gross } });
});

test.each([
  ['a draft', {}, 'wrong-state'],
  ['a line that is not there', { lines: [{ line: 9, quantity: '1' }] }, 'invalid-input'],
  ['no lines', { lines: [] }, 'invalid-input'],
  ['a quantity in words', { lines: [{ line: 0, quantity: 'twee' }] }, 'invalid-input'],
] as const)('refuses %s', async (what, fields, code) => {
  const { id } = what === 'a draft' ? await aDraft(ours, { clock: noon }) : await anInvoice(ours, { clock: noon });
  await expect(credit(id, fields)).rejects.toMatchObject({ code });
  expect((await database().doc(`orgs/${ours.orgId}/sequences/creditNote-2026`).get()).exists).toBe(false);
});
