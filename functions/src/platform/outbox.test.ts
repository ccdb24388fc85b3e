import { beforeEach, expect, jest, test } from '@jest/globals';
import { useStack } from '../../../local/stack/jest.ts';
import { frozenClock } from './clock.ts';
import { database } from './firestore.ts';
import { dueOutbox, effectTable, enqueue, performOutbox, Permanent, type Effect } from './outbox.ts';
import { Tenant, tenantCollection, type Entity } from './tenancy.ts';
import { transact } from './tx.ts';

const stack = useStack({ functions: false });
const org = Tenant.verified('mill');
const start = new Date('2026-03-07T10:00:00Z');
const later = (seconds: number) => frozenClock(new Date(start.getTime() + seconds * 1000));

interface Bell extends Entity {
  readonly times: number;
}
const bells = tenantCollection<Bell>('bells');

let rung: string[] = [];
let failWith: Error | undefined;
let hold: Promise<void> | undefined;
const ring: Effect<{ tone: string }> = {
  kind: 'ring',
  maxAttempts: 3,
  leaseMs: 30_000,
  async perform({ payload, outboxId }) {
    await hold;
    if (failWith !== undefined) throw failWith;
    rung.push(`${outboxId}:${payload.tone}`);
    return { heard: true };
  },
  async settle({ tx, org: tenant, payload }) {
    if (payload.tone === 'cracked') throw new Error('nobody counts this one');
    const ref = bells.doc(tenant, 'tower');
    tx.set(ref, { id: 'tower', times: ((await tx.get(ref))?.times ?? 0) + 1 });
  },
  async abandon({ tx, org: tenant, error }) {
    tx.set(tenantCollection<Entity & { error: string }>('broken').doc(tenant, 'tower'), { id: 'tower', error });
  },
};
const effects = effectTable([ring as Effect<never>]);

const order = (id?: string, tone = 'G') =>
  transact(later(0), async (tx) =>
    enqueue({ tx, org, clock: later(0), correlationId: 'c-1' }, ring, { tone }, id === undefined ? {} : { id }),
  );
const delivery = async (id: string) => (await database().doc(`orgs/mill/outbox/${id}`).get()).get('delivery') as { state: string; attempts: number; error: string | null };

beforeEach(async () => {
  await stack().clear();
  rung = [];
  failWith = undefined;
  hold = undefined;
});

test('an effect is performed once and settled with its success, however often it is triggered', async () => {
  const id = await order();
  await Promise.all(Array.from({ length: 20 }, () => performOutbox(effects, 'mill', id, later(1))));
  expect(rung).toEqual([`${id}:G`]);
  expect((await bells.doc(org, 'tower').get()).data()?.times).toBe(1);
  expect(await delivery(id)).toMatchObject({ state: 'SUCCESS', attempts: 1, info: { heard: true } });
});

test('effects of one moment share their transactions, and one that cannot be settled is alone with its trouble', async () => {
  const good = await Promise.all(Array.from({ length: 9 }, () => order()));
  const cracked = await order('cracked', 'cracked');
  const performed = async (ids: readonly string[]) => {
    const transactions = jest.spyOn(database(), 'runTransaction');
    await Promise.all(ids.map((id) => performOutbox(effects, 'mill', id, later(1))));
    const { length } = transactions.mock.calls;
    transactions.mockRestore();
    return length;
  };
  // Two each, were they alone.
  expect(await performed(good.slice(0, 6))).toBeLessThan(8);
  await performed([cracked, ...good.slice(6)]);
  expect((await Promise.all(good.map(delivery))).map(({ state }) => state)).toEqual(good.map(() => 'SUCCESS'));
  expect(await delivery(cracked)).toMatchObject({ state: 'RETRY', error: 'nobody counts this one' });
  expect((await bells.doc(org, 'tower').get()).data()?.times).toBe(9);
});

test('a failure is tried again when due, later each time, and ends as a visible dead letter', async () => {
  const id = await order();
  failWith = new Error('rope broke');
  await performOutbox(effects, 'mill', id, later(1));
  expect(await delivery(id)).toMatchObject({ state: 'RETRY', attempts: 1, error: 'rope broke' });
  expect(await dueOutbox(later(15))).toEqual([]);
  expect(await dueOutbox(later(22))).toEqual([{ orgId: 'mill', outboxId: id, kind: 'ring' }]);
  await performOutbox(effects, 'mill', id, later(22));
  expect(await dueOutbox(later(60))).toEqual([]);
  await performOutbox(effects, 'mill', id, later(63));
  expect(await delivery(id)).toMatchObject({ state: 'ERROR', attempts: 3, dueAt: null });
  expect((await database().doc('orgs/mill/broken/tower').get()).data()).toEqual({ error: 'rope broke' });
  expect(await dueOutbox(later(99_999))).toEqual([]);
});

test('what cannot be mended is not tried again', async () => {
  const id = await order();
  failWith = new Permanent('no such bell');
  await performOutbox(effects, 'mill', id, later(1));
  expect(await delivery(id)).toMatchObject({ state: 'ERROR', attempts: 1 });
});

test('an attempt whose lease ran out leaves the decision to the one that took over', async () => {
  const id = await order();
  let release = () => {};
  hold = new Promise((resolve) => (release = resolve));
  const first = performOutbox(effects, 'mill', id, later(1));
  while ((await delivery(id)).state !== 'PROCESSING') await new Promise((resolve) => setTimeout(resolve, 10));
  await performOutbox(effects, 'mill', id, later(10));
  expect((await delivery(id)).attempts).toBe(1);
  const second = performOutbox(effects, 'mill', id, later(40));
  while ((await delivery(id)).attempts !== 2) await new Promise((resolve) => setTimeout(resolve, 10));
  release();
  await Promise.all([first, second]);
  expect((await bells.doc(org, 'tower').get()).data()?.times).toBe(1);
  expect(await delivery(id)).toMatchObject({ state: 'SUCCESS', attempts: 2 });
});

test('a document whose trigger was lost is found by the sweep; the same id is the same document', async () => {
  const id = await order('bell-of-easter');
  await expect(order('bell-of-easter')).rejects.toThrow(/already exists/i);
  expect(await dueOutbox(later(29))).toEqual([]);
  expect(await dueOutbox(later(31))).toEqual([{ orgId: 'mill', outboxId: id, kind: 'ring' }]);
});

test('an effect that takes the process down each time is a dead letter in the end', async () => {
  const id = await order();
  const ref = database().doc(`orgs/mill/outbox/${id}`);
  await ref.update({ 'delivery.state': 'PROCESSING', 'delivery.attempts': 3, 'delivery.leaseExpireTime': later(30).now() });
  await performOutbox(effects, 'mill', id, later(31));
  expect(rung).toEqual([]);
  expect(await delivery(id)).toMatchObject({ state: 'ERROR', attempts: 3, dueAt: null });
  expect((await database().doc('orgs/mill/broken/tower').get()).data()).toEqual({ error: 'the last attempt ended without an answer' });
});

test('what is ordered for later waits, though its trigger comes at once', async () => {
  const clock = later(0);
  const id = await transact(clock, async (tx) =>
    enqueue({ tx, org, clock, correlationId: 'c-1' }, ring, { tone: 'A' }, { notBefore: later(600).now() }));
  await performOutbox(effects, 'mill', id, later(1));
  expect(await delivery(id)).toMatchObject({ state: 'PENDING', attempts: 0 });
  expect(await dueOutbox(later(599))).toEqual([]);
  await performOutbox(effects, 'mill', id, later(601));
  expect(rung).toEqual([`${id}:A`]);
});

test('a kind of another release is kept for it, and does not fail the others', async () => {
  const id = await order();
  await performOutbox(effectTable([]), 'mill', id, later(1));
  expect(await delivery(id)).toMatchObject({ state: 'RETRY', error: 'no handler for outbox kind ring' });
  await performOutbox(effects, 'mill', id, later(22));
  expect(await delivery(id)).toMatchObject({ state: 'SUCCESS' });
});
