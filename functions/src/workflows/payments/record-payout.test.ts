import { beforeEach, expect, test } from '@jest/globals';
import { useStack } from '../../../../local/stack/jest.ts';
import { anInvoice } from '../../../test/builders/invoice.ts';
import { twoOrganisations, type BuiltOrganisation } from '../../../test/builders/organisation.ts';
import { callAs } from '../../../test/support/call.ts';
import { booksOf, documentsOf, freshStart, paidInFull } from '../../../test/support/stripe.ts';
import { createTill } from '../../domains/till/actions/create-till.ts';
import { openTill } from '../../domains/till/actions/open-till.ts';
import { type Action } from '../../platform/action.ts';
import { newId } from '../../platform/ids.ts';
import { sellAtCounter } from '../till/sell-at-counter.ts';
import { recordPayout } from './record-payout.ts';

const stack = useStack({ functions: false, world: true });
let ours: BuiltOrganisation;
let theirs: BuiltOrganisation;

beforeEach(async () => {
  await freshStart(stack());
  [ours, theirs] = await twoOrganisations();
});

const as = <Reply>(action: Action, input: object, key = newId()) => callAs<Reply>(ours.owner, action, input, { orgId: ours.orgId, idempotencyKey: key });
const note = (fields: object, key?: string) => as<{ entryId: string; waiting: number }>(recordPayout, { from: 'card-terminal', ...fields }, key);

test('what the terminal took reaches the bank, less what its company keeps, and never more than was taken', async () => {
  const invoice = await anInvoice(ours);
  const { id: tillId } = await as<{ id: string }>(createTill, { name: 'Balie' });
  await as(openTill, { tillId, total: 0 });
  await as(sellAtCounter, { tillId, invoiceId: invoice.id, method: 'card', reference: 'T1-00417' });
  const { gross } = invoice.totals;
  await expect(note({ amount: gross, fee: 1 })).rejects.toMatchObject({ code: 'invalid-input', issues: [{ path: 'amount' }] });
  const paid = { amount: gross - 12_345 - 197, fee: 197, reference: 'BCK 21-11 TERMINAL 417' };
  const first = await note(paid, 'once');
  expect(first).toMatchObject({ waiting: 12_345 });
  expect(await note(paid, 'once')).toEqual(first);
  expect(await booksOf(ours)).toMatchObject({ total: 0, receivable: 0, bank: paid.amount, 'provider-fees': 197, 'card-terminal': 12_345 });
  expect((await documentsOf(ours, 'ledger')).find(({ id }) => id === first.entryId)).toMatchObject({ memo: paid.reference, source: { collection: 'card-terminal' } });
});

test('an organisation\'s part of a shared account is noted by hand; what it has to itself is booked by itself', async () => {
  const invoice = await anInvoice(ours);
  await paidInFull(stack(), ours, invoice.id);
  const held = (await booksOf(ours))['provider-balance'] ?? 0;
  await expect(note({ from: 'shared-account', amount: held })).rejects.toMatchObject({ code: 'wrong-state' });
  await paidInFull(stack(), theirs, (await anInvoice(theirs)).id);
  await note({ from: 'shared-account', amount: held });
  expect(await booksOf(ours)).toMatchObject({ total: 0, bank: held, 'provider-balance': 0 });
  expect((await booksOf(theirs))['bank']).toBeUndefined();
});

test.each([
  ['no amount', {}, 'amount'],
  ['nothing', { amount: 0 }, 'amount'],
  ['less than nothing', { amount: -5_321 }, 'amount'],
  ['a fee below zero', { amount: 5_321, fee: -3 }, 'fee'],
  ['a day to come', { amount: 5_321, on: '2098-11-27' }, 'on'],
  ['more than was ever taken', { amount: 5_321 }, 'amount'],
])('%s is refused', async (_what, fields, path) => {
  await expect(note(fields)).rejects.toMatchObject({ code: 'invalid-input', issues: [{ path }] });
  expect(await documentsOf(ours, 'ledger')).toEqual([]);
});
