import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { useStack } from '../../../../../local/stack/jest.ts';
import { anOrganisation, type BuiltOrganisation } from '../../../../test/builders/organisation.ts';
import { anExpense, aProject, someTime } from '../../../../test/builders/project.ts';
import { callAs } from '../../../../test/support/call.ts';
import { type Stored } from '../../../../test/support/stored.ts';
import { type Action } from '../../../platform/action.ts';
import { frozenClock } from '../../../platform/clock.ts';
import { database } from '../../../platform/firestore.ts';
import { removeMember } from '../../accounts/actions/remove-member.ts';
import { type Project } from '../project.ts';
import { type TimeEntry } from '../time-entry.ts';
import { discardTimer } from './discard-timer.ts';
import { startTimer } from './start-timer.ts';
import { stopTimer } from './stop-timer.ts';
import { updateExpense } from './update-expense.ts';
import { updateProject } from './update-project.ts';
import { updateTime } from './update-time.ts';

useStack({ functions: false });
const NOON = new Date('2026-03-07T11:00:00Z');
const after = (minutes: number) => frozenClock(new Date(NOON.getTime() + minutes * 60_000));
let ours: BuiltOrganisation & { clock: ReturnType<typeof after> };
let project: Stored<Project>;
beforeAll(async () => {
  const built = await anOrganisation({ members: { sales: 'fenna', admin: 'ruben' }, clock: frozenClock(new Date('2026-02-11T09:00:00Z')) });
  ours = { ...built, clock: after(0) };
});
beforeEach(async () => {
  project = await aProject(ours);
});

const call = <Reply = TimeEntry>(action: Action, input: object, uid = ours.owner, clock = ours.clock) => callAs<Reply>(uid, action, input, { orgId: ours.orgId, clock });
const count = async (name: string) => (await database().collection(`orgs/${ours.orgId}/${name}`).count().get()).data().count;
const refusedAt = (path: string) => ({ code: 'invalid-input', issues: [expect.objectContaining({ path })] });
const taskId = (name: string) => project.tasks.find((task) => task.name === name)?.id;

describe('time', () => {
  test('has the rate of its task, or else of the project; a task may not be billable', async () => {
    const entries = [await someTime(ours, project.id), await someTime(ours, project.id, { task: taskId('Ontwerp') }), await someTime(ours, project.id, { task: taskId('Reistijd') })];
    expect(entries.map(({ rate, amount, billable, taskName }) => [rate, amount, billable, taskName])).toEqual([
      [8_735, 13_976, true, null],
      [10_415, 16_664, true, 'Ontwerp'],
      [8_735, 13_976, false, 'Reistijd'],
    ]);
  });

  test('has the rate of its person where rates are by person', async () => {
    const { id } = await aProject(ours, { rates: { by: 'person', standard: 6_215, persons: [{ uid: 'fenna', rate: 7_430 }] }, tasks: [{ name: 'Ontwerp', rate: 99_999 }] });
    expect(await someTime(ours, id, { uid: 'fenna', minutes: 20 })).toMatchObject({ rate: 7_430, amount: 2_477, uid: 'fenna' });
    expect(await someTime(ours, id, { minutes: 150 })).toMatchObject({ rate: 6_215, amount: 15_538, uid: ours.owner });
  });

  test('keeps its rate when the project gets another, until it becomes other work', async () => {
    const entry = await someTime(ours, project.id);
    await call(updateProject, { projectId: project.id, rates: { by: 'task', standard: 9_999 } });
    expect(await call(updateTime, { entryId: entry.id, minutes: 31, note: 'Fundering', ifVersion: 1 })).toMatchObject({ rate: 8_735, amount: 4_513, note: 'Fundering' });
    expect(await call(updateTime, { entryId: entry.id, task: taskId('Reistijd') })).toMatchObject({ rate: 9_999, billable: false });
  });

  test.each([
    ['minutes', { minutes: 0 }],
    ['minutes', { minutes: -96 }],
    ['minutes', { minutes: 1_441 }],
    ['minutes', { minutes: 7.5 }],
    ['date', { date: '2026-03-08' }],
    ['date', { date: '2026-02-10' }],
    ['date', { date: '2026-02-30' }],
    ['task', { task: 'somebody-elses' }],
    ['uid', { uid: 'stranger' }],
    ['note', { note: 'naam \u202Eomgekeerd' }],
  ])('a wrong %s is named and nothing is written', async (path, fields) => {
    const before = await count('timeEntries');
    await expect(someTime(ours, project.id, fields)).rejects.toMatchObject(refusedAt(path));
    expect(await count('timeEntries')).toBe(before);
  });

  test('is not billable without a rate', async () => {
    const { id } = await aProject(ours, { billing: { kind: 'fixed', price: 1_234_567 }, rates: {}, tasks: [] });
    expect(await someTime(ours, id)).toMatchObject({ rate: null, amount: 0, billable: false });
    await expect(someTime(ours, id, { billable: true })).rejects.toMatchObject({ ...refusedAt('billable'), say: { nl: expect.any(String) } });
  });
});

describe('the timer', () => {
  test('writes down what it measured, on the day on which it began where the organisation is', async () => {
    await call(startTimer, { projectId: project.id, task: taskId('Ontwerp'), note: 'Schetsen' }, 'fenna');
    const entry = await call(stopTimer, {}, 'fenna', after(137));
    expect(entry).toMatchObject({ minutes: 137, date: '2026-03-07', startedAt: NOON.toISOString(), rate: 10_415, amount: 23_781, note: 'Schetsen', uid: 'fenna' });
    await expect(call(stopTimer, {}, 'fenna')).rejects.toMatchObject({ code: 'wrong-state' });
  });

  test('runs once per person, whatever happens in parallel; others have their own', async () => {
    const started = await Promise.allSettled(Array.from({ length: 12 }, () => call(startTimer, { projectId: project.id })));
    expect(started.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const answer of started) if (answer.status === 'rejected') expect(answer.reason).toMatchObject({ code: 'wrong-state', data: { projectId: project.id } });
    await call(startTimer, { projectId: project.id }, 'fenna');
    const before = await count('timeEntries');
    const stopped = await Promise.allSettled(Array.from({ length: 8 }, () => call(stopTimer, {}, ours.owner, after(53))));
    expect(stopped.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await count('timeEntries')).toBe(before + 1);
    await call(discardTimer, {}, 'fenna');
    expect(await count('timers')).toBe(0);
  });

  test('that was forgotten for more than 24 hours asks when the work ended', async () => {
    await call(startTimer, { projectId: project.id });
    const late = after(1_441);
    const at = (minutes: number) => ({ endedAt: after(minutes).now().toISOString() });
    await expect(call(stopTimer, {}, ours.owner, late)).rejects.toMatchObject({ ...refusedAt('endedAt'), say: { en: expect.stringContaining('24 hours'), nl: expect.stringContaining('24 uur') } });
    for (const wrong of [at(-1), at(1_442)]) await expect(call(stopTimer, wrong, ours.owner, late)).rejects.toMatchObject(refusedAt('endedAt'));
    expect(await call(stopTimer, at(395), ours.owner, late)).toMatchObject({ minutes: 395 });
  });

  test('of who has left is thrown away by somebody else', async () => {
    await call(startTimer, { projectId: project.id }, 'ruben');
    await call(removeMember, { uid: 'ruben' });
    await call(discardTimer, { uid: 'ruben' });
    await expect(call(discardTimer, { uid: 'ruben' })).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('expenses', () => {
  test('are charged without VAT, with the mark-up; with VAT where the prices of the project have it', async () => {
    expect(await anExpense(ours, project.id)).toMatchObject({ charge: 5_901, uid: ours.owner, status: 'unbilled' });
    const { id } = await aProject(ours, { priceMode: 'inclusive' });
    const expense = await anExpense(ours, id);
    expect(expense).toMatchObject({ charge: 7_140 });
    expect(await call(updateExpense, { expenseId: expense.id, markUpBp: null })).toMatchObject({ charge: 6_347, version: 2 });
  });

  test.each([
    ['amount', { amount: 0 }],
    ['amount', { amount: -6_347 }],
    ['amount', { amount: 63.47 }],
    ['vatAmount', { vatAmount: 6_347 }],
    ['vatAmount', { vatAmount: -1 }],
    ['markUpBp', { markUpBp: 10_001 }],
    ['date', { date: '2026-02-10' }],
    ['description', { description: '' }],
    ['receiptFileId', { receiptFileId: 'no-such-file' }],
  ])('a wrong %s is named and nothing is written', async (path, fields) => {
    const before = await count('projectExpenses');
    await expect(anExpense(ours, project.id, fields)).rejects.toMatchObject(refusedAt(path));
    expect(await count('projectExpenses')).toBe(before);
  });

  test('have a receipt among the files of the organisation', async () => {
    await database().doc(`orgs/${ours.orgId}/files/bon-17`).set({ kind: 'receipt', name: 'bon.jpg' });
    expect(await anExpense(ours, project.id, { receiptFileId: 'bon-17' })).toMatchObject({ receiptFileId: 'bon-17' });
  });
});
