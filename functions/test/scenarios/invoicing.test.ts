import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { collection, doc, getDoc, getDocs } from 'firebase/firestore';
import { useStack } from '../../../local/stack/jest.ts';
import { Person } from '../../../local/story/person.ts';
import { until } from '../../../local/story/wait.ts';
import { businessDate } from '../../src/platform/business-date.ts';
import { customerInput } from '../builders/customer.ts';
import { someLines, type InvoiceReply } from '../builders/invoice.ts';
import { organisationInput } from '../builders/organisation.ts';

const stack = useStack();
const DAY_MS = 86_400_000;
const CUSTOMER = 'fenna@goudenaar.example';

let owner: Person;
beforeAll(async () => {
  owner = new Person(stack(), 'owner@example.test');
  await owner.signUp();
});
afterAll(() => owner.leave());

interface Made {
  readonly id: string;
}

/** Days pass for everybody; what falls due meanwhile is taken up. Who is signed in gets a new token, as apps do by themselves. */
async function daysPass(days: number): Promise<void> {
  await stack().advanceClock(days * DAY_MS);
  await owner.renew();
  await stack().run('sweep');
}

const mailAbout = (subject: RegExp) =>
  until(`a mail about ${String(subject)}`, async () => (await stack().world.mails(CUSTOMER)).find((mail) => subject.test(mail.subject)));

test('an invoice that is not paid is reminded of, credited in part, and written off; a recurring one comes every month', async () => {
  const { id: orgId } = await owner.call<Made>('accounts/create-organisation', organisationInput());
  const call = <T = InvoiceReply>(action: string, input: object) => owner.call<T>(action, { orgId, ...input });
  // Read anew each time: a listener would end with its token when weeks pass at once.
  const read = async (id: string) => (await getDoc(doc(owner.firestore, `orgs/${orgId}/invoices/${id}`))).data();
  const count = async () => (await getDocs(collection(owner.firestore, `orgs/${orgId}/invoices`))).size;
  const states: unknown[] = [];
  const becomes = (id: string, status: string) =>
    until(`the invoice to be ${status}`, async () => {
      const now: unknown = (await read(id))?.['status'];
      if (now !== states.at(-1)) states.push(now);
      return now === status;
    });
  const customer = await call<Made>('customers/create', customerInput({ email: CUSTOMER }));
  await call('invoices/set-reminders', { steps: [{ level: 'friendly', days: 3 }, { level: 'final', days: 17, claimCosts: true }] });

  const draft = await call('invoices/create', { customerId: customer.id, lines: someLines });
  const invoice = await call('invoices/finalize', { invoiceId: draft.id, send: true });
  await mailAbout(/^Factuur/);
  await becomes(invoice.id, 'open');
  await until('the invoice to count as sent', async () => (await read(invoice.id))?.['sentAt'] !== null);

  await daysPass(15);
  await becomes(invoice.id, 'overdue');
  await daysPass(3);
  const reminder = await mailAbout(/^Herinnering/);
  expect(reminder.attachments.map(({ filename }) => filename)).toEqual([`${invoice.number}-reminder-1.pdf`, `${invoice.number}.pdf`]);

  const note = await call('invoices/credit', { invoiceId: invoice.id, lines: [{ line: 1, quantity: '6.5' }], reason: 'Minder gestuct', send: true });
  await mailAbout(/^Creditnota/);
  expect((await read(invoice.id))?.['amounts']).toMatchObject({ due: invoice.totals.gross + note.totals.gross });

  // Fourteen, and on until the morning after, at whatever hour this runs.
  await daysPass(15);
  const final = await mailAbout(/^Laatste herinnering/);
  expect(final.text).toContain('incassokosten');
  await call('invoices/write-off', { invoiceId: invoice.id, reason: 'Failliet' });
  await becomes(invoice.id, 'written-off');
  expect(states).toEqual(['open', 'overdue', 'written-off']);

  const startOn = businessDate(new Date(Date.now() + (await stack().world.clock()) + DAY_MS), 'Europe/Amsterdam');
  await call('invoices/create-recurring', { customerId: customer.id, rhythm: 'monthly', startOn, mode: 'send', content: { lines: someLines } });
  const before = await count();
  await daysPass(64);
  await until('the invoices of three months', async () => (await count()) === before + 3);
  expect((await stack().world.mails(CUSTOMER)).filter(({ subject }) => /^Factuur/.test(subject))).toHaveLength(4);
}, 120_000);
