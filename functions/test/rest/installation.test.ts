import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { useStack } from '../../../local/stack/jest.ts';
import { database } from '../../src/platform/firestore.ts';
import { registry } from '../../src/registry.ts';
import { customerInput } from '../builders/customer.ts';
import { organisationInput } from '../builders/organisation.ts';
import { RestCaller, signUp } from '../support/rest.ts';
import { serveHere, type ServedHere } from '../support/serve-here.ts';

/** What an installation decides that the one of the other tests does not: routes that will go, money that is real. */
const stack = useStack({ functions: false });

const search = registry.actions['customers/search'];
const exportAll = registry.actions['customers/export'];
let settings: Record<'STRIPE_SECRET_KEY' | 'API_KEY_PEPPER', string | undefined>;

let here: ServedHere;
let owner: RestCaller;

beforeAll(async () => {
  if (search === undefined || exportAll === undefined) throw new Error('the actions have other names');
  const { STRIPE_SECRET_KEY, API_KEY_PEPPER } = process.env;
  settings = { STRIPE_SECRET_KEY, API_KEY_PEPPER };
  here = await serveHere({
    'customers/search': { ...search, deprecated: { since: '2027-03-31', sunset: '2027-09-30', successor: '/customers' } },
    'customers/export': { ...exportAll, deprecated: { since: '2026-01-31' } },
  });
  const { idToken } = await signUp(stack(), 'owner@example.test');
  const { body } = await new RestCaller(here, { bearer: idToken }).post('/organisations', organisationInput());
  owner = new RestCaller(here, { bearer: idToken, orgId: String(body['id']) });
}, 60_000);

afterAll(() => {
  here.stop();
  Object.assign(process.env, settings);
});

describe('a route that will go', () => {
  const said = (headers: Headers) => ['deprecation', 'sunset', 'link'].map((name) => headers.get(name));

  test('says since when it should not be used, when it ends, and what comes instead', async () => {
    const answer = await owner.get('/customers/search?text=goudenaar');
    expect(answer.status).toBe(200);
    expect(said(answer.headers)).toEqual(['@1806451200', 'Thu, 30 Sep 2027 00:00:00 GMT', expect.stringMatching(/^<.+\/v1\/customers>; rel="successor-version"$/)]);
    expect(answer.headers.get('access-control-expose-headers')).toMatch(/Deprecation, Sunset/);
  });

  test('says it in a refusal too, and says only what is decided', async () => {
    const refused = await owner.get('/customers/search?nonsense=1');
    expect([refused.status, refused.headers.get('deprecation')]).toEqual([400, '@1806451200']);
    expect(said((await owner.get('/customers/export')).headers)).toEqual(['@1769817600', null, null]);
    expect(said((await owner.get('/customers')).headers)).toEqual([null, null, null]);
  });
});

describe('keys', () => {
  const aKey = async (): Promise<string> => String((await owner.post('/keys', { name: 'Kassa', permissions: ['customers.write'] })).body['secret']);
  const canMake = async (secret: string) => (await new RestCaller(here, { bearer: secret }).post('/customers', customerInput())).status;

  test.each([
    ['sk_live_51H', 'live'],
    ['rk_live_51H', 'live'],
    ['sk_test_51H', 'test'],
  ])('made where Stripe is reached with %s… are %s keys', async (stripe, mode) => {
    process.env['STRIPE_SECRET_KEY'] = stripe;
    const secret = await aKey();
    expect(secret).toMatch(new RegExp(`^tb_${mode}_[A-Za-z0-9]{12}_[A-Za-z0-9]{40}$`));
    expect(await canMake(secret)).toBe(201);
    expect(await canMake(secret.replace(`tb_${mode}`, mode === 'live' ? 'tb_test' : 'tb_live'))).toBe(401);
  });

  test('are stored under a hash that needs our own secret, which can be renewed while they live', async () => {
    const [old, renewed] = [randomBytes(32).toString('base64'), randomBytes(32).toString('base64')];
    const under = async (peppers: string, secret: string): Promise<number> => {
      process.env['API_KEY_PEPPER'] = peppers;
      return canMake(secret);
    };
    process.env['API_KEY_PEPPER'] = old;
    const before = await aKey();
    process.env['API_KEY_PEPPER'] = `${renewed},${old}`;
    const after = await aKey();
    expect([await under(`${renewed},${old}`, before), await under(`${renewed},${old}`, after)]).toEqual([201, 201]);
    expect([await under(renewed, before), await under(renewed, after)]).toEqual([401, 201]);
    const { docs } = await database().collection('keySecrets').get();
    const stored = docs.map((doc) => doc.get('hash') as string);
    const plain = [before, after].map((secret) => createHash('sha256').update(secret).digest('hex'));
    expect(stored.every((hash) => /^[0-9a-f]{64}$/.test(hash) && !plain.includes(hash))).toBe(true);
  });
});
