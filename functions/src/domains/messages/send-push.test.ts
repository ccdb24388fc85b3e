import { beforeEach, expect, test } from '@jest/globals';
import { useStack } from '../../../../local/stack/jest.ts';
import { anOrganisation, type BuiltOrganisation } from '../../../test/builders/organisation.ts';
import { frozenClock } from '../../platform/clock.ts';
import { database } from '../../platform/firestore.ts';
import { effectTable, performOutbox } from '../../platform/outbox.ts';
import { Tenant } from '../../platform/tenancy.ts';
import { transact } from '../../platform/tx.ts';
import { notify } from './api.ts';
import { pushEffect } from './send-push.ts';

const stack = useStack({ functions: false, world: true });
const start = new Date('2026-11-12T09:41:00Z');
const after = (seconds: number) => frozenClock(new Date(start.getTime() + seconds * 1000));
const effects = effectTable([pushEffect as never]);

let built: BuiltOrganisation;

beforeEach(async () => {
  await stack().clear();
  await stack().world.reset();
  built = await anOrganisation({ members: { bookkeeper: 'boekhouder', kitchen: 'kok' } });
});

const device = (uid: string, id: string, token: string) => database().doc(`users/${uid}/devices/${id}`).set({ token, platform: 'android', updatedAt: start });
const order = () =>
  transact(after(0), async (tx) =>
    notify(
      { tx, org: Tenant.verified(built.orgId), clock: after(0), correlationId: 'run-1' },
      {
        id: 'push-1',
        permission: 'payments.read',
        template: 'invoice-paid',
        data: { invoiceId: 'i1', number: '2026-0001', customerName: 'Bakkerij De Gouden Aar', amount: { amount: 298_369, currency: 'EUR' } },
        collapseKey: 'i1',
      },
    ),
  );
const perform = (seconds: number) => performOutbox(effects, built.orgId, 'push-1', after(seconds));
const delivery = async () => (await database().doc(`orgs/${built.orgId}/outbox/push-1`).get()).get('delivery') as { state: string };

test('reaches every device of who may know, and nobody else', async () => {
  await device('boekhouder', 'phone', 'token-phone');
  await device('boekhouder', 'tablet', 'token-tablet');
  await device('kok', 'phone', 'token-cook');
  await order();
  await perform(1);
  const pushes = await stack().world.pushes();
  expect(new Set(pushes.map(({ token }) => token))).toEqual(new Set(['token-phone', 'token-tablet']));
  expect(pushes[0]).toMatchObject({ title: 'Factuur 2026-0001 betaald', data: { path: '/invoices/i1', orgId: built.orgId } });
  expect(pushes[0]?.body?.replaceAll('\u00a0', ' ')).toBe('Bakkerij De Gouden Aar · € 2.983,69');
});

test('goes only to those that failed when it is tried again', async () => {
  await device('boekhouder', 'phone', 'token-phone');
  await device('boekhouder', 'tablet', 'token-tablet');
  await device('boekhouder', 'watch', 'token-watch');
  await stack().world.addFaults({ service: 'fcm', action: { type: 'status', status: 503 } });
  await order();
  await perform(1);
  expect(await delivery()).toMatchObject({ state: 'RETRY' });
  expect(await stack().world.pushes()).toHaveLength(2);
  await perform(60);
  expect(await delivery()).toMatchObject({ state: 'SUCCESS' });
  const tokens = (await stack().world.pushes()).map(({ token }) => token);
  expect(tokens).toHaveLength(3);
  expect(new Set(tokens).size).toBe(3);
});

test('forgets a device whose app is gone, but not one that has a new token', async () => {
  await device('boekhouder', 'old', 'unregistered-1');
  await device('boekhouder', 'phone', 'token-phone');
  await order();
  await perform(1);
  const { docs } = await database().collection('users/boekhouder/devices').get();
  expect(docs.map(({ id }) => id)).toEqual(['phone']);
  expect(await delivery()).toMatchObject({ state: 'SUCCESS' });
});

test('speaks the language of who reads it, and rings a shared phone once', async () => {
  await device('boekhouder', 'phone', 'token-shared');
  await device(built.owner, 'phone', 'token-shared');
  await database().doc('users/boekhouder').set({ name: 'Joan', language: 'en', email: null, phone: null, photo: null });
  await database().doc(`users/${built.owner}`).set({ name: 'Jip', language: 'en', email: null, phone: null, photo: null });
  await order();
  await perform(1);
  const pushes = await stack().world.pushes();
  expect(pushes.map(({ title }) => title)).toEqual(['Invoice 2026-0001 paid']);
});

test('to somebody without a device is done', async () => {
  await order();
  await perform(1);
  expect(await delivery()).toMatchObject({ state: 'SUCCESS', info: { devices: 0 } });
});
