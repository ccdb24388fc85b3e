import { beforeEach, expect, test } from '@jest/globals';
import { useStack } from '../../../../local/stack/jest.ts';
import { joinAs, twoOrganisations, type BuiltOrganisation } from '../../../test/builders/organisation.ts';
import { systemClock } from '../../platform/clock.ts';
import { database } from '../../platform/firestore.ts';
import { ROLES } from './permissions.ts';
import { refreshBuiltInRoles, ROLE_REVISION } from './role-refresh.ts';

const stack = useStack({ functions: false });
let ours: BuiltOrganisation;
let theirs: BuiltOrganisation;
beforeEach(async () => {
  await stack().clear();
  [ours, theirs] = await twoOrganisations({ owner: 'olga', members: { admin: 'ada', viewer: 'vic' } });
});

const memberRef = (uid: string, orgId = ours.orgId) => database().doc(`orgs/${orgId}/members/${uid}`);
const member = async (uid: string, orgId?: string) => (await memberRef(uid, orgId).get()).data();
const progress = async () => (await database().doc(`roleRefreshes/${ROLE_REVISION}`).get()).data();

test('copies of an earlier release are renewed in every organisation, once, on the record', async () => {
  await joinAs(ours.orgId, 'olga', 'dre', 'driver');
  await memberRef('vic').update({ permissions: ['organisation.read', 'till.use'] });
  await memberRef(theirs.owner, theirs.orgId).update({ role: 'bookkeeper', permissions: [] });
  await memberRef('dre').update({ status: 'removed', permissions: [] });
  await refreshBuiltInRoles.run(systemClock);
  expect(await member('vic')).toMatchObject({ permissions: ROLES.viewer.permissions, version: 2 });
  expect(await member(theirs.owner, theirs.orgId)).toMatchObject({ permissions: ROLES.bookkeeper.permissions });
  expect(await member('dre')).toMatchObject({ permissions: [] });
  expect(await member('ada')).toMatchObject({ version: 1 });
  expect(await progress()).toMatchObject({ done: true });
  const audit = await database().collection(`orgs/${ours.orgId}/audit`).where('action', '==', 'accounts/refresh-permissions').get();
  expect(audit.size).toBeGreaterThan(0);

  await memberRef('vic').update({ permissions: [] });
  await refreshBuiltInRoles.run(systemClock);
  expect(await member('vic')).toMatchObject({ permissions: [] });
});

test('more members than one run takes are gone through run by run', async () => {
  const now = new Date();
  const batch = database().batch();
  const uids = Array.from({ length: 205 }, (_, index) => `uid-${String(index).padStart(3, '0')}`);
  for (const uid of uids) batch.set(memberRef(uid), { role: 'viewer', status: 'active', permissions: [], name: uid, email: null, version: 1, createdAt: now, updatedAt: now });
  await batch.commit();
  const current = async () => (await database().collection(`orgs/${ours.orgId}/members`).where('permissions', 'array-contains', 'insight.read').get()).docs.filter((doc) => doc.get('role') === 'viewer').length;
  await refreshBuiltInRoles.run(systemClock);
  expect(await current()).toBeLessThan(uids.length);
  expect(await progress()).toMatchObject({ done: false });
  await refreshBuiltInRoles.run(systemClock);
  await refreshBuiltInRoles.run(systemClock);
  expect(await current()).toBe(uids.length + 1);
  expect(await progress()).toMatchObject({ done: true });
});

test('a custom role is what its organisation made of it', async () => {
  await memberRef('vic').update({ role: 'a-custom-role', permissions: ['till.use'] });
  await refreshBuiltInRoles.run(systemClock);
  expect(await member('vic')).toMatchObject({ permissions: ['till.use'] });
});
