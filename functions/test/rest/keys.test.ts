import { beforeAll, describe, expect, test } from '@jest/globals';
import { useStack } from '../../../local/stack/jest.ts';
import { database } from '../../src/platform/firestore.ts';
import { customerInput } from '../builders/customer.ts';
import { organisationInput } from '../builders/organisation.ts';
import { RestCaller, signUp, type Answer } from '../support/rest.ts';

/** API keys, from making one to the call after revoking it. */
const stack = useStack();

let owner: RestCaller;
let idToken: string;
let orgId: string;

beforeAll(async () => {
  ({ idToken } = await signUp(stack(), 'owner@example.test'));
  orgId = String((await new RestCaller(stack(), { bearer: idToken }).post('/organisations', organisationInput())).body['id']);
  owner = new RestCaller(stack(), { bearer: idToken, orgId });
}, 60_000);

interface Made {
  readonly id: string;
  readonly secret: string;
  readonly caller: RestCaller;
}

async function aKey(fields: object = {}): Promise<Made> {
  const { status, body } = await owner.post('/keys', { name: 'Webshop', permissions: ['customers.read', 'customers.write'], ...fields });
  expect(status).toBe(201);
  const secret = String(body['secret']);
  return { id: String(body['id']), secret, caller: new RestCaller(stack(), { bearer: secret }) };
}

const outcome = ({ status, body }: Answer) => [status, body['code']];

test('a program works with a key alone: the key knows its organisation', async () => {
  const { secret, caller, id } = await aKey();
  expect(secret).toMatch(/^tb_test_[A-Za-z0-9]{12}_[A-Za-z0-9]{40}$/);
  const made = await caller.post('/customers', customerInput());
  expect(made.status).toBe(201);
  expect((await caller.get(`/customers/${String(made.body['id'])}`)).body).toEqual(made.body);
  const audit = await database().collection(`orgs/${orgId}/audit`).where('actor', '==', `key:${id}`).get();
  expect(audit.docs.map((doc) => doc.get('action') as string)).toEqual(['customers/create']);
});

test('the key is shown once and stored nowhere', async () => {
  const { id, secret } = await aKey();
  const shown = [await owner.get(`/keys/${id}`), await owner.get('/keys?limit=100'), await owner.patch(`/keys/${id}`, { name: 'Kassa' })];
  const stored = await Promise.all(['keySecrets', `orgs/${orgId}/keys`, `orgs/${orgId}/audit`].map((path) => database().collection(path).get()));
  const everything = JSON.stringify([shown.map(({ text }) => text), stored.map(({ docs }) => docs.map((doc) => doc.data()))]);
  expect(everything).toContain(secret.slice(0, 20));
  expect(everything).not.toContain(secret.slice(-40));
  const repeated = { 'idempotency-key': 'make-the-key-once' };
  expect((await owner.post('/keys', { name: 'Twee keer', permissions: ['orders.read'] }, repeated)).status).toBe(201);
  expect(outcome(await owner.post('/keys', { name: 'Twee keer', permissions: ['orders.read'] }, repeated))).toEqual([409, 'conflict']);
});

test('a key does what its permissions say, in its own organisation, and nothing a person must do', async () => {
  const { caller, secret } = await aKey({ permissions: ['customers.read'] });
  expect((await caller.get('/customers')).status).toBe(200);
  expect(outcome(await caller.post('/customers', customerInput()))).toEqual([403, 'forbidden']);
  expect(outcome(await caller.get('/invoices'))).toEqual([403, 'forbidden']);
  expect(outcome(await caller.post('/organisations', organisationInput()))).toEqual([403, 'forbidden']);
  expect(outcome(await new RestCaller(stack(), { bearer: secret, orgId: 'another-one' }).get('/customers'))).toEqual([404, 'not-found']);
  expect((await new RestCaller(stack(), { bearer: secret, orgId }).get('/customers')).status).toBe(200);
});

test('whoever makes a key gives it no more than they have, and no key makes keys', async () => {
  const wrong = async (permissions: string[]) => outcome(await owner.post('/keys', { name: 'Te veel', permissions }));
  expect(await wrong(['keys.write'])).toEqual([400, 'invalid-input']);
  expect(await wrong(['*'])).toEqual([400, 'invalid-input']);
  expect(await wrong([])).toEqual([400, 'invalid-input']);
  const { uid, idToken: clerkToken } = await signUp(stack(), 'clerk@example.test');
  await database().doc(`orgs/${orgId}/members/${uid}`).set({ role: 'custom', status: 'active', permissions: ['keys.write', 'customers.read'] });
  const clerk = new RestCaller(stack(), { bearer: clerkToken, orgId });
  expect((await clerk.post('/keys', { name: 'Lezer', permissions: ['customers.read'] })).status).toBe(201);
  expect(outcome(await clerk.post('/keys', { name: 'Schrijver', permissions: ['customers.write'] }))).toEqual([403, 'forbidden']);
  const { id } = await aKey({ permissions: ['invoices.finalize'] });
  expect(outcome(await clerk.post(`/keys/${id}/rotate`))).toEqual([403, 'forbidden']);
  expect(outcome(await clerk.patch(`/keys/${id}`, { permissions: ['customers.read'] }))).toEqual([403, 'forbidden']);
});

describe('a key ends', () => {
  test('at once when it is revoked, and for good', async () => {
    const { caller, id } = await aKey();
    expect((await caller.get('/customers')).status).toBe(200);
    expect((await owner.post(`/keys/${id}/revoke`)).body).toMatchObject({ status: 'revoked', secrets: [] });
    expect(outcome(await caller.get('/customers'))).toEqual([401, 'unauthenticated']);
    expect((await owner.post(`/keys/${id}/revoke`)).status).toBe(200);
    for (const verb of ['rotate']) expect(outcome(await owner.post(`/keys/${id}/${verb}`))).toEqual([409, 'wrong-state']);
    expect(outcome(await owner.patch(`/keys/${id}`, { name: 'Weer leven' }))).toEqual([409, 'wrong-state']);
  });

  test('when its permissions or addresses no longer fit', async () => {
    const { caller, id } = await aKey();
    await owner.patch(`/keys/${id}`, { permissions: ['orders.read'] });
    expect(outcome(await caller.get('/customers'))).toEqual([403, 'forbidden']);
    await owner.patch(`/keys/${id}`, { permissions: ['customers.read'], addresses: ['198.51.100.0/24', '2001:db8::/32'] });
    expect(outcome(await caller.get('/customers'))).toEqual([403, 'forbidden']);
    // The last address is the one that the front end added; what stands before it is the caller's own claim.
    const from = async (forwarded: string) => (await caller.get('/customers', { 'x-forwarded-for': forwarded })).status;
    expect(await from('203.0.113.9, 198.51.100.23')).toBe(200);
    expect(await from('198.51.100.23, 203.0.113.9')).toBe(403);
    expect(await from('2001:db8::23')).toBe(200);
    expect(outcome(await owner.patch(`/keys/${id}`, { addresses: ['198.51.100.0/33'] }))).toEqual([400, 'invalid-input']);
  });

  test('when its time is up; rotated, it overlaps for as long as was asked', async () => {
    const now = Date.now();
    expect(outcome(await owner.post('/keys', { name: 'Te laat', permissions: ['orders.read'], expiresAt: new Date(now - 60_000).toISOString() }))).toEqual([400, 'invalid-input']);
    const brief = await aKey({ expiresAt: new Date(now + 3 * 3_600_000).toISOString() });
    const first = await aKey();
    const second = await owner.post(`/keys/${first.id}/rotate`, { overlapHours: 2 });
    expect(second.body['secrets']).toHaveLength(2);
    const renewed = new RestCaller(stack(), { bearer: String(second.body['secret']) });
    const works = async (caller: RestCaller) => (await caller.get('/customers')).status === 200;
    expect([await works(first.caller), await works(renewed), await works(brief.caller)]).toEqual([true, true, true]);
    await stack().advanceClock(2 * 3_600_000 + 60_000);
    expect([await works(first.caller), await works(renewed), await works(brief.caller)]).toEqual([false, true, true]);
    await stack().advanceClock(3_600_000);
    expect([await works(renewed), await works(brief.caller)]).toEqual([true, false]);
    const third = await owner.post(`/keys/${first.id}/rotate`, { overlapHours: 0 });
    expect([await works(renewed), await works(new RestCaller(stack(), { bearer: String(third.body['secret']) }))]).toEqual([false, true]);
    expect(third.body['secrets']).toHaveLength(1);
  });
});

test('last use is seen, and written at most every five minutes', async () => {
  const { caller, id } = await aKey();
  const lastUsedAt = async () => (await owner.get(`/keys/${id}`)).body['lastUsedAt'];
  expect(await lastUsedAt()).toBeNull();
  await caller.get('/customers');
  const first = await lastUsedAt();
  expect(first).toEqual(expect.any(String));
  await stack().advanceClock(4 * 60_000);
  await Promise.all([1, 2, 3].map(() => caller.get('/customers')));
  expect(await lastUsedAt()).toBe(first);
  await stack().advanceClock(61_000);
  await caller.get('/customers');
  expect(await lastUsedAt()).not.toBe(first);
  expect((await owner.get(`/keys/${id}`)).body['version']).toBe(1);
});

test('a key that was guessed, cut off or altered is refused as one that never was', async () => {
  const { secret } = await aKey();
  const altered = secret.slice(0, -1) + (secret.endsWith('A') ? 'B' : 'A');
  const answers: string[] = [];
  for (const bearer of [altered, secret.slice(0, -1), `${secret}A`, secret.replace('tb_test', 'tb_live'), secret.slice(0, 20), 'tb_']) {
    const { status, body } = await new RestCaller(stack(), { bearer }).get('/customers');
    answers.push(JSON.stringify([status, body['code'], body['detail']]));
  }
  expect(new Set(answers)).toEqual(new Set([JSON.stringify([401, 'unauthenticated', 'This API key is not valid.'])]));
});
