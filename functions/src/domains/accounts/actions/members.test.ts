import { beforeEach, describe, expect, test } from '@jest/globals';
import { useStack } from '../../../../../local/stack/jest.ts';
import { joinAs, twoOrganisations, type BuiltOrganisation } from '../../../../test/builders/organisation.ts';
import { callAs } from '../../../../test/support/call.ts';
import { refusal } from '../../../../test/support/refusal.ts';
import { type Action } from '../../../platform/action.ts';
import { database } from '../../../platform/firestore.ts';
import { memberOf } from '../../../platform/members.ts';
import { reader } from '../../../platform/tx.ts';
import { membersWith } from '../api.ts';
import { type CustomRole } from '../member.ts';
import { changeMemberRole } from './change-member-role.ts';
import { createRole } from './create-role.ts';
import { deleteRole } from './delete-role.ts';
import { inviteMember } from './invite-member.ts';
import { leaveOrganisation } from './leave-organisation.ts';
import { removeMember } from './remove-member.ts';
import { updateRole } from './update-role.ts';

const stack = useStack({ functions: false });
let ours: BuiltOrganisation;
let theirs: BuiltOrganisation;
beforeEach(async () => {
  await stack().clear();
  [ours, theirs] = await twoOrganisations({ owner: 'olga', members: { admin: 'ada', viewer: 'vic' } });
});

const call = <Reply>(uid: string, action: Action, input: object, orgId = ours.orgId) => callAs<Reply>(uid, action, input, { orgId });
const stored = async (path: string) => (await database().doc(path).get()).data();
const member = (uid: string) => stored(`orgs/${ours.orgId}/members/${uid}`);
const give = (uid: string, role: string, by = 'olga') => call(by, changeMemberRole, { uid, role });

describe('another role', () => {
  test('is on the member document, in the person\'s list and in force from the next call on', async () => {
    expect((await refusal(call('vic', inviteMember, { email: 'bo@example.test', role: 'viewer' }))).code).toBe('forbidden');
    await give('vic', 'admin');
    expect(await member('vic')).toMatchObject({ role: 'admin', permissions: expect.arrayContaining(['members.write']), version: 2 });
    expect(await stored(`users/vic/memberships/${ours.orgId}`)).toMatchObject({ role: 'admin' });
    await call('vic', inviteMember, { email: 'bo@example.test', role: 'viewer' });
    await give('vic', 'driver');
    expect((await refusal(call('vic', inviteMember, { email: 'cas@example.test', role: 'viewer' }))).code).toBe('forbidden');
  });

  test('an administrator neither makes nor unmakes an owner', async () => {
    expect((await refusal(give('vic', 'owner', 'ada'))).code).toBe('forbidden');
    expect((await refusal(give('olga', 'viewer', 'ada'))).code).toBe('forbidden');
    expect((await refusal(call('ada', removeMember, { uid: 'olga' }))).code).toBe('forbidden');
    expect(await member('olga')).toMatchObject({ role: 'owner', version: 1 });
  });

  test('that does not exist, or for nobody, is refused', async () => {
    expect((await refusal(give('vic', 'janitor'))).issues[0]?.path).toBe('role');
    expect((await refusal(give('nobody', 'viewer'))).code).toBe('not-found');
    expect((await refusal(give(theirs.owner, 'viewer'))).code).toBe('not-found');
  });
});

describe('the last owner', () => {
  test('cannot go, by any road', async () => {
    for (const attempt of [give('olga', 'admin'), call('olga', removeMember, { uid: 'olga' }), call('olga', leaveOrganisation, {})]) {
      expect((await refusal(attempt)).code).toBe('wrong-state');
    }
    await give('vic', 'owner');
    await call('olga', leaveOrganisation, {});
    expect(await member('olga')).toMatchObject({ status: 'removed' });
    expect((await refusal(call('vic', leaveOrganisation, {}))).code).toBe('wrong-state');
  });

  test.each([1, 2])('remains when two owners demote each other at once (round %i)', async () => {
    await give('vic', 'owner');
    const results = await Promise.allSettled([give('vic', 'viewer', 'olga'), give('olga', 'viewer', 'vic'), call('vic', leaveOrganisation, {})]);
    expect(results.some(({ status }) => status === 'fulfilled')).toBe(true);
    const owners = await database().collection(`orgs/${ours.orgId}/members`).where('role', '==', 'owner').where('status', '==', 'active').get();
    expect(owners.size).toBe(1);
  });
});

describe('removing', () => {
  test('ends the membership at once and keeps the name', async () => {
    await call('ada', removeMember, { uid: 'vic' });
    expect(await member('vic')).toMatchObject({ status: 'removed', permissions: [], email: 'vic@example.test' });
    expect(await stored(`users/vic/memberships/${ours.orgId}`)).toBeUndefined();
    await expect(memberOf(ours.orgId, 'vic')).rejects.toMatchObject({ code: 'not-found' });
    expect((await refusal(call('ada', removeMember, { uid: 'vic' }))).code).toBe('not-found');
  });

  test('leaving is everybody\'s own right', async () => {
    await call('vic', leaveOrganisation, {});
    expect(await member('vic')).toMatchObject({ status: 'removed' });
  });

  test('is closed to a viewer and to another organisation', async () => {
    expect((await refusal(call('vic', removeMember, { uid: 'ada' }))).code).toBe('forbidden');
    expect((await refusal(call(theirs.owner, removeMember, { uid: 'ada' }))).code).toBe('not-found');
    expect((await refusal(call(theirs.owner, removeMember, { uid: 'ada' }, theirs.orgId))).code).toBe('not-found');
    expect(await member('ada')).toMatchObject({ status: 'active', version: 1 });
  });
});

describe('custom roles', () => {
  const make = (name: string, permissions: readonly string[], by = 'olga') => call<CustomRole>(by, createRole, { name, permissions });

  test('are sets of permissions, and always include seeing the organisation', async () => {
    const role = await make('Kassa', ['till.use', 'orders.read', 'till.use']);
    expect(role.permissions).toEqual(['orders.read', 'organisation.read', 'till.use']);
    await joinAs(ours.orgId, 'olga', 'kas', role.id);
    expect(await member('kas')).toMatchObject({ role: role.id, permissions: role.permissions });
  });

  test('changed, change all their members in the same transaction and nobody else', async () => {
    const role = await make('Kassa', ['till.use']);
    for (const uid of ['kas', 'kim', 'kor']) await joinAs(ours.orgId, 'olga', uid, role.id);
    await call('olga', removeMember, { uid: 'kor' });
    await call('ada', updateRole, { roleId: role.id, name: 'Balie', permissions: ['till.use', 'orders.write'] });
    const wanted = ['orders.write', 'organisation.read', 'till.use'];
    for (const uid of ['kas', 'kim']) expect(await member(uid)).toMatchObject({ permissions: wanted, version: 2 });
    expect(await member('kor')).toMatchObject({ permissions: [] });
    expect(await member('vic')).toMatchObject({ version: 1 });
  });

  test('a person who joins while the role changes has the new permissions', async () => {
    const role = await make('Kassa', ['till.use']);
    await Promise.all([
      joinAs(ours.orgId, 'olga', 'kas', role.id),
      call('ada', updateRole, { roleId: role.id, permissions: ['orders.write'] }),
      joinAs(ours.orgId, 'olga', 'kim', role.id),
    ]);
    for (const uid of ['kas', 'kim']) expect(await member(uid)).toMatchObject({ permissions: ['orders.write', 'organisation.read'] });
  });

  test('give nobody more than their maker has', async () => {
    const role = await make('Personeel', ['members.write', 'orders.read']);
    await joinAs(ours.orgId, 'olga', 'pia', role.id);
    expect((await refusal(make('Alles', ['invoices.finalize'], 'pia'))).code).toBe('forbidden');
    expect((await refusal(call('pia', updateRole, { roleId: role.id, permissions: ['payments.refund'] }))).code).toBe('forbidden');
    expect((await refusal(give('pia', 'admin', 'pia'))).code).toBe('forbidden');
    expect((await make('Minder', ['orders.read'], 'pia')).name).toBe('Minder');
  });

  test.each([
    ['permissions.0', { name: 'Alles', permissions: ['*'] }],
    ['permissions.1', { name: 'Kassa', permissions: ['till.use', 'till.abuse'] }],
    ['name', { name: 'Eigenaar', permissions: [] }],
    ['name', { name: 'ADMIN', permissions: [] }],
    ['name', { name: ' ', permissions: [] }],
  ])('are refused by the name of the field %s', async (path, input) => {
    const error = await refusal(call('olga', createRole, input));
    expect([error.code, error.issues[0]?.path]).toEqual(['invalid-input', path]);
  });

  test('have names of their own', async () => {
    const kassa = await make('Kassa', ['till.use']);
    const balie = await make('Balie', ['till.use']);
    expect((await refusal(make('kassa', []))).issues[0]?.path).toBe('name');
    expect((await refusal(call('olga', updateRole, { roleId: balie.id, name: 'KASSA' }))).issues[0]?.path).toBe('name');
    await call('olga', updateRole, { roleId: kassa.id, name: 'KASSA' });
  });

  test('in use are not deleted, otherwise they are', async () => {
    const role = await make('Kassa', ['till.use']);
    await call('olga', inviteMember, { email: 'kas@example.test', role: role.id });
    expect((await refusal(call('olga', deleteRole, { roleId: role.id }))).data).toEqual({ members: 0, invitations: 1 });
    const other = await make('Balie', ['till.use']);
    await give('vic', other.id);
    expect((await refusal(call('olga', deleteRole, { roleId: other.id }))).data).toEqual({ members: 1, invitations: 0 });
    await give('vic', 'viewer');
    await call('olga', deleteRole, { roleId: other.id });
    expect(await stored(`orgs/${ours.orgId}/roles/${other.id}`)).toBeUndefined();
  });

  test('are closed to a viewer and to another organisation', async () => {
    const { id } = await make('Kassa', ['till.use']);
    expect((await refusal(make('Balie', [], 'vic'))).code).toBe('forbidden');
    for (const action of [updateRole, deleteRole]) {
      expect((await refusal(call('vic', action, { roleId: id }))).code).toBe('forbidden');
      expect((await refusal(call(theirs.owner, action, { roleId: id }))).code).toBe('not-found');
      expect((await refusal(call(theirs.owner, action, { roleId: id }, theirs.orgId))).code).toBe('not-found');
    }
    expect(await stored(`orgs/${ours.orgId}/roles/${id}`)).toMatchObject({ version: 1 });
  });

  test('stop at fifty', async () => {
    const batch = database().batch();
    for (let index = 0; index < 50; index += 1) batch.set(database().doc(`orgs/${ours.orgId}/roles/r${index}`), { name: `Rol ${index}`, permissions: [] });
    await batch.commit();
    expect((await refusal(make('Te veel', []))).code).toBe('limit-reached');
  });
});

test('who holds a permission is asked in one query, owners included, removed members not', async () => {
  await joinAs(ours.orgId, 'olga', 'boris', 'bookkeeper');
  await joinAs(ours.orgId, 'olga', 'bella', 'bookkeeper');
  await call('olga', removeMember, { uid: 'bella' });
  const { org } = await memberOf(ours.orgId, 'olga');
  const uids = async (permission: `${string}.${string}`) => (await membersWith(reader, org, permission)).map(({ id }) => id).sort();
  expect(await uids('invoices.finalize')).toEqual(['ada', 'boris', 'olga']);
  expect(await uids('audit.read')).toEqual(['ada', 'olga']);
});
