import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { useStack } from '../../../local/stack/jest.ts';
import { type Person } from '../../../local/story/person.ts';
import { until } from '../../../local/story/wait.ts';
import { businessDate } from '../../src/platform/business-date.ts';
import { customerInput } from '../builders/customer.ts';
import { type InvoiceReply } from '../builders/invoice.ts';
import { Office, refused, type Seen } from '../support/office.ts';

const stack = useStack();

type Lines = { readonly lines: readonly { readonly [field: string]: unknown }[] };
type Project = Seen & { readonly tasks: readonly { readonly id: string; readonly name: string }[] };
interface Billed {
  readonly invoice: InvoiceReply & Lines;
  readonly entries: number;
  readonly expenses: number;
}

let office: Office;
let fenna: Person;
let customerId: string;
beforeAll(async () => {
  office = await Office.open(stack());
  fenna = await office.hire('sales');
  customerId = (await office.call('customers/create', customerInput())).id;
}, 60_000);
afterAll(() => office.leave());

const now = async () => Date.now() + (await stack().world.clock());
const today = async (timeZone = 'Europe/Amsterdam') => businessDate(new Date(await now()), timeZone);
const asFenna = <Reply = Seen>(action: string, input: object = {}) => fenna.call<Reply>(action, { orgId: office.orgId, ...input });
const minutesPass = (minutes: number) => stack().advanceClock(minutes * 60_000);

/** By the hour unless told: 87.35, design 104.15, travel for nothing. */
function aProject(fields: object = {}): Promise<Project> {
  const usual = {
    name: 'Verbouwing bakkerij',
    billing: { kind: 'hourly' },
    rates: { by: 'task', standard: 8_735 },
    tasks: [{ name: 'Ontwerp', rate: 10_415 }, { name: 'Reistijd', billable: false }],
  };
  return office.call('projects/create', { customerId, ...usual, ...fields });
}
const logged = async (projectId: string, minutes: number, fields: object = {}) => office.call('projects/log-time', { projectId, date: await today(), minutes, ...fields });
const shows = (projectId: string, fields: Readonly<Record<string, unknown>>) => office.becomes('projectSummaries', projectId, fields);

/** Ten at once. @returns the replies of those that were let through; the others are refused with `code` */
async function tenAtOnce<Reply>(call: () => Promise<Reply>, code: string): Promise<Reply[]> {
  const settled = await Promise.allSettled(Array.from({ length: 10 }, call));
  for (const each of settled) if (each.status === 'rejected') expect(await refused(Promise.reject(each.reason as Error))).toMatchObject({ code });
  return settled.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
}

describe('the timer', () => {
  test('starts on a screen, stops, and becomes time at the rate of its task', async () => {
    const { id: projectId, tasks } = await aProject();
    const begun = await today();
    await asFenna('projects/start-timer', { projectId, task: tasks[0]?.id, note: 'Schetsen' });
    expect(await office.read('timers', fenna.uid)).toMatchObject({ projectId, taskName: 'Ontwerp', note: 'Schetsen' });
    await minutesPass(96);
    await fenna.renew();
    const entry = await asFenna('projects/stop-timer');
    expect(entry).toMatchObject({ minutes: 96, chargedMinutes: 96, rate: 10_415, amount: 16_664, uid: fenna.uid, date: begun });
    expect(await office.read('timers', fenna.uid)).toEqual({ id: fenna.uid });
    await shows(projectId, { 'time.minutes': 96, toInvoice: 16_664 });
  });

  test('nobody has two, on one project or on two; two persons have one each', async () => {
    const [one, other] = [await aProject(), await aProject()];
    await office.owner.renew();
    expect(await tenAtOnce(() => office.call('projects/start-timer', { projectId: one.id }), 'wrong-state')).toHaveLength(1);
    const second = await refused(office.call('projects/start-timer', { projectId: other.id }));
    expect(second).toMatchObject({ code: 'wrong-state', data: { projectId: one.id } });
    await asFenna('projects/start-timer', { projectId: one.id });
    await minutesPass(31);
    expect(await tenAtOnce(() => office.call('projects/stop-timer'), 'wrong-state')).toMatchObject([{ minutes: 31 }]);
    expect(await asFenna('projects/stop-timer')).toMatchObject({ minutes: 31 });
    await shows(one.id, { 'time.count': 2, 'time.minutes': 62 });
  });

  test('of a project that is archived meanwhile still writes down its time', async () => {
    const { id: projectId } = await aProject();
    await office.call('projects/start-timer', { projectId });
    await office.call('projects/archive', { projectId });
    await minutesPass(17);
    expect(await office.call('projects/stop-timer')).toMatchObject({ projectId, minutes: 17 });
    expect(await refused(office.call('projects/start-timer', { projectId }))).toMatchObject({ code: 'wrong-state' });
  });
});

describe('rates', () => {
  test('by person, and by task; time keeps the rate of its day', async () => {
    const byPerson = await aProject({ rates: { by: 'person', standard: 6_215, persons: [{ uid: fenna.uid, rate: 7_430 }] }, tasks: [] });
    const entry = await asFenna('projects/log-time', { projectId: byPerson.id, date: await today(), minutes: 20 });
    expect(entry).toMatchObject({ rate: 7_430, amount: 2_477 });
    expect(await logged(byPerson.id, 150)).toMatchObject({ rate: 6_215, amount: 15_538 });
    await office.call('projects/update', { projectId: byPerson.id, rates: { by: 'person', standard: 9_999 } });
    expect(await office.read('timeEntries', entry.id)).toMatchObject({ rate: 7_430 });
    const byTask = await aProject();
    expect(await logged(byTask.id, 45, { task: byTask.tasks[1]?.id })).toMatchObject({ billable: false, rate: 8_735 });
  });
});

describe('expenses', () => {
  const PDF = Buffer.from('%PDF-1.7\nbon 17\n');

  test('with the receipt that was photographed, which whoever may read files finds again', async () => {
    const { id: projectId } = await aProject();
    const upload = `orgs/${office.orgId}/uploads/${office.owner.uid}/bon-17.pdf`;
    await office.owner.upload(upload, PDF, 'application/pdf');
    const receipt = await office.call<{ fileId: string; path: string }>('projects/keep-receipt', { upload });
    expect(receipt).toMatchObject({ contentType: 'application/pdf', size: PDF.length });
    const expense = await office.call('projects/add-expense', { projectId, date: await today(), description: 'Verf', amount: 6_347, vatAmount: 1_102, markUpBp: 1_250, supply: 'goods', receiptFileId: receipt.fileId });
    expect(expense).toMatchObject({ charge: 5_901, receiptFileId: receipt.fileId });
    const file = await office.read('files', receipt.fileId);
    expect(file).toMatchObject({ kind: 'receipt', name: 'bon-17.pdf', path: receipt.path, immutable: true });
    expect(Buffer.from(await office.owner.download(receipt.path)).equals(PDF)).toBe(true);
    expect(await office.call('projects/keep-receipt', { upload })).toMatchObject(receipt);
    await shows(projectId, { 'unbilledExpenses.amount': 5_901 });
  });

  test('a receipt of somebody else, of no known kind, or that is not there, is refused by name', async () => {
    const own = (name: string) => `orgs/${office.orgId}/uploads/${office.owner.uid}/${name}`;
    await office.owner.upload(own('bon.txt'), Buffer.from('geen bon'), 'application/pdf');
    const theirs = `orgs/${office.orgId}/uploads/${fenna.uid}/bon.pdf`;
    await fenna.upload(theirs, PDF, 'application/pdf');
    for (const upload of [own('bon.txt'), own('nergens.pdf'), theirs, 'orgs/../uploads/x', '']) {
      expect(await office.refusal('projects/keep-receipt', { upload })).toMatchObject({ http: 400, code: 'invalid-input', issues: [{ path: 'upload' }] });
    }
  });
});

test('a budget is told of when most of it is used, on the phone, once', async () => {
  await office.owner.write(`users/${office.owner.uid}/devices/phone`, { token: `phone-${office.orgId}`, platform: 'ios', updatedAt: new Date() });
  const { id: projectId } = await aProject({ name: 'Dakkapel', budget: { minutes: 300, alertAtBp: 8_000 } });
  const told = async () => (await stack().world.pushes(`phone-${office.orgId}`)).filter((push) => JSON.stringify(push).includes('Dakkapel'));
  await logged(projectId, 239);
  await shows(projectId, { 'budget.usedMinutes': 239 });
  expect(await told()).toEqual([]);
  await Promise.all([logged(projectId, 7), logged(projectId, 8), logged(projectId, 9)]);
  await until('the warning', async () => (await told()).length > 0);
  await stack().awaitIdle();
  expect((await told()).map((push) => JSON.stringify(push))).toEqual([expect.stringContaining('Budget bijna bereikt: Dakkapel')]);
});

describe('invoicing', () => {
  /** Two persons, two tasks, paint: 401 minutes of it billable. */
  async function aBusyProject(): Promise<string> {
    const { id: projectId, tasks } = await aProject();
    await logged(projectId, 145);
    await asFenna('projects/log-time', { projectId, date: await today(), minutes: 256, task: tasks[0]?.id });
    await logged(projectId, 45, { task: tasks[1]?.id });
    await office.call('projects/add-expense', { projectId, date: await today(), description: 'Verf', amount: 6_347, vatAmount: 1_102 });
    return projectId;
  }
  const openTime = async (projectId: string) => (await office.list('timeEntries')).filter((entry) => entry['projectId'] === projectId && entry['status'] === 'unbilled' && entry['billable'] === true);

  test('ten at once put time and expenses on one invoice, once', async () => {
    const projectId = await aBusyProject();
    const [billed, ...more] = await tenAtOnce(() => office.call<Billed>('projects/invoice', { projectId }), 'wrong-state');
    expect(more).toEqual([]);
    expect(billed).toMatchObject({ entries: 2, expenses: 1, invoice: { status: 'draft', customerId } });
    // 2.42 × 87.35 + 4.27 × 104.15 + 52.45
    expect(billed?.invoice.totals.net).toBe(21_139 + 44_472 + 5_245);
    expect(await openTime(projectId)).toEqual([]);
    await shows(projectId, { toInvoice: 0, 'billedTime.minutes': 401, 'billedExpenses.count': 1 });
  });

  test('time that is written down while it is invoiced is on this invoice or on the next, never lost, never twice', async () => {
    const projectId = await aBusyProject();
    const during = Array.from({ length: 10 }, (_, place) => (place % 2 === 0 ? logged(projectId, 11 + place) : office.call<Billed>('projects/invoice', { projectId })));
    await Promise.allSettled(during);
    await office.call('projects/invoice', { projectId }).catch(() => undefined);
    const entries = (await office.list('timeEntries')).filter((entry) => entry['projectId'] === projectId && entry['billable'] === true);
    expect(entries.map((entry) => entry['status'])).toEqual(entries.map(() => 'billed'));
    expect(entries).toHaveLength(7);
    const invoices = new Set((await office.list('invoices')).filter((invoice) => invoice['projectId'] === projectId).map(({ id }) => id));
    expect(entries.every((entry) => invoices.has(String(entry['invoiceId'])))).toBe(true);
  });

  test('what is on an invoice does not change; deleting the draft opens it again, crediting and reopening too', async () => {
    const projectId = await aBusyProject();
    const first = await office.call<Billed>('projects/invoice', { projectId });
    const [entry] = (await office.list('timeEntries')).filter((each) => each['invoiceId'] === first.invoice.id);
    for (const action of ['projects/update-time', 'projects/delete-time']) {
      expect(await office.refusal(action, { entryId: entry?.id, ...(action.endsWith('update-time') ? { minutes: 7 } : {}) })).toMatchObject({ code: 'wrong-state', message: 'Dit staat op een factuur en kan niet meer veranderen.' });
    }
    await office.call('invoices/delete', { invoiceId: first.invoice.id });
    expect(await openTime(projectId)).toHaveLength(2);
    const second = await office.call<Billed>('projects/invoice', { projectId });
    expect(second.invoice.totals).toEqual(first.invoice.totals);
    await office.call('invoices/finalize', { invoiceId: second.invoice.id });
    await office.call('invoices/credit', { invoiceId: second.invoice.id });
    expect(await tenAtOnce(() => office.call('projects/reopen-work', { invoiceId: second.invoice.id }), 'wrong-state')).toMatchObject([{ reopened: 3 }]);
    expect(await openTime(projectId)).toHaveLength(2);
  });

  test('a fixed price in instalments: ten at once take each once', async () => {
    const instalments = [{ description: 'Bij opdracht', parts: [{ amount: 400_001 }] }, { description: 'Bij oplevering', parts: [{ amount: 700_003 }, { amount: 134_563, vat: 'reduced' }] }];
    const { id: projectId } = await aProject({ billing: { kind: 'fixed', price: 1_234_567, instalments }, rates: {}, tasks: [] });
    const drafts = await tenAtOnce(() => office.call<InvoiceReply>('projects/invoice-instalment', { projectId }), 'wrong-state');
    expect(drafts.map(({ totals }) => totals.net).sort((a, b) => a - b)).toEqual([400_001, 834_566]);
    await shows(projectId, { invoicedPrice: 1_234_567, openPrice: 0 });
  });

  test('a retainer: ten at once take each period once; by itself from then on, each month once', async () => {
    const startOn = await today();
    const { id: projectId } = await aProject({ billing: { kind: 'retainer', amount: 95_050, rhythm: 'monthly', startOn }, rates: {}, tasks: [] });
    expect(await tenAtOnce(() => office.call<InvoiceReply>('projects/invoice-period', { projectId }), 'wrong-state')).toMatchObject([{ totals: { net: 95_050 }, period: { from: startOn } }]);
    await office.call('projects/set-invoicing', { projectId, invoicing: 'finalize' });
    await office.daysPass(64);
    await Promise.all([stack().run('sweep'), stack().run('sweep')]);
    const invoices = (await office.list('invoices')).filter((invoice) => invoice['projectId'] === projectId);
    expect(invoices.map((invoice) => String(invoice['status'])).sort((a, b) => a.localeCompare(b))).toEqual(['draft', 'open', 'open']);
    const froms = invoices.map((invoice) => (invoice['period'] as { from: string }).from);
    expect(new Set(froms).size).toBe(3);
  }, 60_000);
});

describe('time by the clock of the organisation', () => {
  /** Starts the timer at a moment, stops it at another; days pass for everybody. */
  async function timed(at: Office, from: string, to: string): Promise<Seen> {
    const project = await at.call('projects/create', { customerId: (await at.call('customers/create', customerInput())).id, name: 'Nachtwerk', billing: { kind: 'hourly' }, rates: { standard: 8_735 } });
    const passUntil = async (moment: string) => {
      await stack().advanceClock(Date.parse(moment) - (await now()));
      await at.owner.renew();
    };
    await passUntil(from);
    await at.call('projects/start-timer', { projectId: project.id });
    await passUntil(to);
    return at.call('projects/stop-timer');
  }

  test('a night in which summer time begins lasts an hour less, and belongs to the day on which it began', async () => {
    // 23:30 to 03:45 in Amsterdam; two o'clock does not exist.
    expect(await timed(office, '2027-03-27T22:30:00Z', '2027-03-28T01:45:00Z')).toMatchObject({ minutes: 195, date: '2027-03-27' });
  }, 60_000);

  test('a night in which it ends lasts an hour more', async () => {
    const sydney = await Office.open(stack(), { timeZone: 'Australia/Sydney' });
    // 23:30 to 03:45 in Sydney; two o'clock comes twice.
    expect(await timed(sydney, '2027-04-03T12:30:00Z', '2027-04-03T17:45:00Z')).toMatchObject({ minutes: 315, date: '2027-04-03' });
    await sydney.leave();
  }, 60_000);
});
