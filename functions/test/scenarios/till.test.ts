import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { useStack } from '../../../local/stack/jest.ts';
import { Person } from '../../../local/story/person.ts';
import { linkIn } from '../../../local/story/customer.ts';
import { until } from '../../../local/story/wait.ts';
import { Office, refused, type Seen } from '../support/office.ts';

const stack = useStack();

/** What the reply to a sale says. */
interface Movement {
  readonly id: string;
  readonly amount: number;
  readonly received: number;
  readonly change: number | null;
  readonly paymentId: string;
}

let office: Office;
let cashier: Person;
let tillId: string;
beforeAll(async () => {
  office = await Office.open(stack());
  cashier = new Person(stack(), 'kassa@example.test');
  await cashier.signUp();
  await office.call('accounts/invite-member', { email: cashier.email, role: 'sales' });
  const mail = await until('the invitation', async () => (await stack().world.mails(cashier.email))[0]);
  await cashier.call('accounts/accept-invitation', { invitation: linkIn(mail.text, 'invitation').token });
  tillId = (await office.call('till/create', { name: 'Balie' })).id;
}, 60_000);
afterAll(async () => {
  await cashier.leave();
  await office.leave();
});

let keys = 0;
/** What whoever stands at the counter does, each with a key of its own. */
const atCounter = <Reply = Seen>(action: string, input: object = {}) =>
  cashier.call<Reply>(action, { orgId: office.orgId, tillId, idempotencyKey: `counter-${(keys += 1)}`, ...input });

describe('a day at the counter', () => {
  const FLOAT = 12_345;
  let session: Seen;

  test('opens with a float that is counted by coins and notes', async () => {
    const pieces = [{ value: 5_000, count: 2 }, { value: 2_000, count: 1 }, { value: 200, count: 1 }, { value: 100, count: 1 }, { value: 20, count: 2 }, { value: 5, count: 1 }];
    session = await atCounter('till/open', { pieces });
    expect(session).toMatchObject({ status: 'open', number: 1, float: { total: FLOAT }, openedBy: `user:${cashier.uid}` });
    expect(await refused(atCounter('till/open', { total: FLOAT }))).toMatchObject({ code: 'wrong-state' });
  });

  test('sells for cash with change, by card with its slip, and prints a receipt of each', async () => {
    const [one, two] = [await office.invoice(), await office.invoice()];
    const { gross } = one.totals;
    const cash = await atCounter<Movement>('till/sell', { invoiceId: one.id, method: 'cash', tendered: 300_000, roundCash: true });
    expect(cash).toMatchObject({ amount: gross, received: 283_955, change: 300_000 - 283_955 });
    await atCounter('till/sell', { invoiceId: two.id, method: 'card', reference: 'T1-00417' });
    for (const { id } of [one, two]) await office.becomes('invoices', id, { status: 'paid', 'amounts.due': 0 });
    const receipt = await cashier.call<{ name: string; contentType: string; content: string }>('till/print-receipt', { orgId: office.orgId, movementId: cash.id });
    expect(receipt).toMatchObject({ name: expect.stringMatching(/^bon-.*\.pdf$/), contentType: 'application/pdf' });
    expect(Buffer.from(receipt.content, 'base64').subarray(0, 5).toString()).toBe('%PDF-');
  });

  test('pays out, never more than there is, and gives back what is owed', async () => {
    await atCounter('till/pay-out', { amount: 1_785, purpose: 'expense', reason: 'Melk en koffie' });
    await atCounter('till/pay-in', { amount: 5_050, purpose: 'bank', reason: 'Wisselgeld' });
    expect(await refused(atCounter('till/pay-out', { amount: 9_999_999, purpose: 'bank', reason: 'Afstorten' }))).toMatchObject({ code: 'wrong-state' });
    const invoice = await office.invoice();
    const { paymentId } = await atCounter<Movement>('till/sell', { invoiceId: invoice.id, method: 'cash' });
    const back = { tillId, paymentId, reason: 'Dakraam teruggenomen' };
    expect(await refused(atCounter('till/pay-back', back))).toMatchObject({ code: 'forbidden' });
    await office.call('invoices/credit', { invoiceId: invoice.id, lines: [{ line: 0, quantity: '2' }] });
    const { amount } = await office.call<Movement>('till/pay-back', { ...back, idempotencyKey: 'back-1' });
    expect(amount).toBeLessThan(0);
    await office.becomes('invoices', invoice.id, { 'amounts.due': 0 });
  });

  test('closes with what was counted: the difference is booked, the rest goes to the bank, and the report is a file', async () => {
    const { summary } = (await office.read('tillSessions', session.id)) as unknown as { summary: { expectedCash: number } };
    const closed = await atCounter('till/close', { total: summary.expectedCash - 215, leave: 10_000, note: 'Druk op zaterdag' });
    expect(closed).toMatchObject({ status: 'closed', difference: -215, left: 10_000, toBank: summary.expectedCash - 215 - 10_000 });
    const done = await until('the day report', async () => {
      const now = (await office.read('tillSessions', session.id)) as unknown as { report: { path: string } | null };
      return now.report ?? undefined;
    });
    expect(Buffer.from(await office.owner.download(done.path)).subarray(0, 5).toString()).toBe('%PDF-');
    const { total, receivable = 0, owed, cash, 'till-difference': difference } = await office.books();
    expect({ total, receivable, cash, difference }).toEqual({ total: 0, receivable: owed, cash: 10_000, difference: 215 });
    expect(await refused(atCounter('till/sell', { invoiceId: 'any', method: 'cash' }))).toMatchObject({ code: expect.stringMatching(/wrong-state|not-found/) });
  });

  test('begins again where it ended', async () => {
    expect(await atCounter('till/open', { total: 10_000 })).toMatchObject({ number: 2, openingDifference: 0 });
  });
});
