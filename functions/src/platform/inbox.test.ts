import { beforeEach, expect, test } from '@jest/globals';
import { useStack } from '../../../local/stack/jest.ts';
import { frozenClock } from './clock.ts';
import { database } from './firestore.ts';
import { dueEvents, storeEvent } from './inbox.ts';
import { processEvents, type EventHandler } from './process-events.ts';

const stack = useStack({ functions: false });
const at = (seconds: number) => frozenClock(new Date(Date.parse('2026-03-07T10:00:00Z') + seconds * 1000));
const event = { provider: 'bank', eventId: 'ev_31', type: 'paid', payload: '{"amount":1337}', correlationId: 'c-2' };

let seen: string[] = [];
let broken = false;
const bank: EventHandler = {
  provider: 'bank',
  async process({ payload }) {
    if (broken) throw new Error('no such account');
    seen.push(payload);
    return { moved: true };
  },
};

const state = async () => (await database().doc('inbox/bank_ev_31').get()).get('delivery') as { state: string; attempts: number };

beforeEach(async () => {
  await stack().clear();
  seen = [];
  broken = false;
});

test('an event delivered twenty times is stored once and processed once', async () => {
  const stored = await Promise.all(Array.from({ length: 20 }, () => storeEvent(event, at(0))));
  expect(stored.filter((id) => id !== undefined)).toEqual(['bank_ev_31']);
  await Promise.all(Array.from({ length: 5 }, () => processEvents([bank], ['bank_ev_31'], at(1))));
  expect(seen).toEqual(['{"amount":1337}']);
  expect(await state()).toMatchObject({ state: 'SUCCESS', attempts: 1 });
});

test('a failing event is due again, later each time, until it is parked', async () => {
  await storeEvent(event, at(0));
  broken = true;
  let clock = at(1);
  for (let attempt = 1; attempt <= 8; attempt += 1) {
    await processEvents([bank], ['bank_ev_31'], clock);
    expect(await state()).toMatchObject({ attempts: attempt, state: attempt < 8 ? 'RETRY' : 'ERROR' });
    clock = at(attempt * 7_200);
    expect(await dueEvents(clock)).toEqual(attempt < 8 ? ['bank_ev_31'] : []);
  }
});

test('an event that takes the process down each time is parked in the end', async () => {
  await storeEvent(event, at(0));
  await database().doc('inbox/bank_ev_31').update({ 'delivery.state': 'PROCESSING', 'delivery.attempts': 8, 'delivery.leaseExpireTime': at(60).now() });
  await processEvents([bank], ['bank_ev_31'], at(59));
  expect(await state()).toMatchObject({ state: 'PROCESSING' });
  await processEvents([bank], ['bank_ev_31'], at(61));
  expect(await state()).toMatchObject({ state: 'ERROR', attempts: 8, dueAt: null, error: 'the last attempt ended without an answer' });
  expect(seen).toEqual([]);
});
