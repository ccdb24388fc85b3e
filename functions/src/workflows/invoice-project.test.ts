import { beforeEach, describe, expect, test } from '@jest/globals';
import { useStack } from '../../../local/stack/jest.ts';
import { finalized, type InvoiceReply } from '../../test/builders/invoice.ts';
import { anOrganisation, type BuiltOrganisation } from '../../test/builders/organisation.ts';
import { anExpense, aProject, someTime } from '../../test/builders/project.ts';
import { callAs } from '../../test/support/call.ts';
import { deleteExpense } from '../domains/projects/actions/delete-expense.ts';
import { deleteTime } from '../domains/projects/actions/delete-time.ts';
import { updateExpense } from '../domains/projects/actions/update-expense.ts';
import { updateProject } from '../domains/projects/actions/update-project.ts';
import { updateTime } from '../domains/projects/actions/update-time.ts';
import { type Action } from '../platform/action.ts';
import { frozenClock } from '../platform/clock.ts';
import { database } from '../platform/firestore.ts';
import { Tenant } from '../platform/tenancy.ts';
import { transact } from '../platform/tx.ts';
import { deleteInvoice } from './delete-invoice.ts';
import { deleteProject } from './delete-project.ts';
import { invoiceInstalment } from './invoice-instalment.ts';
import { invoicePeriod } from './invoice-period.ts';
import { invoiceProject } from './invoice-project.ts';

const stack = useStack({ functions: false });
const at = (moment: string) => frozenClock(new Date(moment));
const noon = at('2026-03-07T11:00:00Z');

let ours: BuiltOrganisation & { clock: typeof noon };
beforeEach(async () => {
  await stack().clear();
  ours = { ...(await anOrganisation({ members: { sales: 'fenna' }, clock: at('2026-01-11T09:00:00Z') })), clock: noon };
});

interface Billed {
  readonly invoice: InvoiceReply & { readonly lines: readonly { readonly [field: string]: unknown }[] };
  readonly entries: number;
  readonly expenses: number;
  readonly more: boolean;
}
const call = <Reply = InvoiceReply>(action: Action, input: object, clock = noon) => callAs<Reply>(ours.owner, action, input, { orgId: ours.orgId, clock });
const bill = (projectId: string, input: object = {}) => call<Billed>(invoiceProject, { projectId, ...input });
const all = async (name: string) => (await database().collection(`orgs/${ours.orgId}/${name}`).get()).docs.map((doc) => doc.data());
const shown = ({ invoice }: Billed) => invoice.lines.map(({ description, detail, quantity, unitPrice }) => [description, detail, quantity, unitPrice]);

/** Two persons, two tasks, three days, and paint: 10 hours and 26 minutes of it billable. */
async function aBusyProject(): Promise<string> {
  const { id, tasks } = await aProject(ours);
  const [design, travel] = tasks.map((task) => task.id);
  await someTime(ours, id, { date: '2026-03-03', minutes: 145, note: 'Fundering' });
  await someTime(ours, id, { date: '2026-03-04', minutes: 380, uid: 'fenna', task: design });
  await someTime(ours, id, { date: '2026-03-06', minutes: 101 });
  await someTime(ours, id, { date: '2026-03-06', minutes: 45, task: travel });
  await anExpense(ours, id);
  return id;
}

describe('time and expenses', () => {
  test('become a line for each person and rate, and one for each expense; what is not billable stays away', async () => {
    const billed = await bill(await aBusyProject());
    expect(shown(billed)).toEqual([
      [expect.any(String), '3-3-2026 – 6-3-2026', '4.1', 8_735],
      [expect.any(String), '4-3-2026', '6.33', 10_415],
      ['Verf', '7-3-2026', '1', 5_901],
    ]);
    // 4.1 × 87.35 + 6.33 × 104.15 + 59.01: whoever multiplies what is printed finds the amount.
    expect(billed.invoice.totals.net).toBe(35_814 + 65_927 + 5_901);
    expect(billed).toMatchObject({ entries: 3, expenses: 1, more: false, invoice: { status: 'draft', period: { from: '2026-03-03', to: '2026-03-07' }, supplyDate: '2026-03-07' } });
  });

  test('become lines by task, or each its own, up to a day and without expenses as asked', async () => {
    const byTask = await aBusyProject();
    expect(shown(await bill(byTask, { groupBy: 'task', expenses: false }))).toEqual([
      ['Verbouwing bakkerij', '3-3-2026 – 6-3-2026', '4.1', 8_735],
      ['Ontwerp', '4-3-2026', '6.33', 10_415],
    ]);
    expect(shown(await bill(byTask))).toEqual([['Verf', '7-3-2026', '1', 5_901]]);
    const each = shown(await bill(await aBusyProject(), { groupBy: 'entry', until: '2026-03-04' }));
    expect(each.map(([description, , quantity]) => [description, quantity])).toEqual([['3-3-2026 · Verbouwing bakkerij', '2.42'], ['4-3-2026 · Ontwerp', '6.33']]);
    expect(each[0]?.[1]).toMatch(/\nFundering$/);
  });

  test.each([
    [1, [7, 22, 45], '1.23'],
    [6, [12, 24, 48], '1.4'],
    [15, [15, 30, 45], '1.5'],
    [60, [60, 60, 60], '3'],
  ])('are charged by %i minutes, each entry rounded up by itself', async (chargeStep, charged, quantity) => {
    const { id } = await aProject(ours, { chargeStep });
    const entries = [];
    for (const minutes of [7, 22, 45]) entries.push(await someTime(ours, id, { minutes }));
    expect(entries.map((entry) => entry.chargedMinutes)).toEqual(charged);
    expect(entries.map(({ minutes }) => minutes)).toEqual([7, 22, 45]);
    expect(entries.map(({ amount }) => amount)).toEqual(charged.map((minutes) => Math.round((minutes * 8_735) / 60)));
    const { invoice } = await bill(id);
    expect(invoice.lines.map((line) => line['quantity'])).toEqual([quantity]);
    expect(invoice.totals.net).toBe(Math.round(8_735 * Number(quantity)));
  });

  test('time that was written down keeps the step of then, until it is changed', async () => {
    const { id: projectId } = await aProject(ours, { chargeStep: 15 });
    const [kept, changed] = [await someTime(ours, projectId, { minutes: 31 }), await someTime(ours, projectId, { minutes: 31 })];
    await call(updateProject, { projectId, chargeStep: 6 });
    await call(updateTime, { entryId: changed.id, minutes: 32 });
    const stored = async (id: string) => (await database().doc(`orgs/${ours.orgId}/timeEntries/${id}`).get()).get('chargedMinutes') as number;
    expect([await stored(kept.id), await stored(changed.id)]).toEqual([45, 36]);
    await expect(call(updateProject, { projectId, chargeStep: 7 })).rejects.toMatchObject({ issues: [{ path: 'chargeStep' }] });
  });

  test('are frozen once they are on an invoice, and open again when its draft is deleted', async () => {
    const projectId = await aBusyProject();
    const { invoice } = await bill(projectId);
    const [entry] = (await database().collection(`orgs/${ours.orgId}/timeEntries`).where('invoiceId', '==', invoice.id).get()).docs;
    const [expense] = (await database().collection(`orgs/${ours.orgId}/projectExpenses`).get()).docs;
    const changes: [Action, object][] = [
      [updateTime, { entryId: entry?.id, minutes: 7 }],
      [deleteTime, { entryId: entry?.id }],
      [updateExpense, { expenseId: expense?.id, amount: 9_999 }],
      [deleteExpense, { expenseId: expense?.id }],
    ];
    for (const [action, input] of changes) await expect(call(action, input)).rejects.toMatchObject({ code: 'wrong-state', say: { nl: expect.stringContaining('factuur') } });
    await expect(bill(projectId)).rejects.toMatchObject({ code: 'wrong-state' });
    await call(deleteInvoice, { invoiceId: invoice.id });
    expect(await all('timeEntries')).toEqual(Array.from({ length: 4 }, () => expect.objectContaining({ status: 'unbilled', invoiceId: null }) as object));
    const again = await bill(projectId);
    expect(again).toMatchObject({ entries: 3, expenses: 1, invoice: { totals: invoice.totals } });
    await finalized(ours, again.invoice.id);
    await expect(call(deleteInvoice, { invoiceId: again.invoice.id })).rejects.toMatchObject({ code: 'wrong-state' });
    await expect(call(deleteProject, { projectId })).rejects.toMatchObject({ code: 'wrong-state' });
  });

  test('a project without any is refused, and nothing is written', async () => {
    const { id } = await aProject(ours);
    await expect(bill(id)).rejects.toMatchObject({ code: 'wrong-state', say: { nl: expect.stringContaining('geen uren') } });
    expect(await all('invoices')).toEqual([]);
  });

  test('of twenty calls at once each entry is invoiced once', async () => {
    const { id } = await aProject(ours);
    await Promise.all(Array.from({ length: 30 }, (_, index) => someTime(ours, id, { minutes: 7 + index })));
    await Promise.all(Array.from({ length: 5 }, (_, index) => anExpense(ours, id, { amount: 6_347 + index })));
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => bill(id, { groupBy: 'entry' })));
    await onceEach(results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : [])), 30, 5);
    for (const result of results) if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'wrong-state' });
  });

  test('also when the calls come from instances that know nothing of each other', async () => {
    const { id: projectId } = await aProject(ours);
    await Promise.all(Array.from({ length: 12 }, (_, index) => someTime(ours, projectId, { minutes: 11 + index })));
    // Without the kernel's queue for hot documents: only the transactions stand between them.
    const { run } = invoiceProject as unknown as { run(context: object): Promise<Billed> };
    const input = { projectId, groupBy: 'entry', expenses: true };
    const context = { input, org: Tenant.verified(ours.orgId), clock: noon, correlationId: 'race' };
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => transact(noon, (tx) => run({ ...context, tx }))));
    await onceEach(results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : [])), 12, 0);
  }, 60_000);

  test('time that is written down or changed at the same moment is on the invoice as it is, or open', async () => {
    const { id } = await aProject(ours);
    const entry = await someTime(ours, id, { minutes: 61 });
    await Promise.allSettled([bill(id), call(updateTime, { entryId: entry.id, minutes: 122 }), someTime(ours, id, { minutes: 75 }), call(deleteTime, { entryId: entry.id })]);
    const [entries, invoices] = [await all('timeEntries'), await all('invoices')];
    const billed = entries.filter(({ status }) => status === 'billed');
    const net = invoices.reduce((total, { totals }) => total + (totals as { net: number }).net, 0);
    // Each line counts hours to two decimals: at most 18 seconds of 87.35 away from the exact worth of its time.
    expect(Math.abs(net - billed.reduce((total, { amount }) => total + (amount as number), 0))).toBeLessThanOrEqual(invoices.length * 44);
    expect(billed.every(({ invoiceId }) => invoiceId !== null)).toBe(true);
  });

  async function onceEach(billed: readonly Billed[], time: number, expenses: number): Promise<void> {
    const [entries, costs, invoices] = [await all('timeEntries'), await all('projectExpenses'), await all('invoices')];
    expect([...entries, ...costs].filter(({ status }) => status !== 'billed')).toEqual([]);
    expect(billed).toHaveLength(invoices.length);
    expect(billed.reduce((total, each) => total + each.entries, 0)).toBe(time);
    expect(billed.reduce((total, each) => total + each.expenses, 0)).toBe(expenses);
    expect(invoices.reduce((total, { lines }) => total + (lines as unknown[]).length, 0)).toBe(time + expenses);
  }
});

describe('a fixed price', () => {
  const price = {
    kind: 'fixed',
    price: 1_234_567,
    instalments: [
      { description: 'Bij opdracht', parts: [{ amount: 400_001 }] },
      { description: 'Bij oplevering', parts: [{ amount: 700_003 }, { amount: 134_563, vat: 'reduced' }] },
    ],
  };
  interface Fixed {
    readonly id: string;
    readonly billing: { readonly instalments: readonly { readonly id: string }[] };
  }

  test('is invoiced by instalments, each once, however many ask at once', async () => {
    const { id: projectId } = await aProject(ours, { billing: price, rates: {}, tasks: [] });
    const results = await Promise.allSettled(Array.from({ length: 8 }, () => call(invoiceInstalment, { projectId })));
    expect(results.flatMap((result) => (result.status === 'fulfilled' ? [result.value.totals.net] : [])).sort((a, b) => a - b)).toEqual([400_001, 834_566]);
    expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(6);
  });

  test('keeps what was invoiced; deleting the draft opens the instalment again', async () => {
    const project = (await aProject(ours, { billing: price, rates: {}, tasks: [] })) as unknown as Fixed;
    const { id: projectId } = project;
    const [first, second] = project.billing.instalments;
    const draft = await call(invoiceInstalment, { projectId, instalments: [second?.id] });
    expect(draft.totals).toMatchObject({ net: 834_566, vat: 147_001 + 12_111 });
    const cheaper = { ...price, price: 400_001, instalments: [{ ...price.instalments[0], id: first?.id }] };
    await expect(call(updateProject, { projectId, billing: cheaper })).rejects.toMatchObject({ code: 'wrong-state' });
    await expect(call(updateProject, { projectId, billing: { kind: 'hourly' }, rates: { standard: 7 } })).rejects.toMatchObject({ code: 'wrong-state' });
    await expect(call(invoiceInstalment, { projectId, instalments: [second?.id] })).rejects.toMatchObject({ code: 'wrong-state' });
    await expect(call(invoiceInstalment, { projectId, instalments: ['unknown'] })).rejects.toMatchObject({ issues: [{ path: 'instalments.0' }] });
    await call(deleteInvoice, { invoiceId: draft.id });
    await call(updateProject, { projectId, billing: cheaper });
    expect((await call(invoiceInstalment, { projectId })).totals.net).toBe(400_001);
  });

  test('an hourly project has neither instalments nor periods', async () => {
    const { id: projectId } = await aProject(ours);
    for (const action of [invoiceInstalment, invoicePeriod]) await expect(call(action, { projectId })).rejects.toMatchObject({ code: 'wrong-state' });
  });
});

describe('a retainer', () => {
  const monthly = { kind: 'retainer', amount: 95_050, rhythm: 'monthly', startOn: '2026-01-31' };
  const aRetainer = async (fields: object = {}) => (await aProject(ours, { billing: { ...monthly, ...fields }, rates: {}, tasks: [] })).id;
  const period = ({ period: billed }: InvoiceReply) => billed;

  test('is invoiced per period, the oldest first, each once, however many ask at once', async () => {
    const projectId = await aRetainer();
    const results = await Promise.allSettled(Array.from({ length: 8 }, () => call(invoicePeriod, { projectId })));
    const invoices = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
    expect(invoices.map(period)).toEqual(expect.arrayContaining([{ from: '2026-01-31', to: '2026-02-27' }, { from: '2026-02-28', to: '2026-03-30' }]));
    expect(invoices.map(({ totals }) => totals.net)).toEqual([95_050, 95_050]);
    await expect(call(invoicePeriod, { projectId })).rejects.toMatchObject({ code: 'wrong-state', say: { nl: expect.stringContaining('gefactureerd') } });
  });

  test('the next period may be asked in advance, one further or a day that begins none may not', async () => {
    const projectId = await aRetainer({ endOn: '2026-04-30' });
    expect(period(await call(invoicePeriod, { projectId, from: '2026-03-31' }))).toEqual({ from: '2026-03-31', to: '2026-04-29' });
    for (const from of ['2026-04-30', '2026-03-01']) await expect(call(invoicePeriod, { projectId, from })).rejects.toMatchObject({ issues: [{ path: 'from' }] });
    await expect(call(invoicePeriod, { projectId, from: '2026-03-31' })).rejects.toMatchObject({ code: 'wrong-state' });
  });

  test('does not move its periods once one is invoiced; deleting the draft opens the period', async () => {
    const projectId = await aRetainer();
    const draft = await call(invoicePeriod, { projectId });
    const moved = { ...monthly, startOn: '2026-02-01' };
    await expect(call(updateProject, { projectId, billing: moved })).rejects.toMatchObject({ code: 'wrong-state' });
    await call(updateProject, { projectId, billing: { ...monthly, amount: 99_075 } });
    await call(deleteInvoice, { invoiceId: draft.id });
    expect(await call(invoicePeriod, { projectId })).toMatchObject({ totals: { net: 99_075 }, period: { from: '2026-01-31' } });
  });
});
