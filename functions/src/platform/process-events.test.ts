import { beforeEach, expect, test } from '@jest/globals';
import { useStack } from '../../../local/stack/jest.ts';
import { frozenClock } from './clock.ts';
import { database } from './firestore.ts';
import { inbox, storeEvent, type InboxDocument } from './inbox.ts';
import { processEvents, type EventHandler } from './process-events.ts';
import { rootCollection, type Entity } from './tenancy.ts';
import { transact, type Tx } from './tx.ts';

const stack = useStack({ functions: false });
const at = (seconds: number) => frozenClock(new Date(Date.parse('2026-03-07T10:00:00Z') + seconds * 1000));

const boards = rootCollection<Entity & { readonly seen: { readonly by: readonly string[] } }>('boards');
let broken: string | undefined;

/** Events that write on a board; one of them may be broken. */
const chalk: EventHandler = {
  provider: 'chalk',
  process: (event, clock) => transact(clock, (tx) => write(tx, event)),
  within: { reads: ({ payload }) => [boards.doc(payload)], apply: write },
};

async function write(tx: Tx, { id, payload }: InboxDocument) {
  if (id === broken) throw new Error('the chalk broke');
  const board = await tx.get(boards.doc(payload));
  if (board === undefined) return { ignored: 'no such board' };
  tx.patch(boards.doc(payload), { 'seen.by': [...board.seen.by, id] });
  return { written: true };
}

async function arrive(events: Readonly<Record<string, string>>): Promise<string[]> {
  const ids = await Promise.all(Object.entries(events).map(([eventId, payload]) => storeEvent({ provider: 'chalk', eventId, type: 'written', payload, correlationId: 'c-7' }, at(0))));
  return ids.filter((id) => id !== undefined);
}

const delivery = async (id: string) => (await inbox.doc(id).get()).data()?.delivery;
const seenBy = async (board: string) => (await boards.doc(board).get()).data()?.seen.by;

beforeEach(async () => {
  await stack().clear();
  broken = undefined;
  const empty = { seen: { by: [] } };
  await Promise.all(['kitchen', 'bar'].map((id) => database().doc(`boards/${id}`).set(empty)));
});

test('events of one group are applied and concluded together, also two about one document', async () => {
  const ids = await arrive({ a: 'kitchen', b: 'bar', c: 'kitchen', d: 'attic' });
  await processEvents([chalk], ids, at(1));
  expect(await seenBy('kitchen')).toEqual(['chalk_a', 'chalk_c']);
  expect(await seenBy('bar')).toEqual(['chalk_b']);
  expect(await delivery('chalk_c')).toMatchObject({ state: 'SUCCESS', attempts: 1, dueAt: null, info: { written: true } });
  expect(await delivery('chalk_d')).toMatchObject({ state: 'SUCCESS', info: { ignored: 'no such board' } });
  await processEvents([chalk], ids, at(2));
  expect(await seenBy('kitchen')).toEqual(['chalk_a', 'chalk_c']);
});

test('one broken event makes its own attempts and takes none of its companions along', async () => {
  const ids = await arrive({ a: 'kitchen', b: 'bar', c: 'bar' });
  broken = 'chalk_b';
  await processEvents([chalk], ids, at(1));
  expect(await seenBy('kitchen')).toEqual(['chalk_a']);
  expect(await seenBy('bar')).toEqual(['chalk_c']);
  expect(await delivery('chalk_a')).toMatchObject({ state: 'SUCCESS', attempts: 1 });
  expect(await delivery('chalk_b')).toMatchObject({ state: 'RETRY', attempts: 1, error: 'the chalk broke' });
  broken = undefined;
  await processEvents([chalk], ids, at(60));
  expect(await seenBy('bar')).toEqual(['chalk_c', 'chalk_b']);
  expect(await delivery('chalk_b')).toMatchObject({ state: 'SUCCESS', attempts: 2, error: null });
});

test('an event that is late is claimed first, so that one that takes its process down is counted', async () => {
  const [id = ''] = await arrive({ a: 'kitchen' });
  broken = id;
  await processEvents([chalk], [id], at(31));
  expect(await delivery(id)).toMatchObject({ state: 'RETRY', attempts: 1 });
});

test('a burst is stored, and what was stored before says so, each by itself', async () => {
  expect(await arrive({ a: 'kitchen', b: 'bar' })).toEqual(['chalk_a', 'chalk_b']);
  const many = Object.fromEntries(Array.from({ length: 45 }, (_, index) => [`n${index}`, 'bar']));
  const stored = await arrive({ ...many, a: 'kitchen' });
  expect(stored).toHaveLength(45);
  expect(stored).not.toContain('chalk_a');
  expect((await inbox.all().count().get()).data().count).toBe(47);
});
