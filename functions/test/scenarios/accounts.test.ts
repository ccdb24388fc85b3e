import { beforeAll, expect, test } from '@jest/globals';
import { deleteApp, initializeApp } from 'firebase/app';
import { connectAuthEmulator, getAuth, GoogleAuthProvider, signInWithCredential } from 'firebase/auth';
import { collection, doc, getDoc, onSnapshot, updateDoc } from 'firebase/firestore';
import { useStack } from '../../../local/stack/jest.ts';
import { linkIn } from '../../../local/story/customer.ts';
import { Person } from '../../../local/story/person.ts';
import { until } from '../../../local/story/wait.ts';
import { organisationInput } from '../builders/organisation.ts';

const stack = useStack();

interface Founded {
  readonly id: string;
}

/** Persons with a browser of their own, who know nothing but the public SDK. */
let olga: Person;
let bo: Person;
let eve: Person;
beforeAll(async () => {
  [olga, bo, eve] = ['olga', 'bo', 'eve'].map((name) => new Person(stack(), `${name}@example.test`)) as [Person, Person, Person];
  await Promise.all([olga.signUp(), bo.signUp(), eve.signUp()]);
});

const invitationMail = (to: string) =>
  until(`the invitation to ${to}`, async () => (await stack().world.mails(to)).at(-1));

test('a person has a profile, changes it from the app, and hears every change on another screen', async () => {
  const profile = doc(olga.firestore, `users/${olga.uid}`);
  await olga.call('accounts/sign-up-profile', { name: 'Olga', language: 'en' });
  const names: unknown[] = [];
  const stop = onSnapshot(profile, (snapshot) => void names.push(snapshot.get('name')));
  await until('the profile', () => names.length > 0);
  await updateDoc(profile, { name: 'Olga van Dijk', phone: '+31612345678' });
  await expect(updateDoc(profile, { email: 'boss@example.test' })).rejects.toMatchObject({ code: 'permission-denied' });
  await until('the change', () => names.at(-1) === 'Olga van Dijk');
  await expect(getDoc(doc(eve.firestore, `users/${olga.uid}`))).rejects.toMatchObject({ code: 'permission-denied' });
  stop();
});

test('an invitation comes by mail, opens a page, is accepted by its person, and opens the organisation live', async () => {
  const { id: orgId } = await olga.call<Founded>('accounts/create-organisation', organisationInput());
  await olga.call('accounts/invite-member', { orgId, email: bo.email, role: 'bookkeeper', language: 'en' });
  const link = linkIn((await invitationMail(bo.email)).text, 'invitation');
  const page = await fetch(link.url);
  const markup = await page.text();
  expect(page.status).toBe(200);
  expect(markup).toContain('Olga van Dijk invites bo@example.test');
  expect(markup).toContain(`/invitation#${link.token}`);

  await expect(eve.call('accounts/accept-invitation', { invitation: link.token })).rejects.toMatchObject({ code: 'functions/permission-denied' });
  expect(await bo.call('accounts/accept-invitation', { invitation: link.token })).toMatchObject({ orgId, role: 'bookkeeper' });
  await until('the card in his list', async () => (await getDoc(doc(bo.firestore, `users/${bo.uid}/memberships/${orgId}`))).exists());
  await stack().awaitIdle();
  expect((await getDoc(doc(olga.firestore, `orgs/${orgId}/invitations`, await onlyInvitation(orgId)))).data()).toMatchObject({
    status: 'accepted',
    sentAt: expect.anything(),
    sendError: null,
  });
  expect(await (await fetch(link.url)).text()).toContain('accepted already');

  const customers = bo.watch(collection(bo.firestore, `orgs/${orgId}/customers`) as never);
  await olga.call('customers/create', { orgId, kind: 'private', name: 'R. de Wit' });
  await until('the customer on his screen', () => customers.seen.size === 1);
  await olga.call('accounts/change-member-role', { orgId, uid: bo.uid, role: 'driver' });
  await until('his listener to end', () => customers.refused() === 'permission-denied');
  await olga.call('customers/create', { orgId, kind: 'private', name: 'S. de Zwart' });
  await stack().awaitIdle();
  expect(customers.seen.size).toBe(1);
  await expect(bo.call('customers/create', { orgId, kind: 'private', name: 'Nee' })).rejects.toMatchObject({ code: 'functions/permission-denied' });

  const members = olga.watch(collection(olga.firestore, `orgs/${orgId}/members`) as never);
  await until('the members', () => members.latest.get(bo.uid)?.['role'] === 'driver');
  await olga.call('accounts/remove-member', { orgId, uid: bo.uid });
  await until('his removal on her screen', () => members.latest.get(bo.uid)?.['status'] === 'removed');
  await expect(getDoc(doc(bo.firestore, `orgs/${orgId}`))).rejects.toMatchObject({ code: 'permission-denied' });
}, 60_000);

async function onlyInvitation(orgId: string): Promise<string> {
  const watch = olga.watch(collection(olga.firestore, `orgs/${orgId}/invitations`) as never);
  await until('the invitation in the list', () => watch.latest.size === 1);
  watch.stop();
  return [...watch.latest.keys()][0] ?? '';
}

test('an invitation that was withdrawn says so on its page, in its own language', async () => {
  const { id: orgId } = await olga.call<Founded>('accounts/create-organisation', organisationInput({ name: 'Tweede B.V.' }));
  const { id: invitationId } = await olga.call<Founded>('accounts/invite-member', { orgId, email: eve.email, role: 'viewer' });
  const link = linkIn((await invitationMail(eve.email)).text, 'invitation');
  await olga.call('accounts/revoke-invitation', { orgId, invitationId });
  const markup = await (await fetch(link.url, { headers: { 'accept-language': 'en' } })).text();
  expect(markup).toContain('Deze uitnodiging is ingetrokken.');
  expect(markup).not.toContain('Inloggen');
  await expect(eve.call('accounts/accept-invitation', { invitation: link.token })).rejects.toMatchObject({ code: 'functions/failed-precondition' });
});

test('a person who signs in through Google has an account, and a profile with that address', async () => {
  const app = initializeApp({ projectId: stack().projectId, apiKey: 'local' }, 'google');
  const auth = getAuth(app);
  connectAuthEmulator(auth, `http://127.0.0.1:${stack().ports.auth}`, { disableWarnings: true });
  const claims = { sub: 'google-7731', email: 'Gerda@Gmail.example', email_verified: true };
  const { user } = await signInWithCredential(auth, GoogleAuthProvider.credential(JSON.stringify(claims)));
  const response = await fetch(`${stack().functionsUrl}/api/accounts/sign-up-profile`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${await user.getIdToken()}` },
    body: JSON.stringify({ data: { name: 'Gerda' } }),
  });
  expect(await response.json()).toMatchObject({ result: { id: user.uid, name: 'Gerda', email: 'gerda@gmail.example' } });
  await deleteApp(app);
});
