import { beforeAll, expect, test } from '@jest/globals';
import { useStack } from '../../../../local/stack/jest.ts';
import { anOrganisation, type BuiltOrganisation } from '../../../test/builders/organisation.ts';
import { anExpense, aProject, someTime } from '../../../test/builders/project.ts';
import { callAs } from '../../../test/support/call.ts';
import { database } from '../../platform/firestore.ts';
import { frozenClock } from '../../platform/clock.ts';
import { effectTable, performOutbox } from '../../platform/outbox.ts';
import { invoiceInstalment } from '../../workflows/invoice-instalment.ts';
import { invoiceProject } from '../../workflows/invoice-project.ts';
import { deleteTime } from './actions/delete-time.ts';
import { updateProject } from './actions/update-project.ts';
import { projectSummaryEffect } from './summary-effect.ts';

useStack({ functions: false });
let ours: BuiltOrganisation;
beforeAll(async () => {
  ours = await anOrganisation();
});

const effects = effectTable([projectSummaryEffect]);

/** Performs every open order of a summary: all at once, each twice, as a busy day may. */
async function summary(projectId: string) {
  const { docs } = await database().collection(`orgs/${ours.orgId}/outbox`).where('kind', '==', 'project-summary').get();
  const open = docs.filter((doc) => doc.get('delivery.state') !== 'SUCCESS');
  await Promise.all([...open, ...open].map((doc) => performOutbox(effects, ours.orgId, doc.id, frozenClock(new Date()))));
  return (await database().doc(`orgs/${ours.orgId}/projectSummaries/${projectId}`).get()).data();
}
const pushes = async () => (await database().collection(`orgs/${ours.orgId}/outbox`).where('kind', '==', 'push').get()).docs.map((doc) => doc.data());
const call = <Reply>(action: Parameters<typeof callAs>[1], input: object) => callAs<Reply>(ours.owner, action, input, { orgId: ours.orgId });

test('it follows time, expenses and invoices', async () => {
  const { id: projectId, tasks } = await aProject(ours);
  expect(await summary(projectId)).toMatchObject({ time: { count: 0, minutes: 0, amount: 0 }, toInvoice: 0, budget: null });
  await Promise.all([someTime(ours, projectId), someTime(ours, projectId, { minutes: 31, task: tasks[0]?.id }), someTime(ours, projectId, { task: tasks[1]?.id })]);
  await anExpense(ours, projectId);
  expect(await summary(projectId)).toMatchObject({
    time: { count: 3, minutes: 223, amount: 13_976 + 5_381 + 13_976 },
    unbilledTime: { count: 2, minutes: 127, amount: 19_357 },
    unbilledExpenses: { count: 1, amount: 5_901 },
    toInvoice: 25_258,
  });
  await call(invoiceProject, { projectId });
  expect(await summary(projectId)).toMatchObject({ toInvoice: 0, billedTime: { count: 2, minutes: 127, amount: 19_357 }, billedExpenses: { count: 1, amount: 5_901 } });
});

test('it says what of a fixed price is invoiced', async () => {
  const instalments = [{ description: 'Een', parts: [{ amount: 400_001 }] }, { description: 'Twee', parts: [{ amount: 834_566 }] }];
  const { id: projectId } = await aProject(ours, { billing: { kind: 'fixed', price: 1_234_567, instalments } });
  await call(invoiceInstalment, { projectId });
  expect(await summary(projectId)).toMatchObject({ invoicedPrice: 400_001, openPrice: 834_566 });
});

test('a budget that is reached is told once, in both languages, and a new one again', async () => {
  const { id: projectId } = await aProject(ours, { budget: { minutes: 150, amount: 40_005 } });
  await someTime(ours, projectId, { minutes: 149 });
  expect(await summary(projectId)).toMatchObject({ budget: { minutes: 150, usedMinutes: 149, usedAmount: 21_692 }, alerted: { minutes: null, amount: null } });
  expect(await pushes()).toEqual([]);

  const last = await someTime(ours, projectId, { minutes: 7 });
  expect(await summary(projectId)).toMatchObject({ alerted: { minutes: 150, amount: null } });
  await call(deleteTime, { entryId: last.id });
  await summary(projectId);
  await someTime(ours, projectId, { minutes: 8 });
  await summary(projectId);
  const [told, ...more] = await pushes();
  expect(more).toEqual([]);
  expect(told).toMatchObject({ recipients: { permission: 'projects.write' }, template: { data: { title: { nl: 'Budget bereikt: Verbouwing bakkerij', en: 'Budget reached: Verbouwing bakkerij' } } } });

  await call(updateProject, { projectId, budget: { minutes: 300, amount: 40_005, alertAtBp: 5_000 } });
  expect(await summary(projectId)).toMatchObject({ alerted: { minutes: 300, amount: 40_005 } });
  expect(await pushes()).toHaveLength(3);
});
