import { beforeAll, expect, test } from '@jest/globals';
import { useStack } from '../../../../local/stack/jest.ts';
import { anOrganisation, type BuiltOrganisation } from '../../../test/builders/organisation.ts';
import { anExpense, aProject, someTime } from '../../../test/builders/project.ts';
import { callAs } from '../../../test/support/call.ts';
import { resourceQueries } from '../../platform/resource.ts';
import { projectResources } from './resources.ts';

useStack({ functions: false });
const queries = resourceQueries(projectResources);
let ours: BuiltOrganisation;
let projectId: string;
beforeAll(async () => {
  ours = await anOrganisation();
  projectId = (await aProject(ours)).id;
  for (const minutes of [31, 47, 62]) await someTime(ours, projectId, { minutes });
  await anExpense(ours, projectId);
});

interface Page {
  readonly data: readonly { readonly id: string }[];
  readonly next: string | null;
}
function list(name: string, input: object): Promise<Page> {
  const query = queries[`${name}/list`];
  if (query === undefined) throw new Error(`no list of ${name}`);
  return callAs<Page>(ours.owner, query, input, { orgId: ours.orgId });
}

test.each([
  ['projects', { archived: false }, 1],
  ['projects', { archived: true, sort: 'updatedAt' }, 0],
  ['timeEntries', {}, 3],
  ['timeEntries', { status: 'unbilled', dateFrom: '2020-01-01' }, 3],
  ['timeEntries', { status: ['billed'] }, 0],
  ['projectExpenses', { status: 'unbilled' }, 1],
  ['timers', {}, 0],
  ['projectPeriods', {}, 0],
])('%s are listed by %j', async (name, input, found) => {
  expect((await list(name, input)).data).toHaveLength(found);
});

test('every list of a project has its index, also narrowed twice and over pages', async () => {
  for (const { name } of projectResources.slice(1)) expect((await list(name, { projectId })).data.every((one) => one.id !== '')).toBe(true);
  const first = await list('timeEntries', { projectId, status: 'unbilled', limit: 2 });
  const rest = await list('timeEntries', { projectId, status: 'unbilled', limit: 2, after: first.next });
  expect([first.data.length, rest.data.length]).toEqual([2, 1]);
  expect((await list('timeEntries', { projectId, uid: ours.owner })).data).toHaveLength(3);
});
