import { beforeAll, describe, expect, test } from '@jest/globals';
import { useStack } from '../../../../../local/stack/jest.ts';
import { aCustomer } from '../../../../test/builders/customer.ts';
import { twoOrganisations, type BuiltOrganisation } from '../../../../test/builders/organisation.ts';
import { anExpense, aProject, someTime } from '../../../../test/builders/project.ts';
import { callAs } from '../../../../test/support/call.ts';
import { type Action } from '../../../platform/action.ts';
import { frozenClock } from '../../../platform/clock.ts';
import { database } from '../../../platform/firestore.ts';
import { deleteCustomer } from '../../../workflows/delete-customer.ts';
import { deleteProject } from '../../../workflows/delete-project.ts';
import { archiveProject } from './archive-project.ts';
import { createProject } from './create-project.ts';
import { deleteExpense } from './delete-expense.ts';
import { deleteTime } from './delete-time.ts';
import { restoreProject } from './restore-project.ts';
import { searchProjects } from './search-projects.ts';
import { startTimer } from './start-timer.ts';
import { updateProject } from './update-project.ts';

useStack({ functions: false });
const clock = frozenClock(new Date('2026-03-07T11:00:00Z'));
let ours: BuiltOrganisation & { clock: typeof clock };
let theirs: BuiltOrganisation;
beforeAll(async () => {
  const [first, second] = await twoOrganisations({ members: { viewer: 'viewer' }, clock });
  [ours, theirs] = [{ ...first, clock }, second];
});

const call = <Reply extends object>(action: Action, input: object, uid = ours.owner) => callAs<Reply>(uid, action, input, { orgId: ours.orgId, clock });
const documents = async () => (await database().collection(`orgs/${ours.orgId}/projects`).get()).size;
const refusedAt = (path: string) => ({ code: 'invalid-input', issues: [expect.objectContaining({ path })] });

const fixed = (fields: object = {}) => ({
  kind: 'fixed',
  price: 1_234_567,
  instalments: [
    { description: 'Bij opdracht', parts: [{ amount: 400_001 }] },
    { description: 'Bij oplevering', dueOn: '2026-06-30', parts: [{ amount: 700_003 }, { amount: 134_563, vat: 'reduced' }] },
  ],
  ...fields,
});

describe('creating and changing', () => {
  test('a project gets a number, ids for its tasks, and the currency of the organisation', async () => {
    const first = await aProject(ours);
    const second = await aProject(ours, { name: 'Winkelpui' });
    expect(second.number).toBe(first.number + 1);
    expect(first).toMatchObject({ customerName: 'Bakkerij De Gouden Aar', currency: 'EUR', priceMode: 'exclusive', archivedAt: null, quoteId: null, version: 1 });
    expect(first.tasks.map(({ name, rate, billable }) => [name, rate, billable])).toEqual([['Ontwerp', 10_415, true], ['Reistijd', null, false]]);
    expect(new Set(first.tasks.map(({ id }) => id)).size).toBe(2);
  });

  test.each([
    ['name', { name: ' ' }],
    ['billing.kind', { billing: { kind: 'gratis' } }],
    ['billing.price', { billing: { kind: 'fixed', price: 0 } }],
    ['billing.price', { billing: { kind: 'fixed', price: 123_456_789_012_345 } }],
    ['billing.instalments', { billing: fixed({ price: 1_234_568 }) }],
    ['billing.instalments.0.id', { billing: fixed({ price: 7, instalments: [{ id: 'unknown', description: 'X', parts: [{ amount: 7 }] }] }) }],
    ['billing.endOn', { billing: { kind: 'retainer', amount: 95_050, rhythm: 'monthly', startOn: '2026-04-01', endOn: '2026-03-31' } }],
    ['billing.amount', { billing: { kind: 'retainer', amount: -95_050, rhythm: 'monthly', startOn: '2026-04-01' } }],
    ['rates.standard', { rates: { by: 'person' } }],
    ['rates.standard', { rates: { standard: -1 } }],
    ['rates.persons', { rates: { standard: 5, persons: [{ uid: 'a', rate: 7 }, { uid: 'a', rate: 9 }] } }],
    ['tasks.1.name', { tasks: [{ name: 'Ontwerp' }, { name: 'ontwerp' }] }],
    ['budget.minutes', { budget: { minutes: -60 } }],
    ['budget.amount', { budget: { amount: 0 } }],
    ['status', { status: 'open' }],
  ])('a wrong %s is named and nothing is written', async (path, fields) => {
    const { id: customerId } = await aCustomer(ours);
    const before = await documents();
    await expect(aProject(ours, { ...fields, customerId })).rejects.toMatchObject(refusedAt(path));
    expect(await documents()).toBe(before);
  });

  test('a change touches only the fields given; one that comes too late is refused', async () => {
    const { id, tasks } = await aProject(ours);
    const kept = tasks.map(({ id: taskId }) => ({ id: taskId, name: `Taak ${taskId}`, rate: 7_115 }));
    const changed = await call(updateProject, { projectId: id, tasks: kept, ifVersion: 1 });
    expect(changed).toMatchObject({ name: 'Verbouwing bakkerij', version: 2, tasks: kept });
    await expect(call(updateProject, { projectId: id, name: 'Te laat', ifVersion: 1 })).rejects.toMatchObject({ code: 'version-mismatch' });
    await expect(call(updateProject, { projectId: id, tasks: [{ id: 'stranger', name: 'X' }] })).rejects.toMatchObject(refusedAt('tasks.0.id'));
  });

  test('a viewer changes nothing; another organisation\'s customer and project are unknown', async () => {
    const { id, customerId } = await aProject(ours);
    await expect(call(updateProject, { projectId: id, name: 'X' }, 'viewer')).rejects.toMatchObject({ code: 'forbidden' });
    const foreign = (action: Action, input: object) => callAs(theirs.owner, action, input, { orgId: theirs.orgId });
    await expect(foreign(updateProject, { projectId: id, name: 'X' })).rejects.toMatchObject({ code: 'not-found' });
    await expect(foreign(createProject, { customerId, name: 'X', billing: { kind: 'fixed', price: 7 } })).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('finding', () => {
  interface Page {
    readonly projects: readonly { readonly name: string }[];
    readonly nextCursor: string | null;
  }
  const names = async (text: string, rest: object = {}) => (await call<Page>(searchProjects, { text, ...rest })).projects.map(({ name }) => name);

  test('by name, number, reference and customer, over pages, and by the new name after a change', async () => {
    const { id: customerId } = await aCustomer(ours, { name: 'Café Łódź' });
    const { number, id } = await aProject(ours, { customerId, name: 'Serre', reference: 'PO-7781' });
    for (const text of ['serre', 'caf', 'lodz ser', 'po 7781', String(number)]) expect(await names(text)).toContain('Serre');
    await call(updateProject, { projectId: id, name: 'Wintertuin' });
    expect([await names('serre'), await names('wintert', { customerId })]).toEqual([[], ['Wintertuin']]);
    await aProject({ ...ours, clock: frozenClock(new Date('2026-03-07T11:00:07Z')) }, { customerId, name: 'Dakterras' });
    const first = await call<Page>(searchProjects, { customerId, limit: 1 });
    expect(first).toMatchObject({ projects: [{ name: 'Dakterras' }] });
    expect(await names('', { customerId, limit: 1, cursor: first.nextCursor })).toEqual(['Wintertuin']);
  });

  test('an archived project is out of lists and takes no time, until it is restored', async () => {
    const { id } = await aProject(ours, { name: 'Oudwerk' });
    await call(archiveProject, { projectId: id });
    expect([await names('oudwerk'), await names('oudwerk', { archived: true })]).toEqual([[], ['Oudwerk']]);
    for (const refused of [someTime(ours, id), anExpense(ours, id), call(startTimer, { projectId: id })]) {
      await expect(refused).rejects.toMatchObject({ code: 'wrong-state', say: { nl: expect.stringContaining('gearchiveerd') } });
    }
    await call(restoreProject, { projectId: id });
    expect(await someTime(ours, id)).toMatchObject({ status: 'unbilled' });
  });
});

describe('deleting', () => {
  test('is refused while time or expenses are there, and possible without', async () => {
    const { id, customerId } = await aProject(ours);
    const time = await someTime(ours, id);
    const expense = await anExpense(ours, id);
    await expect(call(deleteProject, { projectId: id })).rejects.toMatchObject({ code: 'wrong-state' });
    await call(deleteTime, { entryId: time.id });
    await expect(call(deleteProject, { projectId: id })).rejects.toMatchObject({ code: 'wrong-state' });
    await call(deleteExpense, { expenseId: expense.id });
    await expect(call(deleteCustomer, { customerId })).rejects.toMatchObject({ code: 'wrong-state', data: { dependants: ['projects'] } });
    await call(deleteProject, { projectId: id });
    await call(deleteCustomer, { customerId });
  });

  test('of deleting a project and writing down time at the same moment, one fails', async () => {
    for (let round = 0; round < 3; round += 1) {
      const { id } = await aProject(ours);
      const both = await Promise.allSettled([call(deleteProject, { projectId: id }), someTime(ours, id)]);
      expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    }
  });
});
