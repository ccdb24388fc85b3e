import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { collection, doc, getDoc, getDocs, query, where } from 'firebase/firestore';
import { useStack } from '../../../local/stack/jest.ts';
import { Person } from '../../../local/story/person.ts';
import { until } from '../../../local/story/wait.ts';
import { customerInput } from '../builders/customer.ts';
import { someLines, type InvoiceReply } from '../builders/invoice.ts';
import { organisationInput } from '../builders/organisation.ts';

const stack = useStack();
const DAY_MS = 86_400_000;
const PATIENCE_MS = 45_000;
const CUSTOMER = 'fenna@goudenaar.example';

let owner: Person;
let orgId = '';
let customerId = '';
beforeAll(async () => {
  owner = new Person(stack(), 'owner@example.test');
  await owner.signUp();
  orgId = (await owner.call<{ id: string }>('accounts/create-organisation', organisationInput({ numbering: { invoice: 'F{year}/{seq:5}', creditNote: 'C{year}/{seq:5}', quote: 'Q-{seq}', order: 'B-{seq}' } }))).id;
  customerId = (await call<{ id: string }>('customers/create', customerInput({ email: CUSTOMER }))).id;
}, 60_000);
afterAll(() => owner.leave());

const call = <T = InvoiceReply>(action: string, input: object) => owner.call<T>(action, { orgId, ...input });
const draft = (fields: object = {}) => call('invoices/create', { customerId, lines: someLines, ...fields });
const issued = async (fields: object = {}, send = false) => call('invoices/finalize', { invoiceId: (await draft(fields)).id, send });
const read = async (id: string) => (await getDoc(doc(owner.firestore, `orgs/${orgId}/invoices/${id}`))).data();
const mailsAbout = async (subject: RegExp) => (await stack().world.mails(CUSTOMER)).filter((mail) => subject.test(mail.subject));
const mailed = (subject: RegExp, times: number) => until(`${times} mails about ${String(subject)}`, async () => ((await mailsAbout(subject)).length === times ? mailsAbout(subject) : undefined), PATIENCE_MS);

test('an invoice is sent, sent again to somebody else, paid in part, reminded of by hand, and paid', async () => {
  const invoice = await issued({ paymentDays: 0 }, true);
  const about = new RegExp(`^Factuur ${String(invoice.number)}`);
  const [mail] = await mailed(about, 1);
  expect(mail?.attachments.map(({ contentType }) => contentType)).toContain('application/pdf');
  await call('invoices/send', { invoiceId: invoice.id, to: 'boekhouding@goudenaar.example' });
  await until('the copy', async () => (await stack().world.mails('boekhouding@goudenaar.example')).length === 1, PATIENCE_MS);

  const first = await call<{ amount: number }>('payments/record-transfer', { invoiceId: invoice.id, amount: 100_003 });
  expect(first.amount).toBe(100_003);
  expect(await read(invoice.id)).toMatchObject({ status: 'partly-paid', amounts: { paid: 100_003, due: invoice.totals.gross - 100_003 } });
  await stack().advanceClock(2 * DAY_MS);
  await owner.renew();
  await call('invoices/remind', { invoiceId: invoice.id });
  const [reminder] = await mailed(/^Herinnering/, 1);
  expect(reminder?.attachments).toHaveLength(2);
  await expect(call('invoices/remind', { invoiceId: invoice.id })).rejects.toMatchObject({ details: { code: 'wrong-state' } });
  await call('payments/record-transfer', { invoiceId: invoice.id, amount: invoice.totals.gross - 100_003 });
  expect(await read(invoice.id)).toMatchObject({ status: 'paid', amounts: { due: 0 } });
  await call('invoices/send', { invoiceId: invoice.id });
  const copies = await mailed(about, 2);
  expect(copies.filter(({ text }) => /Er staat niets meer open\./.test(text ?? '') && !/Uiterlijk op/.test(text ?? ''))).toHaveLength(1);
  await expect(call('invoices/write-off', { invoiceId: invoice.id, reason: 'Failliet' })).rejects.toMatchObject({ details: { code: 'wrong-state' } });
}, 120_000);

test('a deposit is deducted by the final invoice, VAT from VAT', async () => {
  const lines = [{ description: 'Aanbetaling dakrenovatie', quantity: '1', unitPrice: 87_013 }];
  const deposit = await issued({ purpose: 'deposit', lines });
  const final = await issued({ depositIds: [deposit.id] });
  const whole = await issued();
  expect(final.totals.gross + deposit.totals.gross).toBe(whole.totals.gross);
  expect(final.totals.vat + deposit.totals.vat).toBe(whole.totals.vat);
  expect(await read(deposit.id)).toMatchObject({ purpose: 'deposit', deductedBy: final.id });
  await expect(call('invoices/credit', { invoiceId: deposit.id })).rejects.toMatchObject({ details: { code: 'wrong-state' } });
}, 120_000);

test('in another currency the rate of the bank is on the document, and what its payment brought in above it', async () => {
  const { id } = await draft({ currency: 'USD' });
  const dollars = await until('the rates of the bank', () => call('invoices/finalize', { invoiceId: id }).catch(() => undefined), PATIENCE_MS);
  const { exchangeRate, inEuro } = dollars as unknown as { exchangeRate: { rate: string; date: string }; inEuro: { gross: number; vat: number } };
  expect(exchangeRate.date < String(dollars.issueDate)).toBe(true);
  expect(Math.abs(inEuro.gross - dollars.totals.gross / Number(exchangeRate.rate))).toBeLessThan(2);
  await call('payments/record-transfer', { invoiceId: dollars.id, amount: dollars.totals.gross, received: inEuro.gross + 1_337 });
  expect(await read(dollars.id)).toMatchObject({ status: 'paid', exchangeDifference: 1_337 });
  const note = await call('invoices/credit', { invoiceId: dollars.id });
  expect((note as unknown as { inEuro: object }).inEuro).toMatchObject({ gross: -inEuro.gross, vat: -inEuro.vat });
}, 120_000);

// The last one: the documents that it orders take a while.
test('25 drafts finalised at once get 25 consecutive numbers of the organisation\'s own format', async () => {
  const already = (await getDocs(query(collection(owner.firestore, `orgs/${orgId}/invoices`), where('kind', '==', 'invoice')))).size;
  const drafts = await Promise.all(Array.from({ length: 25 }, () => draft()));
  const invoices = await Promise.all(drafts.map(({ id }) => call('invoices/finalize', { invoiceId: id })));
  const year = String(invoices[0]?.issueDate).slice(0, 4);
  const numbers = invoices.map(({ number }) => String(number)).toSorted((a, b) => a.localeCompare(b));
  expect(numbers).toEqual(Array.from({ length: 25 }, (_, index) => `F${year}/${String(already + index + 1).padStart(5, '0')}`));
}, 120_000);
