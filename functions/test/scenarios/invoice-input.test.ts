import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { doc, deleteDoc, setDoc, updateDoc } from 'firebase/firestore';
import { useStack } from '../../../local/stack/jest.ts';
import { Person } from '../../../local/story/person.ts';
import { customerInput } from '../builders/customer.ts';
import { someLines, type InvoiceReply } from '../builders/invoice.ts';
import { organisationInput } from '../builders/organisation.ts';
import { everything } from '../support/everything.ts';

const stack = useStack();

let owner: Person;
let orgId = '';
const ids = { customer: '', homeless: '', draft: '', unaddressed: '', issued: '', note: '', recurring: '' };
type Where = Readonly<typeof ids>;
let before: string[] = [];

const call = <T = InvoiceReply>(action: string, input: object) => owner.call<T>(action, { orgId, ...input });
const draftFor = async (customerId: string) => (await call('invoices/create', { customerId, lines: someLines })).id;

beforeAll(async () => {
  owner = new Person(stack(), 'owner@example.test');
  await owner.signUp();
  orgId = (await owner.call<{ id: string }>('accounts/create-organisation', organisationInput())).id;
  const [known, homeless] = await Promise.all([customerInput(), customerInput({ name: 'Zonder adres', address: null })].map((input) => call<{ id: string }>('customers/create', input)));
  ids.customer = known?.id ?? '';
  ids.homeless = homeless?.id ?? '';
  ids.draft = await draftFor(ids.customer);
  ids.unaddressed = await draftFor(ids.homeless);
  ids.issued = (await call('invoices/finalize', { invoiceId: await draftFor(ids.customer) })).id;
  ids.note = (await call('invoices/credit', { invoiceId: ids.issued, lines: [{ line: 1, quantity: '6.25' }] })).id;
  const { id } = await call<{ id: string }>('invoices/create-recurring', { customerId: ids.customer, rhythm: 'monthly', startOn: '2199-01-31', content: { lines: someLines } });
  ids.recurring = id;
  await stack().awaitIdle();
}, 60_000);
beforeEach(async () => {
  before = await everything();
});
afterAll(() => owner.leave());

interface Refusal {
  readonly message: string;
  readonly details?: { readonly code: string; readonly correlationId: string; readonly issues?: readonly { readonly path: string }[] };
}

const line = (fields: object) => ({ lines: [{ ...someLines[0], ...fields }] });
const draft = ({ draft: invoiceId }: Where) => ({ invoiceId });
const issued = ({ issued: invoiceId }: Where) => ({ invoiceId });
const forCustomer = ({ customer: customerId }: Where) => ({ customerId });

type Case = readonly [title: string, action: string, subject: (where: Where) => object, input: object, code: string, path: string | null];

/** What each action is not to be asked, and the field that the refusal names. */
const CASES: readonly Case[] = [
  ['a quantity below zero', 'invoices/create', forCustomer, line({ quantity: '-3' }), 'invalid-input', 'lines.0.quantity'],
  ['a price of 15 digits', 'invoices/create', forCustomer, line({ unitPrice: 123_456_789_012_345 }), 'invalid-input', 'lines.0.unitPrice'],
  ['a control character', 'invoices/create', forCustomer, line({ description: 'Dakraam\u0007' }), 'invalid-input', 'lines.0.description'],
  ['an override of direction', 'invoices/create', forCustomer, line({ detail: 'EUR \u202e00,01' }), 'invalid-input', 'lines.0.detail'],
  ['no lines', 'invoices/create', forCustomer, { lines: [] }, 'invalid-input', 'lines'],
  ['no customer', 'invoices/create', () => ({}), line({}), 'invalid-input', 'customerId'],
  ['a deposit that is none', 'invoices/create', (where) => ({ customerId: where.customer, depositIds: [where.issued] }), line({}), 'invalid-input', 'depositIds.0'],
  ['a change to what is issued', 'invoices/update', issued, { notes: 'achteraf' }, 'wrong-state', null],
  ['a change to a credit note', 'invoices/update', ({ note: invoiceId }) => ({ invoiceId }), { notes: 'achteraf' }, 'wrong-state', null],
  ['a discount of more than everything', 'invoices/update', draft, { discount: { amount: 99_999_999 } }, 'invalid-input', 'discount'],
  ['a period backwards', 'invoices/update', draft, { period: { from: '2026-03-31', to: '2026-03-01' } }, 'invalid-input', 'period.to'],
  ['to finalise without saying what', 'invoices/finalize', () => ({}), {}, 'invalid-input', 'invoiceId'],
  ['to finalise for nobody\'s address', 'invoices/finalize', ({ unaddressed: invoiceId }) => ({ invoiceId }), {}, 'wrong-state', null],
  ['to finalise twice', 'invoices/finalize', issued, {}, 'wrong-state', null],
  ['to finalise what is not there', 'invoices/finalize', () => ({ invoiceId: 'NoSuchInvoice' }), {}, 'not-found', null],
  ['to send a draft', 'invoices/send', draft, {}, 'wrong-state', null],
  ['to send to no address', 'invoices/send', issued, { to: 'fenna@' }, 'invalid-input', 'to'],
  ['to remind of what is not late', 'invoices/remind', issued, {}, 'wrong-state', null],
  ['a reminder of no level', 'invoices/remind', issued, { level: 'angry' }, 'invalid-input', 'level'],
  ['a line that the invoice does not have', 'invoices/credit', issued, { lines: [{ line: 7, quantity: '1' }] }, 'invalid-input', 'lines.0.line'],
  ['more than there was', 'invoices/credit', issued, { lines: [{ line: 0, quantity: '3.5' }] }, 'invalid-input', 'lines.0.quantity'],
  ['nothing', 'invoices/credit', issued, { lines: [{ line: 0, quantity: '0' }] }, 'invalid-input', 'lines.0.quantity'],
  ['to credit a credit note', 'invoices/credit', ({ note: invoiceId }) => ({ invoiceId }), {}, 'wrong-state', null],
  ['to credit a draft', 'invoices/credit', draft, {}, 'wrong-state', null],
  ['to delete what is issued', 'invoices/delete', issued, {}, 'wrong-state', null],
  ['to write off a draft', 'invoices/write-off', draft, { reason: 'Failliet' }, 'wrong-state', null],
  ['to write off without a reason', 'invoices/write-off', issued, { reason: '  ' }, 'invalid-input', 'reason'],
  ['a dispute about nothing', 'invoices/dispute', issued, { reason: '' }, 'invalid-input', 'reason'],
  ['a payment of nothing', 'payments/record-transfer', issued, { amount: 0 }, 'invalid-input', 'amount'],
  ['a payment tomorrow', 'payments/record-transfer', issued, { amount: 1_337, on: '2199-04-01' }, 'invalid-input', 'on'],
  ['a payment before anybody was there', 'payments/record-transfer', issued, { amount: 1_337, on: '1989-04-01' }, 'invalid-input', 'on'],
  ['a payment for a draft', 'payments/record-transfer', draft, { amount: 1_337 }, 'wrong-state', null],
  ['a payment for a credit note', 'payments/record-transfer', ({ note: invoiceId }) => ({ invoiceId }), { amount: 1_337 }, 'wrong-state', null],
  ['an exchanged amount for euros', 'payments/record-transfer', issued, { amount: 1_337, received: 1_400 }, 'invalid-input', 'received'],
  ['a claim on a day that is none', 'invoices/show-claim', issued, { on: '2026-02-30' }, 'invalid-input', 'on'],
  ['an e-invoice by rules unknown', 'invoices/show-e-invoice', issued, { profile: 'zugferd' }, 'invalid-input', 'profile'],
  ['an e-invoice of a draft', 'invoices/show-e-invoice', draft, { profile: 'nlcius' }, 'wrong-state', null],
  ['reminders on the due date', 'invoices/set-reminders', () => ({}), { steps: [{ level: 'friendly', days: 0 }] }, 'invalid-input', 'steps.0.days'],
  ['reminders in disorder', 'invoices/set-reminders', () => ({}), { steps: [{ level: 'final', days: 7 }, { level: 'friendly', days: 9 }] }, 'invalid-input', 'steps'],
  ['a period in the past', 'invoices/create-recurring', forCustomer, { rhythm: 'weekly', startOn: '2001-01-31', content: { lines: someLines } }, 'invalid-input', 'startOn'],
  ['an end after no times', 'invoices/update-recurring', ({ recurring: recurringId }) => ({ recurringId }), { times: 0 }, 'invalid-input', 'times'],
  ['numbers that repeat', 'accounts/update-organisation', () => ({}), { numbering: { invoice: '{year}', creditNote: 'CN{year}-{seq:4}', quote: 'Q{year}-{seq:4}', order: 'ORD-{seq:4}' } }, 'invalid-input', 'numbering.invoice'],
];

test.each(CASES)('%s (%s) is refused, and nothing is written', async (_title, action, subject, input, code, path) => {
  const refusal = await call(action, { ...subject(ids), ...input }).then(
    () => Promise.reject(new Error('it was accepted')),
    (thrown: unknown) => thrown as Refusal,
  );
  const { details, message } = refusal;
  expect([details?.code, details?.issues?.[0]?.path ?? null]).toEqual([code, path]);
  expect(details?.correlationId).toMatch(/^[\w-]{36}$/);
  // A sentence for a person, not a name of ours.
  expect(message).toMatch(/\s/);
  expect(await everything()).toEqual(before);
});

test('no client writes an invoice, whoever it is', async () => {
  const stored = doc(owner.firestore, `orgs/${orgId}/invoices/${ids.issued}`);
  const fresh = doc(owner.firestore, `orgs/${orgId}/invoices/${orgId}`);
  for (const write of [() => updateDoc(stored, { status: 'paid' }), () => deleteDoc(stored), () => setDoc(fresh, { number: '2026-0099' })]) {
    await expect(write()).rejects.toMatchObject({ code: 'permission-denied' });
  }
  expect(await everything()).toEqual(before);
});
