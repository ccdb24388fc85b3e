import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { useStack } from '../../../local/stack/jest.ts';
import { signStripe } from '../../../local/world/stripe/events-desk.ts';
import { database } from '../../src/platform/firestore.ts';
import { type InboxDocument } from '../../src/platform/inbox.ts';
import { Office, refused } from '../support/office.ts';
import { sessionOf, type StartedCheckout } from '../support/stripe.ts';

const NEWEST = 'whsec_the_newest';
const STILL_VALID = 'whsec_valid_until_the_rotation_ends';
const CONNECT = 'whsec_of_the_connect_endpoint';
/** Signatures older than this are refused. */
const TOLERANCE_S = 300;

const stack = useStack({ settings: { STRIPE_WEBHOOK_SECRETS: [NEWEST, STILL_VALID, CONNECT].join(' , ') } });
const world = () => stack().world;

let office: Office;
beforeAll(async () => {
  office = await Office.open(stack());
  await world().setWebhooks({ stripe: { webhookSecret: NEWEST, connectWebhookSecret: CONNECT } });
}, 60_000);
afterAll(() => office.leave());

const worldSeconds = async () => Math.floor((Date.now() + (await world().clock())) / 1000);
const eventOf = (id: string, type: string, object: object, fields: object = {}) => JSON.stringify({ id, object: 'event', type, data: { object }, ...fields }, null, 2);

/** What our function answers to a delivery that was signed so many seconds ago. */
async function deliver(body: string, { secrets = [NEWEST], age = 0, sent = body }: { secrets?: string[]; age?: number; sent?: string } = {}): Promise<number> {
  const signature = signStripe(body, secrets, (await worldSeconds()) - age);
  const answer = await fetch(`${stack().functionsUrl}/webhooks/stripe`, { method: 'POST', body: sent, headers: { 'content-type': 'application/json', 'stripe-signature': signature } });
  return answer.status;
}

/** An event as we keep it; `undefined` when it never came in. */
async function kept(eventId: string): Promise<InboxDocument | undefined> {
  const snapshot = await database().doc(`inbox/stripe_${eventId}`).get();
  return snapshot.data() as InboxDocument | undefined;
}

describe('a delivery', () => {
  const ping = (id: string) => eventOf(id, 'v2.core.event_destination.ping', { object: 'ping', id: 'ping_1' });

  test('is taken in under any secret that is valid now, several at once, and under no other', async () => {
    expect(await deliver(ping('evt_newest'))).toBe(200);
    expect(await deliver(ping('evt_other'), { secrets: [STILL_VALID] })).toBe(200);
    expect(await deliver(ping('evt_both'), { secrets: ['whsec_of_next_month', STILL_VALID] })).toBe(200);
    expect(await deliver(ping('evt_retired'), { secrets: ['whsec_retired_last_year'] })).toBe(400);
    expect([await kept('evt_newest'), await kept('evt_other'), await kept('evt_both')]).not.toContain(undefined);
    expect(await kept('evt_retired')).toBeUndefined();
  });

  test('may be late by five minutes, and not by more', async () => {
    // Not to the second: the test itself takes some.
    expect(await deliver(ping('evt_slow'), { age: TOLERANCE_S - 30 })).toBe(200);
    expect(await deliver(ping('evt_stale'), { age: TOLERANCE_S + 30 })).toBe(400);
    expect(await kept('evt_stale')).toBeUndefined();
  });

  test('is verified by its very bytes', async () => {
    const body = ping('evt_bytes');
    expect(await deliver(body, { sent: JSON.stringify(JSON.parse(body)) })).toBe(400);
    expect(await kept('evt_bytes')).toBeUndefined();
  });

  test('that comes twenty times at once is answered twenty times, kept once and processed once', async () => {
    const body = ping('evt_twenty');
    expect(new Set(await Promise.all(Array.from({ length: 20 }, () => deliver(body))))).toEqual(new Set([200]));
    await stack().awaitIdle();
    expect(await kept('evt_twenty')).toMatchObject({ payload: body, delivery: { state: 'SUCCESS', attempts: 1 } });
  });

  test.each([
    ['of a type that we do not know', eventOf('evt_unknown', 'treasury.flux_capacitor.charged', { object: 'treasury.flux_capacitor', id: 'flux_1' })],
    ['about an account that is not ours', eventOf('evt_stranger', 'account.updated', { object: 'account', id: 'acct_stranger' }, { account: 'acct_stranger' })],
    ['about a checkout of somebody else', eventOf('evt_foreign', 'checkout.session.completed', { object: 'checkout.session', id: 'cs_1', metadata: { orgId: 'nobody', checkoutId: 'nothing' } })],
    ['that names no object', JSON.stringify({ id: 'evt_thin', object: 'v2.core.event', type: 'v1.billing.meter.no_meter_found' })],
  ])('%s is acknowledged, kept as it came, and left alone', async (_what, body) => {
    const { id } = JSON.parse(body) as { id: string };
    expect(await deliver(body)).toBe(200);
    await stack().awaitIdle();
    expect(await kept(id)).toMatchObject({ payload: body, delivery: { state: 'SUCCESS', info: { ignored: expect.any(String) } } });
  });
});

test('platform and Connect events come in by one function, each under the secret of its own endpoint', async () => {
  const ofAccount = eventOf('evt_connect', 'account.updated', { object: 'account', id: 'acct_1' }, { account: 'acct_1' });
  expect(await deliver(ofAccount, { secrets: [CONNECT] })).toBe(200);
  const invoice = await office.invoice();
  const started = await office.call<StartedCheckout>('payments/start-checkout', { invoiceId: invoice.id });
  await world().payCheckout(sessionOf(started));
  await office.becomes('invoices', invoice.id, { status: 'paid' });
  expect(await kept('evt_connect')).toMatchObject({ delivery: { state: 'SUCCESS' } });
});

describe('an event that fails', () => {
  test('is tried again later and later, parked, shown to its organisation alone, and replayed by one action', async () => {
    const stranger = await Office.open(stack());
    const invoice = await office.invoice();
    const started = await office.call<StartedCheckout>('payments/start-checkout', { invoiceId: invoice.id });
    await world().setDelivery('hold');
    await world().payCheckout(sessionOf(started));
    const [event] = (await world().stripeEvents('checkout.session.completed')).slice(-1);
    const id = String(event?.id);
    await world().addFaults({ service: 'stripe', method: 'GET', path: '/v1/checkout/sessions/{id}', times: 1_000, action: { type: 'status', status: 401 } });
    await world().deliver({ eventIds: [id] });
    await stack().awaitIdle();

    const waits = await untilParked(id);
    expect(waits).toEqual([20, 40, 80, 160, 320, 640, 1280]);
    expect(await kept(id)).toMatchObject({ parkedFor: office.orgId, delivery: { state: 'ERROR', attempts: 8, error: expect.stringContaining('401') } });
    await Promise.all([office.owner.renew(), stranger.owner.renew()]);
    const parked = { id: `stripe_${id}`, type: 'checkout.session.completed', attempts: 8 };
    expect(await office.call('payments/list-parked-events')).toMatchObject({ events: [parked] });
    expect(await stranger.call('payments/list-parked-events')).toEqual({ events: [] });
    expect(await refused(stranger.call('payments/replay-events', { eventIds: [parked.id] }))).toMatchObject({ code: 'not-found' });
    expect(await office.read('invoices', invoice.id)).toMatchObject({ status: 'open' });

    await world().clearFaults();
    expect(await office.call('payments/replay-events')).toMatchObject({ replayed: [parked] });
    await stack().run('sweep');
    await office.becomes('invoices', invoice.id, { status: 'paid' });
    expect(await office.call('payments/list-parked-events')).toEqual({ events: [] });
    expect(await office.list('payments', invoice.id)).toHaveLength(1);
    await stranger.leave();
  }, 60_000);
});

/** Lets time pass to each next attempt. @returns the waits between them, in seconds */
async function untilParked(eventId: string): Promise<number[]> {
  const waits: number[] = [];
  for (;;) {
    const { delivery } = (await kept(eventId)) ?? {};
    if (delivery?.state !== 'RETRY') return waits;
    const { dueAt, endTime } = delivery as unknown as Record<'dueAt' | 'endTime', { toDate(): Date }>;
    waits.push(Math.round((dueAt.toDate().getTime() - endTime.toDate().getTime()) / 1000));
    await stack().advanceClock((waits.at(-1) ?? 0) * 1000 + 1_000);
    await stack().run('sweep');
    await stack().awaitIdle();
  }
}
