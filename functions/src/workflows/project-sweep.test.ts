import { beforeEach, describe, expect, test } from '@jest/globals';
import { useStack } from '../../../local/stack/jest.ts';
import { finalized, type InvoiceReply } from '../../test/builders/invoice.ts';
import { anOrganisation, type BuiltOrganisation } from '../../test/builders/organisation.ts';
import { aProject, someTime } from '../../test/builders/project.ts';
import { callAs } from '../../test/support/call.ts';
import { archiveCustomer } from '../domains/customers/actions/archive-customer.ts';
import { updateCustomer } from '../domains/customers/actions/update-customer.ts';
import { creditInvoice } from '../domains/invoices/actions/credit-invoice.ts';
import { type Invoice } from '../domains/invoices/api.ts';
import { archiveProject } from '../domains/projects/actions/archive-project.ts';
import { restoreProject } from '../domains/projects/actions/restore-project.ts';
import { setInvoicing } from '../domains/projects/actions/set-invoicing.ts';
import { updateProject } from '../domains/projects/actions/update-project.ts';
import { type Project } from '../domains/projects/project.ts';
import { type Action } from '../platform/action.ts';
import { frozenClock } from '../platform/clock.ts';
import { database } from '../platform/firestore.ts';
import { deleteInvoice } from './delete-invoice.ts';
import { invoiceInstalment } from './invoice-instalment.ts';
import { invoicePeriod } from './invoice-period.ts';
import { invoiceProject } from './invoice-project.ts';
import { projectInvoices } from './project-sweep.ts';
import { reopenWork } from './reopen-work.ts';

const stack = useStack({ functions: false });
const at = (day: string, time = '11:00') => frozenClock(new Date(`${day}T${time}:00Z`));
const begin = at('2026-01-31');

let ours: BuiltOrganisation & { clock: typeof begin };
beforeEach(async () => {
  await stack().clear();
  ours = { ...(await anOrganisation({ members: { sales: 'fenna' }, clock: at('2026-01-11') })), clock: begin };
});

const call = <R = InvoiceReply>(action: Action, input: object, clock = begin, uid = ours.owner) => callAs<R>(uid, action, input, { orgId: ours.orgId, clock });
const sweep = (day: string, time?: string) => projectInvoices.run(at(day, time));
const made = async () => {
  const { docs } = await database().collection(`orgs/${ours.orgId}/invoices`).get();
  return docs.map((doc) => ({ ...(doc.data() as Invoice), id: doc.id })).toSorted((a, b) => String(a.period?.from).localeCompare(String(b.period?.from)));
};
const periods = async () => (await made()).map(({ period }) => period?.from);
const stored = async (id: string) => (await database().doc(`orgs/${ours.orgId}/projects/${id}`).get()).data() as Project;
const plain = { rates: {}, tasks: [] };

describe('a retainer', () => {
  const monthly = { kind: 'retainer', amount: 95_050, rhythm: 'monthly', startOn: '2026-01-31' };
  const aRetainer = (fields: object = {}) => aProject(ours, { ...plain, billing: { ...monthly, ...fields } });

  test('gets a draft for each period on its day, once however many sweeps run', async () => {
    await aRetainer();
    await sweep('2026-01-30');
    expect(await made()).toEqual([]);
    await Promise.all([sweep('2026-01-31'), sweep('2026-01-31'), sweep('2026-01-31')]);
    expect(await made()).toMatchObject([{ status: 'draft', period: { from: '2026-01-31', to: '2026-02-27' }, totals: { net: 95_050 } }]);
    // At six in the morning where the organisation is.
    await sweep('2026-02-28', '04:59');
    expect(await periods()).toEqual(['2026-01-31']);
    await sweep('2026-02-28', '05:00');
    expect(await periods()).toEqual(['2026-01-31', '2026-02-28']);
  });

  test('catches up after nothing ran, each period once, numbered when it is to be; and ends', async () => {
    const { id: projectId } = await aRetainer({ endOn: '2026-04-30' });
    await call(setInvoicing, { projectId, invoicing: 'finalize' });
    await Promise.all([sweep('2026-07-15'), sweep('2026-07-15')]);
    await sweep('2026-07-16');
    expect((await made()).map(({ period, number, status }) => [period?.from, number, status])).toEqual([
      ['2026-01-31', '2026-0001', 'open'],
      ['2026-02-28', '2026-0002', 'open'],
      ['2026-03-31', '2026-0003', 'open'],
      ['2026-04-30', '2026-0004', 'open'],
    ]);
    expect(await stored(projectId)).toMatchObject({ invoiceAt: null, nextPeriod: 4 });
  });

  test('passes over what a person invoiced, and does not make again what a person deleted', async () => {
    const { id: projectId } = await aRetainer();
    await call(invoicePeriod, { projectId, from: '2026-02-28' }, at('2026-02-02'));
    await sweep('2026-02-02');
    const [first] = await made();
    await call(deleteInvoice, { invoiceId: first?.id }, at('2026-02-03'));
    await sweep('2026-03-31');
    expect(await periods()).toEqual(['2026-02-28', '2026-03-31']);
  });

  test('begins with the present period, and leaves what began while it went by hand or was archived to a person', async () => {
    const { id: projectId } = await aProject({ ...ours, clock: at('2026-03-20') }, { ...plain, billing: monthly });
    await sweep('2026-03-20', '12:00');
    expect(await periods()).toEqual(['2026-02-28']);
    await call(setInvoicing, { projectId, invoicing: 'by-hand' }, at('2026-03-21'));
    await sweep('2026-05-02');
    await call(setInvoicing, { projectId, invoicing: 'draft' }, at('2026-05-02'));
    await sweep('2026-05-02', '12:00');
    expect(await periods()).toEqual(['2026-02-28', '2026-04-30']);
    await call(archiveProject, { projectId }, at('2026-05-03'));
    await sweep('2026-07-10');
    await call(restoreProject, { projectId }, at('2026-07-10'));
    await sweep('2026-07-31');
    expect(await periods()).toEqual(['2026-02-28', '2026-04-30', '2026-06-30', '2026-07-31']);
  });

  test('remains a draft with a word why when it cannot be issued; goes by hand when not even that', async () => {
    const { id: projectId, customerId } = await aRetainer();
    await call(setInvoicing, { projectId, invoicing: 'send' });
    await call(updateCustomer, { customerId, address: null });
    await sweep('2026-01-31');
    expect(await made()).toMatchObject([{ status: 'draft', number: null }]);
    expect(await stored(projectId)).toMatchObject({ invoicing: 'send', nextPeriod: 1, invoicingProblem: expect.stringContaining('adres') });
    await call(archiveCustomer, { customerId });
    await sweep('2026-02-28');
    expect(await made()).toHaveLength(1);
    expect(await stored(projectId)).toMatchObject({ invoicing: 'by-hand', invoiceAt: null, invoicingProblem: expect.stringContaining('gearchiveerd') });
  });

  test('is issued by itself only on the word of who may finalise, who alone then changes what it bills', async () => {
    const { id: projectId } = await aRetainer();
    const asSales = (action: Action, input: object) => call(action, input, begin, 'fenna');
    for (const invoicing of ['finalize', 'send']) await expect(asSales(setInvoicing, { projectId, invoicing })).rejects.toMatchObject({ code: 'forbidden', data: { permission: 'invoices.finalize' } });
    await asSales(setInvoicing, { projectId, invoicing: 'by-hand' });
    await call(setInvoicing, { projectId, invoicing: 'finalize' });
    for (const change of [{ billing: { ...monthly, amount: 1_999_999 } }, { vat: 'zero' }]) await expect(asSales(updateProject, { projectId, ...change })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(asSales(setInvoicing, { projectId, invoicing: 'draft' })).rejects.toMatchObject({ code: 'forbidden' });
    await asSales(updateProject, { projectId, notes: 'Belt altijd op maandag' });
  });
});

describe('a fixed price', () => {
  const price = {
    kind: 'fixed',
    price: 1_234_567,
    instalments: [
      { description: 'Bij opdracht', dueOn: '2026-02-03', parts: [{ amount: 400_001 }] },
      { description: 'Bij oplevering', parts: [{ amount: 700_003 }] },
      { description: 'Halverwege', dueOn: '2026-03-17', parts: [{ amount: 134_563 }] },
    ],
  };

  test('has its instalments invoiced on their day, once; one without a day waits for a person', async () => {
    await aProject(ours, { ...plain, billing: price });
    await sweep('2026-02-02');
    await Promise.all([sweep('2026-02-03'), sweep('2026-02-03')]);
    expect((await made()).map(({ totals }) => totals.net)).toEqual([400_001]);
    await sweep('2026-12-31');
    expect((await made()).map(({ totals }) => totals.net).toSorted((a, b) => a - b)).toEqual([134_563, 400_001]);
  });

  test('one whose draft was deleted is a person\'s; another day gives it another turn', async () => {
    const { id: projectId } = await aProject(ours, { ...plain, billing: price });
    await sweep('2026-02-03');
    await call(deleteInvoice, { invoiceId: (await made())[0]?.id });
    await sweep('2026-02-04');
    expect(await made()).toEqual([]);
    const { billing } = await stored(projectId);
    if (billing.kind !== 'fixed') throw new Error('it has a fixed price');
    const later = billing.instalments.map((each, index) => (index === 0 ? { ...each, dueOn: '2026-02-20' } : each));
    await call(updateProject, { projectId, billing: { ...billing, instalments: later } }, at('2026-02-05'));
    await sweep('2026-02-20');
    expect((await made()).map(({ totals }) => totals.net)).toEqual([400_001]);
  });

  test.each([
    ['billing.startOn', { kind: 'retainer', amount: 95_050, rhythm: 'yearly', startOn: '2026-01-10' }],
    ['billing.instalments.0.dueOn', { ...price, instalments: [{ description: 'X', dueOn: '1987-06-05', parts: [{ amount: 1_234_567 }] }] }],
  ])('refuses a day before the organisation was there, at %s', async (path, billing) => {
    await expect(aProject(ours, { ...plain, billing })).rejects.toMatchObject({ code: 'invalid-input', issues: [{ path }] });
  });
});

describe('what was credited in full', () => {
  test('can be invoiced again, once, and only when a person says so', async () => {
    const { id: projectId } = await aProject(ours);
    for (const minutes of [47, 136]) await someTime(ours, projectId, { minutes });
    const { invoice: draft } = await call<{ invoice: InvoiceReply }>(invoiceProject, { projectId });
    const reopen = () => call<{ projectId: string; reopened: number }>(reopenWork, { invoiceId: draft.id });
    await expect(reopen()).rejects.toMatchObject({ code: 'wrong-state' });
    await finalized(ours, draft.id, begin);
    await call(creditInvoice, { invoiceId: draft.id, lines: [{ line: 0, quantity: '0.5' }] });
    await expect(reopen()).rejects.toMatchObject({ code: 'wrong-state', say: { nl: expect.stringContaining('helemaal') } });
    await call(creditInvoice, { invoiceId: draft.id });
    await expect(call(invoiceProject, { projectId })).rejects.toMatchObject({ code: 'wrong-state' });

    const answers = await Promise.allSettled([reopen(), reopen(), reopen()]);
    expect(answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []))).toEqual([{ projectId, reopened: 2 }]);
    expect(await call(invoiceProject, { projectId })).toMatchObject({ entries: 2, invoice: { totals: draft.totals } });
    await expect(reopen()).rejects.toMatchObject({ code: 'wrong-state' });
  });

  test('also a period and an instalment, which then are a person\'s', async () => {
    const { id: fixed } = await aProject(ours, { ...plain, billing: { kind: 'fixed', price: 40_017 } });
    const { id: retainer } = await aProject(ours, { ...plain, billing: { kind: 'retainer', amount: 95_050, rhythm: 'monthly', startOn: '2026-01-31' } });
    for (const draft of [await call(invoiceInstalment, { projectId: fixed }), await call(invoicePeriod, { projectId: retainer })]) {
      await finalized(ours, draft.id, begin);
      await call(creditInvoice, { invoiceId: draft.id });
      expect(await call<{ reopened: number }>(reopenWork, { invoiceId: draft.id })).toMatchObject({ reopened: 1 });
    }
    expect((await call(invoiceInstalment, { projectId: fixed })).totals.net).toBe(40_017);
    expect((await call(invoicePeriod, { projectId: retainer })).period).toMatchObject({ from: '2026-01-31' });
  });
});
