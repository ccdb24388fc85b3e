import { beforeEach, describe, expect, test } from '@jest/globals';
import { useStack } from '../../../../../local/stack/jest.ts';
import { anOrganisation, invitationToken, twoOrganisations, type BuiltOrganisation } from '../../../../test/builders/organisation.ts';
import { callAs, callAsSystem } from '../../../../test/support/call.ts';
import { refusal } from '../../../../test/support/refusal.ts';
import { type Stored } from '../../../../test/support/stored.ts';
import { frozenClock, type Clock } from '../../../platform/clock.ts';
import { database } from '../../../platform/firestore.ts';
import { type Invitation } from '../invitation.ts';
import { expireInvitations } from '../sweep.ts';
import { acceptInvitation } from './accept-invitation.ts';
import { createRole } from './create-role.ts';
import { expireInvitation } from './expire-invitation.ts';
import { inviteMember } from './invite-member.ts';
import { removeMember } from './remove-member.ts';
import { resendInvitation } from './resend-invitation.ts';
import { revokeInvitation } from './revoke-invitation.ts';
import { showInvitation } from './show-invitation.ts';

const stack = useStack({ functions: false });
const MONDAY = Date.parse('2026-03-02T09:30:00Z');
const after = (minutes: number): Clock => frozenClock(new Date(MONDAY + minutes * 60_000));
const DAY = 24 * 60;

let ours: BuiltOrganisation;
let theirs: BuiltOrganisation;
beforeEach(async () => {
  await stack().clear();
  [ours, theirs] = await twoOrganisations({ owner: 'olga', members: { admin: 'ada', viewer: 'vic' } });
});

const invite = (fields: object = {}, uid = 'olga', clock = after(0)) =>
  callAs<Stored<Invitation>>(uid, inviteMember, { email: 'Bo@Example.test', role: 'bookkeeper', ...fields }, { orgId: ours.orgId, clock });
const accept = (invitation: Stored<Invitation>, uid: string, clock = after(5), options: { email?: string } = {}) =>
  callAs(uid, acceptInvitation, { invitation: invitationToken(ours.orgId, invitation.id, invitation.expiresAt) }, { clock, ...options });
const stored = async (path: string) => (await database().doc(path).get()).data();
const invitationOf = (id: string) => stored(`orgs/${ours.orgId}/invitations/${id}`);
const mails = async () => (await database().collection(`orgs/${ours.orgId}/outbox`).where('kind', '==', 'mail').get()).docs.map((doc) => doc.data());

describe('inviting', () => {
  test('writes the invitation and a mail without a working link in it', async () => {
    const before = (await mails()).length;
    const invitation = await invite();
    expect(invitation).toMatchObject({ email: 'bo@example.test', status: 'pending', language: 'nl', inviterName: 'olga', expiresAt: '2026-03-09T09:30:00.000Z', sends: 1, sentAt: null });
    const sent = (await mails()).filter(({ to }) => to[0] === 'bo@example.test');
    expect(await mails()).toHaveLength(before + 1);
    expect(sent[0]).toMatchObject({ template: { name: 'invitation', language: 'nl', data: { role: 'boekhouder', page: { link: 'invitation', documentId: invitation.id } } } });
    expect(JSON.stringify(sent)).not.toContain(invitationToken(ours.orgId, invitation.id, invitation.expiresAt));
  });

  test('the same person twice, or a member, is a conflict', async () => {
    await invite();
    expect((await refusal(invite())).code).toBe('conflict');
    expect((await refusal(invite({ email: 'VIC@example.test' }))).code).toBe('conflict');
  });

  test('two who invite the same person at the same moment make one invitation', async () => {
    const results = await Promise.allSettled([invite(), invite({}, 'ada'), invite(), invite({}, 'ada')]);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await database().collection(`orgs/${ours.orgId}/invitations`).where('email', '==', 'bo@example.test').get()).size).toBe(1);
  });

  test('nobody invites to more than they may themselves', async () => {
    expect((await refusal(invite({ role: 'owner' }, 'ada'))).code).toBe('forbidden');
    expect((await invite({ role: 'admin' }, 'ada')).role).toBe('admin');
    expect((await invite({ role: 'owner', email: 'co@example.test' })).role).toBe('owner');
  });

  test.each([
    ['role', { role: 'janitor' }],
    ['email', { email: 'bo@example.test\nbcc: all@example.test' }],
    ['language', { language: 'fr' }],
  ])('is refused by the name of the field %s', async (path, fields) => {
    const error = await refusal(invite(fields));
    expect([error.code, error.issues[0]?.path]).toEqual(['invalid-input', path]);
  });

  test('is closed to a viewer and to another organisation, and writes nothing', async () => {
    const before = (await mails()).length;
    expect((await refusal(invite({}, 'vic'))).code).toBe('forbidden');
    expect((await refusal(invite({}, theirs.owner))).code).toBe('not-found');
    expect(await mails()).toHaveLength(before);
  });

  test('stops at a hundred open invitations', async () => {
    const batch = database().batch();
    for (let index = 0; index < 100; index += 1) {
      batch.set(database().doc(`orgs/${ours.orgId}/invitations/seeded-${index}`), { email: `x${index}@example.test`, status: 'pending' });
    }
    await batch.commit();
    expect((await refusal(invite())).code).toBe('limit-reached');
  });
});

describe('accepting', () => {
  test('makes a member with the permissions of the role, once', async () => {
    const invitation = await invite();
    const reply = await accept(invitation, 'bo');
    expect(reply).toMatchObject({ orgId: ours.orgId, role: 'bookkeeper' });
    expect(await stored(`orgs/${ours.orgId}/members/bo`)).toMatchObject({ status: 'active', role: 'bookkeeper', permissions: expect.arrayContaining(['invoices.finalize']), email: 'bo@example.test' });
    expect(await stored(`users/bo/memberships/${ours.orgId}`)).toMatchObject({ role: 'bookkeeper', organisationName: 'Van Dijk Dakwerken B.V.' });
    expect(await invitationOf(invitation.id)).toMatchObject({ status: 'accepted', acceptedBy: 'bo' });
    expect(await accept(invitation, 'bo', after(9))).toEqual(reply);
  });

  test('is for the invited address only', async () => {
    const invitation = await invite();
    expect((await refusal(accept(invitation, 'eve'))).code).toBe('forbidden');
    expect(await stored(`orgs/${ours.orgId}/members/eve`)).toBeUndefined();
    await accept(invitation, 'eve-with-his-address', after(5), { email: 'BO@example.test' });
    expect((await refusal(accept(invitation, 'bo'))).code).toBe('wrong-state');
  });

  test('needs an untouched token of this kind', async () => {
    const { id, expiresAt } = await invite();
    const token = invitationToken(ours.orgId, id, expiresAt);
    const flipped = `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`;
    for (const invitation of [flipped, 'x', invitationToken(theirs.orgId, id, expiresAt)]) {
      expect((await refusal(callAs('bo', acceptInvitation, { invitation }, { clock: after(5) }))).code).toBe('not-found');
    }
    expect((await refusal(callAs(undefined, acceptInvitation, { invitation: token }))).code).toBe('unauthenticated');
  });

  test('is too late after a week', async () => {
    const invitation = await invite();
    expect((await refusal(accept(invitation, 'bo', after(7 * DAY)))).code).toBe('expired');
    expect(await stored(`orgs/${ours.orgId}/members/bo`)).toBeUndefined();
  });

  test('by a member is a conflict, which leaves the role alone', async () => {
    const invitation = await invite();
    expect((await refusal(accept(invitation, 'vic', after(5), { email: 'bo@example.test' }))).code).toBe('conflict');
    expect(await stored(`orgs/${ours.orgId}/members/vic`)).toMatchObject({ role: 'viewer' });
  });

  test('twice at the same moment makes one member', async () => {
    const invitation = await invite();
    const replies = await Promise.all([accept(invitation, 'bo'), accept(invitation, 'bo'), accept(invitation, 'bo')]);
    for (const reply of replies) expect(reply).toEqual(replies[0]);
    expect(await stored(`orgs/${ours.orgId}/members/bo`)).toMatchObject({ version: 1 });
  });

  test('brings back who was removed, and an old invitation does not', async () => {
    const first = await invite();
    await accept(first, 'bo');
    await callAs('olga', removeMember, { uid: 'bo' }, { orgId: ours.orgId });
    expect((await refusal(accept(first, 'bo', after(20)))).code).toBe('wrong-state');
    await accept(await invite({ role: 'viewer' }), 'bo');
    expect(await stored(`orgs/${ours.orgId}/members/bo`)).toMatchObject({ status: 'active', role: 'viewer' });
  });

  test('stops at the two hundredth member', async () => {
    const batch = database().batch();
    for (let index = 0; index < 196; index += 1) batch.set(database().doc(`orgs/${ours.orgId}/members/m${index}`), { status: 'active', role: 'viewer', permissions: [] });
    await batch.commit();
    const [last, tooMany] = [await invite(), await invite({ email: 'cas@example.test' })];
    await accept(last, 'bo');
    expect((await refusal(accept(tooMany, 'cas'))).code).toBe('limit-reached');
  });
});

describe('withdrawing and sending again', () => {
  const on = (action: typeof revokeInvitation, { id }: Stored<Invitation>, minutes: number, uid = 'ada') =>
    callAs<Stored<Invitation>>(uid, action, { invitationId: id }, { orgId: ours.orgId, clock: after(minutes) });

  test('a withdrawn invitation cannot be accepted, withdrawn or sent again', async () => {
    const invitation = await invite();
    expect(await on(revokeInvitation, invitation, 2)).toMatchObject({ status: 'revoked' });
    expect((await refusal(accept(invitation, 'bo'))).code).toBe('wrong-state');
    expect((await refusal(on(revokeInvitation, invitation, 3))).code).toBe('wrong-state');
    expect((await refusal(on(resendInvitation, invitation, 3))).code).toBe('wrong-state');
    expect((await invite()).status).toBe('pending');
  });

  test('sending again gives another week, also when it had expired, and one more mail', async () => {
    const invitation = await invite();
    const again = await on(resendInvitation, invitation, 8 * DAY);
    expect(again).toMatchObject({ status: 'pending', sends: 2, expiresAt: '2026-03-17T09:30:00.000Z' });
    expect((await mails()).filter(({ to }) => to[0] === 'bo@example.test')).toHaveLength(2);
    await accept(again, 'bo', after(9 * DAY));
  });

  test('not within a minute, and not more than ten times', async () => {
    const invitation = await invite();
    expect((await refusal(on(resendInvitation, invitation, 0.5))).code).toBe('rate-limited');
    for (let times = 1; times < 10; times += 1) await on(resendInvitation, invitation, times * 3);
    expect((await refusal(on(resendInvitation, invitation, 60))).code).toBe('limit-reached');
  });

  test('is closed to a viewer and to another organisation', async () => {
    const invitation = await invite();
    for (const action of [revokeInvitation, resendInvitation]) {
      expect((await refusal(on(action, invitation, 5, 'vic'))).code).toBe('forbidden');
      expect((await refusal(on(action, invitation, 5, theirs.owner))).code).toBe('not-found');
      const other = { invitationId: invitation.id };
      expect((await refusal(callAs(theirs.owner, action, other, { orgId: theirs.orgId }))).code).toBe('not-found');
    }
    expect(await invitationOf(invitation.id)).toMatchObject({ status: 'pending', version: 1 });
  });
});

describe('expiry', () => {
  test('is marked by the sweep, for all organisations, and never before its time', async () => {
    const mine = await invite();
    const rival = { orgId: theirs.orgId, clock: after(2 * DAY) };
    const other = await callAs<Stored<Invitation>>(theirs.owner, inviteMember, { email: 'bo@example.test', role: 'sales' }, rival);
    await expireInvitations.run(after(7 * DAY));
    expect(await invitationOf(mine.id)).toMatchObject({ status: 'expired' });
    expect(await stored(`orgs/${theirs.orgId}/invitations/${other.id}`)).toMatchObject({ status: 'pending' });
    await expireInvitations.run(after(9 * DAY));
    expect(await stored(`orgs/${theirs.orgId}/invitations/${other.id}`)).toMatchObject({ status: 'expired' });
  });

  test('comes too late for one that was accepted meanwhile', async () => {
    const invitation = await invite();
    await accept(invitation, 'bo');
    await callAsSystem(ours.orgId, expireInvitation, { invitationId: invitation.id }, { clock: after(8 * DAY) });
    expect(await invitationOf(invitation.id)).toMatchObject({ status: 'accepted' });
  });
});

describe('the page of an invitation', () => {
  test('says who invites to what, to whoever holds the link', async () => {
    const role = await callAs<{ id: string }>('olga', createRole, { name: 'Kassa', permissions: ['till.use'] }, { orgId: ours.orgId });
    const { id, expiresAt } = await invite({ role: role.id });
    const token = invitationToken(ours.orgId, id, expiresAt);
    expect(await callAs(undefined, showInvitation, {}, { token, clock: after(5) })).toEqual({
      organisationName: 'Van Dijk Dakwerken B.V.',
      inviterName: 'olga',
      email: 'bo@example.test',
      role: { en: 'Kassa', nl: 'Kassa' },
      language: 'nl',
      status: 'pending',
      expiresAt,
    });
    expect((await refusal(callAs(undefined, showInvitation, {}, { token, clock: after(7 * DAY) }))).code).toBe('expired');
  });
});

test('an organisation made by the builder has the members that were asked for', async () => {
  const { orgId } = await anOrganisation({ members: { driver: 'dirk', kitchen: 'kim' } });
  expect(await stored(`orgs/${orgId}/members/dirk`)).toMatchObject({ role: 'driver', permissions: expect.arrayContaining(['delivery.write']) });
  expect(await stored(`orgs/${orgId}/members/kim`)).toMatchObject({ role: 'kitchen' });
});
