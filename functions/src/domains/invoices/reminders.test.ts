import { beforeEach, describe, expect, test } from '@jest/globals';
import { useStack } from '../../../../local/stack/jest.ts';
import { anInvoice, type InvoiceReply } from '../../../test/builders/invoice.ts';
import { anOrganisation, type BuiltOrganisation } from '../../../test/builders/organisation.ts';
import { callAs, callAsSystem } from '../../../test/support/call.ts';
import { type Action } from '../../platform/action.ts';
import { frozenClock } from '../../platform/clock.ts';
import { database } from '../../platform/firestore.ts';
import { minor } from '../../platform/money.ts';
import { effectTable, performOutbox, type Effect } from '../../platform/outbox.ts';
import { Tenant } from '../../platform/tenancy.ts';
import { transact } from '../../platform/tx.ts';
import { updateCustomer } from '../customers/actions/update-customer.ts';
import { creditInvoice } from './actions/credit-invoice.ts';
import { disputeInvoice } from './actions/dispute-invoice.ts';
import { pauseReminders } from './actions/pause-reminders.ts';
import { remindInvoice } from './actions/remind-invoice.ts';
import { resolveDispute } from './actions/resolve-dispute.ts';
import { setReminders } from './actions/set-reminders.ts';
import { showClaim } from './actions/show-claim.ts';
import { writeOffInvoice } from './actions/write-off-invoice.ts';
import { invoicePdfEffect } from './effects.ts';
import { type Invoice } from './invoice.ts';
import { reminderEffect, rescheduleEffect } from './reminder-effects.ts';
import { applyPayments } from './settlement.ts';
import { dueReminders, overdueInvoices } from './sweeps.ts';

const stack = useStack({ functions: false });
const at = (day: string, time = '11:00') => frozenClock(new Date(`2026-${day}T${time}:00Z`));
const issued = at('03-07');
// Due on 21 March; overdue from midnight in Amsterdam, 23:00 UTC.
const effects = effectTable([invoicePdfEffect, reminderEffect, rescheduleEffect] as unknown as Effect<never>[]);

let ours: BuiltOrganisation;
beforeEach(async () => {
  await stack().clear();
  ours = await anOrganisation({ clock: issued });
});

const call = <R = InvoiceReply>(action: Action, input: object, clock = issued) => callAs<R>(ours.owner, action, input, { orgId: ours.orgId, clock });
const stored = async (id: string) => (await database().doc(`orgs/${ours.orgId}/invoices/${id}`).get()).data() as Invoice;
const levels = async (id: string) => (await stored(id)).reminders.sent.map(({ level }) => level);
const moved = (day: string, amount: number) => ({ at: at(day).now(), amount: minor(amount) });
const schedule = (steps: readonly object[]) => call(setReminders, { steps });
const usual = [
  { level: 'friendly', days: 3 },
  { level: 'second', days: 10 },
  { level: 'final', days: 24, claimCosts: true },
];

async function sweep(clock: ReturnType<typeof at>): Promise<void> {
  await overdueInvoices.run(clock);
  await dueReminders.run(clock);
}

async function perform(clock: ReturnType<typeof at>): Promise<void> {
  const { docs } = await database().collection(`orgs/${ours.orgId}/outbox`).get();
  for (const doc of docs) if (effects.has(doc.get('kind') as string)) await performOutbox(effects, ours.orgId, doc.id, clock);
}

const mails = async (template: string) =>
  (await database().collection(`orgs/${ours.orgId}/outbox`).where('template.name', '==', template).get()).docs.map((doc) => doc.data());

describe('the due date', () => {
  test('passes at midnight where the organisation is, not before', async () => {
    const { id } = await anInvoice(ours, { clock: issued });
    await overdueInvoices.run(at('03-21', '22:59'));
    expect((await stored(id)).status).toBe('open');
    await overdueInvoices.run(at('03-21', '23:00'));
    expect(await stored(id)).toMatchObject({ status: 'overdue', overdueAt: null });
  });

  test('that has passed stays so with a part paid, and comes back when a payment is charged back', async () => {
    const { id, totals } = await anInvoice(ours, { clock: issued });
    const pay = (amount: number, clock = at('04-02')) => transact(clock, (tx) => applyPayments({ tx, org: Tenant.verified(ours.orgId), clock }, id, [{ at: clock.now(), amount: minor(amount) }]));
    await overdueInvoices.run(at('04-01'));
    await pay(10_007);
    expect((await stored(id)).status).toBe('overdue');
    await pay(totals.gross);
    expect((await stored(id)).status).toBe('paid');
    await pay(0);
    expect((await stored(id)).status).toBe('overdue');
  });
});

describe('reminders', () => {
  test('each step once, on its day, in the morning, with the letter and the invoice attached', async () => {
    await schedule(usual);
    const { id } = await anInvoice(ours, { clock: issued });
    await perform(issued);
    for (const day of ['03-22', '03-23']) await sweep(at(day));
    expect(await levels(id)).toEqual([]);
    await sweep(at('03-24', '07:00'));
    expect(await levels(id)).toEqual([]);
    await Promise.all([sweep(at('03-24', '08:00')), sweep(at('03-24', '08:00'))]);
    expect(await levels(id)).toEqual(['friendly']);
    await perform(at('03-24'));
    await perform(at('03-24'));
    const sent = await mails('reminder');
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({
      to: ['fenna@goudenaar.example'],
      template: { data: { level: 'friendly', costs: null, due: { amount: 283_953 } } },
      message: { attachments: [{ filename: '2026-0001-reminder-1.pdf' }, { filename: '2026-0001.pdf' }] },
    });
    await sweep(at('03-31', '08:00'));
    await sweep(at('04-14', '08:00'));
    await sweep(at('06-14', '08:00'));
    expect(await levels(id)).toEqual(['friendly', 'second', 'final']);
  });

  test('missed while nothing ran are caught up, one at a time, at their distance', async () => {
    await schedule(usual);
    const { id } = await anInvoice(ours, { clock: issued });
    await sweep(at('05-01'));
    await sweep(at('05-01', '12:00'));
    expect(await levels(id)).toEqual(['friendly']);
    await sweep(at('05-07', '12:00'));
    expect(await levels(id)).toEqual(['friendly']);
    await sweep(at('05-08', '12:00'));
    expect(await levels(id)).toEqual(['friendly', 'second']);
  });

  test('stop at payment, also between the decision and the letter', async () => {
    await schedule(usual);
    const { id, totals } = await anInvoice(ours, { clock: issued });
    await perform(issued);
    await sweep(at('03-24'));
    await transact(at('03-24'), (tx) => applyPayments({ tx, org: Tenant.verified(ours.orgId), clock: at('03-24') }, id, [moved('03-24', totals.gross)]));
    await perform(at('03-24', '11:01'));
    expect(await mails('reminder')).toHaveLength(0);
    await sweep(at('06-01'));
    expect(await levels(id)).toEqual(['friendly']);
  });

  test('wait for a dispute, a pause and a customer who is never reminded', async () => {
    await schedule(usual);
    const invoice = await anInvoice(ours, { clock: issued });
    await sweep(at('03-22'));
    await call(disputeInvoice, { invoiceId: invoice.id, reason: 'Het raam lekt' }, at('03-22'));
    await sweep(at('03-25'));
    await call(resolveDispute, { invoiceId: invoice.id }, at('03-25'));
    await call(pauseReminders, { invoiceId: invoice.id, stopped: true }, at('03-25'));
    await sweep(at('03-26'));
    await call(pauseReminders, { invoiceId: invoice.id, stopped: false }, at('03-26'));
    await call(updateCustomer, { customerId: invoice.customerId, remind: false }, at('03-26'));
    await sweep(at('03-27'));
    expect(await levels(invoice.id)).toEqual([]);
    await call(updateCustomer, { customerId: invoice.customerId, remind: true }, at('03-28'));
    await sweep(at('04-05'));
    expect(await levels(invoice.id)).toEqual(['friendly']);
  });

  test('follow a new schedule, also on invoices that are overdue already', async () => {
    const { id } = await anInvoice(ours, { clock: issued });
    await sweep(at('03-22'));
    await sweep(at('04-01'));
    expect(await levels(id)).toEqual([]);
    await schedule([{ level: 'second', days: 5, text: { nl: 'Hé, vergeet je ons niet?', en: 'Hey, have you forgotten us?' } }]);
    await perform(at('04-01'));
    await sweep(at('04-01', '12:00'));
    expect(await levels(id)).toEqual(['second']);
    await perform(at('04-01', '12:00'));
    expect((await mails('reminder'))[0]).toMatchObject({ template: { data: { paragraphs: ['Hé, vergeet je ons niet?'] } } });
  });

  test('by hand count as their step; not before the due date, not twice a day', async () => {
    await schedule(usual);
    const { id } = await anInvoice(ours, { clock: issued });
    await expect(call(remindInvoice, { invoiceId: id }, at('03-21'))).rejects.toMatchObject({ code: 'wrong-state' });
    await sweep(at('03-22', '00:00'));
    await call(remindInvoice, { invoiceId: id }, at('03-22'));
    await expect(call(remindInvoice, { invoiceId: id }, at('03-22', '12:00'))).rejects.toMatchObject({ code: 'wrong-state' });
    await sweep(at('03-24'));
    expect(await levels(id)).toEqual(['friendly']);
    await sweep(at('03-31'));
    expect(await levels(id)).toEqual(['friendly', 'second']);
  });
});

describe('interest and cost', () => {
  test('a business owes both as soon as it is late', async () => {
    const { id } = await anInvoice(ours, { clock: issued });
    // 2,839.53 at 10.15 % for 10 days is 7.90; 15 % of 2,500 and 10 % of 339.53 is 408.95.
    const claim = await call<object>(showClaim, { invoiceId: id, on: '2026-03-31' });
    expect(claim).toMatchObject({ due: 283_953, interest: 790, collection: 40_895, collectionAfter: null, total: 283_953 + 790 + 40_895 });
  });

  test('interest is over what was open on each day, whenever the payment was entered', async () => {
    const { id } = await anInvoice(ours, { clock: issued });
    const late = at('05-20');
    const pay = (...moves: ReturnType<typeof moved>[]) => transact(late, (tx) => applyPayments({ tx, org: Tenant.verified(ours.orgId), clock: late }, id, moves));
    // Due on 21 March. Half a transfer arrived before that, the rest of it on 31 March; both are entered in May.
    await pay(moved('03-20', 50_017), moved('03-31', 100_009), moved('03-31', 23));
    const { interest, periods } = await call<{ interest: number; periods: object[] }>(showClaim, { invoiceId: id, on: '2026-04-30' });
    expect(periods).toMatchObject([
      { from: '2026-03-22', to: '2026-03-30', days: 9, over: 283_953 - 50_017 },
      { from: '2026-03-31', to: '2026-04-30', days: 31, over: 283_953 - 50_017 - 100_032 },
    ]);
    // (2,339.36 × 9 + 1,339.04 × 31) × 10.15 % / 365
    expect(interest).toBe(1740);
    expect(await stored(id)).toMatchObject({ received: [{ on: '2026-03-20', amount: 50_017 }, { on: '2026-03-31', amount: 100_032 }] });
  });

  test('what was credited bears no interest from the first day on', async () => {
    const { id } = await anInvoice(ours, { clock: issued });
    await call(creditInvoice, { invoiceId: id, lines: [{ line: 0, quantity: '1' }] }, at('04-10'));
    const { amounts } = await stored(id);
    const { periods } = await call<{ periods: object[] }>(showClaim, { invoiceId: id, on: '2026-04-30' });
    expect(amounts.credited).toBeGreaterThan(0);
    expect(periods).toMatchObject([{ from: '2026-03-22', to: '2026-04-30', over: amounts.due }]);
  });

  test('a consumer first gets a letter that names the cost and gives fourteen days', async () => {
    await schedule(usual);
    const { id } = await anInvoice(ours, { clock: issued, customer: { kind: 'private', vatNumber: null } });
    await perform(issued);
    await sweep(at('03-22'));
    await call(remindInvoice, { invoiceId: id, level: 'final' }, at('04-14'));
    await perform(at('04-14'));
    const [mail = {}] = await mails('reminder');
    const { paragraphs } = (mail['template'] as { data: { paragraphs: string[] } }).data;
    expect(paragraphs.join(' ')).toContain('veertien dagen');
    expect(paragraphs.join(' ').replaceAll('\u00a0', ' ')).toContain('€ 408,95 aan incassokosten');
    expect(paragraphs.join(' ')).toContain('29 april 2026');
    expect(await call<object>(showClaim, { invoiceId: id, on: '2026-04-29' })).toMatchObject({ collectionAfter: '2026-04-29' });
    expect(await call<object>(showClaim, { invoiceId: id, on: '2026-04-30' })).toMatchObject({ collection: 40_895, collectionAfter: null });
  });
});

test('what is written off is closed, until money comes in after all', async () => {
  const { id, totals } = await anInvoice(ours, { clock: issued });
  await overdueInvoices.run(at('04-01'));
  const writeOff = () => call(writeOffInvoice, { invoiceId: id, reason: 'Failliet' }, at('09-01'));
  expect(await writeOff()).toMatchObject({ status: 'written-off', amounts: { writtenOff: totals.gross, due: 0 }, writeOff: { reason: 'Failliet', on: '2026-09-01' } });
  await expect(writeOff()).rejects.toMatchObject({ code: 'wrong-state' });
  const pay = (amount: number) => transact(at('10-01'), (tx) => applyPayments({ tx, org: Tenant.verified(ours.orgId), clock: at('10-01') }, id, [moved('10-01', amount)]));
  await pay(50_003);
  expect(await stored(id)).toMatchObject({ status: 'written-off', amounts: { paid: 50_003, writtenOff: totals.gross - 50_003, due: 0 } });
  await pay(totals.gross);
  expect(await stored(id)).toMatchObject({ status: 'paid', amounts: { writtenOff: 0, due: 0 } });
});

test('only the system marks what is overdue', async () => {
  const { markOverdue } = await import('./actions/mark-overdue.ts');
  const { id } = await anInvoice(ours, { clock: issued });
  await expect(call(markOverdue, { invoiceId: id })).rejects.toMatchObject({ code: 'unknown-action' });
  expect(await callAsSystem(ours.orgId, markOverdue, { invoiceId: id }, { clock: at('03-10') })).toEqual({ status: 'open' });
});
