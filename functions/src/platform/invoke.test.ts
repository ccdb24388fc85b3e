import { beforeAll, beforeEach, expect, test } from '@jest/globals';
import * as z from 'zod';
import { useStack } from '../../../local/stack/jest.ts';
import { callAs, callAsSystem } from '../../test/support/call.ts';
import { action, providerAction, query } from './action.ts';
import { AppError } from './errors.ts';
import { database } from './firestore.ts';
import { Id, newId } from './ids.ts';
import { Instant, stamps } from './instant.ts';
import { nextNumber } from './sequence.ts';
import { tenantCollection } from './tenancy.ts';

const stack = useStack({ functions: false });

const Widget = z.object({ id: Id, name: z.string(), number: z.int(), madeAt: Instant, ...stamps });
const widgets = tenantCollection<z.output<typeof Widget>>('widgets');

const makeWidget = action({
  name: 'widgets/make',
  summary: 'Makes a widget with the next number',
  permission: 'widgets.write',
  input: z.object({ name: z.string().min(2) }),
  output: Widget,
  async run({ input, org, clock, tx }) {
    const number = await nextNumber(tx, org, 'widgets');
    return tx.create(widgets.doc(org, newId()), { id: '', name: input.name, number, madeAt: clock.now() });
  },
});

const renameWidget = action({
  name: 'widgets/rename',
  summary: 'Renames',
  permission: 'widgets.write',
  input: z.object({ widgetId: Id, name: z.string() }),
  output: Widget,
  async run({ input, org, tx }) {
    const ref = widgets.doc(org, input.widgetId);
    await tx.require(ref);
    if (input.name === 'explode') throw new Error('secret internals');
    return tx.update(ref, { name: input.name });
  },
});

const countWidgets = query({
  name: 'widgets/count',
  summary: 'Counts',
  permission: 'widgets.read',
  input: z.object({}),
  output: z.object({ count: z.int() }),
  async read({ org, reader }) {
    return { count: (await reader.find(widgets.in(org).limit(500))).length };
  },
});

const tidyWidgets = action({
  name: 'widgets/tidy',
  summary: 'Only for the system',
  access: 'system',
  input: z.object({ away: z.array(Id).optional() }),
  output: z.object({ by: z.string(), went: z.array(Id) }),
  async run({ actor, input, org, tx }) {
    const found = await tx.getAll((input.away ?? []).map((id) => widgets.doc(org, id)));
    const went = found.flatMap((widget) => (widget === undefined ? [] : [widget.id]));
    for (const id of went) tx.delete(widgets.doc(org, id));
    return { by: actor.kind, went };
  },
});

let providerCalls: string[] = [];
let providerDown = false;
const orderWidget = providerAction({
  name: 'widgets/order',
  summary: 'Orders one at the provider',
  permission: 'widgets.write',
  input: z.object({ name: z.string() }),
  output: z.object({ receipt: z.string() }),
  opened: z.object({ intent: z.string() }),
  async run({ input, org, tx, clock }) {
    const intent = newId();
    tx.create(widgets.doc(org, intent), { id: intent, name: input.name, number: 0, madeAt: clock.now() });
    return { intent };
  },
  async call({ opened }) {
    providerCalls.push(opened.intent);
    if (providerDown) throw new AppError('provider-unavailable', 'no answer');
    return `receipt-${opened.intent}`;
  },
  async settle({ opened, answer, org, tx }) {
    const ref = widgets.doc(org, opened.intent);
    await tx.require(ref);
    tx.update(ref, { name: answer });
    return { receipt: answer };
  },
});

const documents = async (path: string) => (await database().collection(path).get()).size;
const refusal = (call: Promise<unknown>) => call.then(() => new AppError('internal', 'nothing was refused'), (error: AppError) => error);

beforeAll(() => expect(stack().ports.firestore).toBeGreaterThan(0));
beforeEach(async () => {
  await stack().clear();
  providerCalls = [];
  providerDown = false;
  const member = { status: 'active', role: 'sales' };
  await database().doc('orgs/mill/members/anna').set({ ...member, permissions: ['widgets.read', 'widgets.write'] });
  await database().doc('orgs/mill/members/ivo').set({ ...member, permissions: ['widgets.read'] });
  await database().doc('orgs/mill/members/rob').set({ ...member, status: 'removed', permissions: ['*'] });
  await database().doc('orgs/forge/members/zoe').set({ ...member, permissions: ['*'] });
});

test('a change writes its document and one audit record, and answers in JSON', async () => {
  const reply = await callAs<{ id: string; number: number; madeAt: string; version: number }>('anna', makeWidget, { name: 'cog' }, { orgId: 'mill' });
  expect(reply).toMatchObject({ number: 1, version: 1, madeAt: expect.stringMatching(/Z$/) });
  const [record] = (await database().collection('orgs/mill/audit').get()).docs.map((doc) => doc.data());
  expect(record).toMatchObject({ action: 'widgets/make', actor: 'user:anna', phase: 'done', reply: null });
  expect(record?.['changes']).toContainEqual({ path: `orgs/mill/widgets/${reply.id}`, op: 'create', fields: expect.arrayContaining(['name', 'version']) });
});

test('each kind of outsider gets its own refusal, and nothing is written', async () => {
  const make = (uid: string | undefined, orgId = 'mill') => refusal(callAs(uid, makeWidget, { name: 'cog' }, { orgId }));
  expect((await make(undefined)).code).toBe('unauthenticated');
  expect((await make('ivo')).code).toBe('forbidden');
  expect((await make('rob')).code).toBe('not-found');
  expect((await make('zoe')).code).toBe('not-found');
  expect((await make('anna', 'no-such-org')).say).toEqual((await make('zoe')).say);
  expect((await make('anna', 'mill/members/anna')).code).toBe('not-found');
  expect((await refusal(callAs('anna', tidyWidgets, {}, { orgId: 'mill' }))).code).toBe('unknown-action');
  expect(await documents('orgs/mill/widgets')).toBe(0);
  expect(await documents('orgs/mill/audit')).toBe(0);
});

test('bad input names every field before anything is written', async () => {
  const error = await refusal(callAs('anna', makeWidget, { name: 'x', colour: 'red' }, { orgId: 'mill' }));
  expect(error.code).toBe('invalid-input');
  expect(error.issues.map(({ path, code }) => [path, code])).toEqual([['name', 'too-small'], ['colour', 'unknown-field']]);
  expect((await refusal(callAs('anna', makeWidget, {}, { orgId: 'mill' }))).issues).toEqual([{ path: 'name', code: 'required', message: 'is required' }]);
  expect(await documents('orgs/mill/audit')).toBe(0);
});

test('the same key twenty times in parallel is one change and twenty equal answers; another body is refused', async () => {
  const options = { orgId: 'mill', idempotencyKey: 'order-7' };
  const replies = await Promise.all(Array.from({ length: 20 }, () => callAs('anna', makeWidget, { name: 'cog' }, options)));
  for (const reply of replies) expect(reply).toEqual(replies[0]);
  expect(await documents('orgs/mill/widgets')).toBe(1);
  expect((await refusal(callAs('anna', makeWidget, { name: 'bolt' }, options))).code).toBe('idempotency-mismatch');
});

test('fifty parallel changes get fifty consecutive numbers', async () => {
  const calls = Array.from({ length: 50 }, () => callAs<{ number: number }>('anna', makeWidget, { name: 'cog' }, { orgId: 'mill' }));
  const numbers = (await Promise.all(calls)).map(({ number }) => number).sort((a, b) => a - b);
  expect(numbers).toEqual(Array.from({ length: 50 }, (_, index) => index + 1));
});

test('a document of another tenant answers like one that does not exist; a surprise is internal and says nothing', async () => {
  const { id } = await callAs<{ id: string }>('anna', makeWidget, { name: 'cog' }, { orgId: 'mill' });
  const rename = (uid: string, orgId: string, widgetId: string, name = 'gear') => refusal(callAs(uid, renameWidget, { widgetId, name }, { orgId }));
  const theirs = await rename('zoe', 'forge', id);
  const nobodys = await rename('zoe', 'forge', 'no-such-id');
  expect([theirs.code, theirs.say, theirs.data]).toEqual([nobodys.code, nobodys.say, nobodys.data]);
  const surprise = await rename('anna', 'mill', id, 'explode');
  expect(surprise.code).toBe('internal');
  expect(JSON.stringify(surprise.say)).not.toContain('secret');
  expect(await callAs('ivo', countWidgets, {}, { orgId: 'mill' })).toEqual({ count: 1 });
});

test('a provider call that failed goes on from its intention with the same key', async () => {
  const options = { orgId: 'mill', idempotencyKey: 'buy-3' };
  providerDown = true;
  expect((await refusal(callAs('anna', orderWidget, { name: 'cog' }, options))).code).toBe('provider-unavailable');
  expect(providerCalls).toHaveLength(1);
  providerDown = false;
  const reply = await callAs('anna', orderWidget, { name: 'cog' }, options);
  expect(await callAs('anna', orderWidget, { name: 'cog' }, options)).toEqual(reply);
  expect(new Set(providerCalls).size).toBe(1);
  expect(await documents('orgs/mill/widgets')).toBe(1);
});

test('the system acts for one organisation without a person', async () => {
  expect(await callAsSystem('mill', tidyWidgets, {})).toEqual({ by: 'system', went: [] });
});

test('the system is on record for what it changed, not for how often it looked', async () => {
  const { id } = await callAs<{ id: string }>('anna', makeWidget, { name: 'cog' }, { orgId: 'mill' });
  const before = await documents('orgs/mill/audit');
  for (const idempotencyKey of ['look-1', 'look-2']) await callAsSystem('mill', tidyWidgets, {}, { idempotencyKey });
  expect(await documents('orgs/mill/audit')).toBe(before);
  // The second time there is nothing left to do, and yet the reply is the first one's.
  for (let times = 0; times < 2; times += 1) {
    expect(await callAsSystem('mill', tidyWidgets, { away: [id] }, { idempotencyKey: 'tidy-1' })).toEqual({ by: 'system', went: [id] });
  }
  expect(await documents('orgs/mill/audit')).toBe(before + 1);
});
