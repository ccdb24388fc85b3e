import { createHmac } from 'node:crypto';
import { beforeAll, beforeEach, expect, test } from '@jest/globals';
import { LOCAL_SECRETS } from '../../../local/stack/config.ts';
import { useStack } from '../../../local/stack/jest.ts';
import { signLink } from '../../src/platform/link-token.ts';
import { everything } from '../support/everything.ts';

const stack = useStack();

interface Answer {
  readonly http: number;
  readonly status: string;
  readonly code: string;
  readonly paths: string[];
  readonly correlationId: string;
  readonly message: string;
}

/** Posts to a callable as the SDK does, but with whatever the test wants to be wrong. */
async function post(action: string, body: string, headers: Record<string, string> = {}): Promise<Answer> {
  const response = await fetch(`${stack().functionsUrl}/api/${action}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body,
  });
  const text = await response.text();
  expect(text).not.toMatch(/\bat .*\.[cm]?js:\d+/);
  const { error } = JSON.parse(text) as { error: { status: string; message: string; details?: { code: string; correlationId: string; issues: { path: string }[] } } };
  const { code = '', correlationId = '', issues = [] } = error.details ?? {};
  return { http: response.status, status: error.status, code, paths: issues.map(({ path }) => path), correlationId, message: error.message };
}

async function idToken(email: string): Promise<string> {
  const url = `http://127.0.0.1:${stack().ports.auth}/identitytoolkit.googleapis.com/v1/accounts:signUp?key=local`;
  const body = JSON.stringify({ email, password: 'correct horse 7 battery', returnSecureToken: true });
  const answer = (await (await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body })).json()) as { idToken: string };
  return answer.idToken;
}

let token = '';
let rivalToken = '';
let orgId = '';
let rivalOrgId = '';
let customerId = '';
let before: string[] = [];

async function organisation(bearer: string, name: string): Promise<string> {
  const input = {
    name,
    email: 'post@example.test',
    address: { street: 'Kade 3', postalCode: '1011 AB', city: 'Amsterdam', country: 'NL' },
    kvkNumber: '27312345',
    vatNumber: 'NL004495445B01',
    iban: 'NL91ABNA0417164300',
    language: 'nl',
  };
  return (await call<{ id: string }>('accounts/create-organisation', bearer, input)).id;
}

async function call<Reply>(action: string, bearer: string, data: object): Promise<Reply> {
  const response = await fetch(`${stack().functionsUrl}/api/${action}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${bearer}` },
    body: JSON.stringify({ data }),
  });
  const answer = (await response.json()) as { result?: Reply };
  if (answer.result === undefined) throw new Error(JSON.stringify(answer));
  return answer.result;
}

beforeAll(async () => {
  token = await idToken('owner@example.test');
  rivalToken = await idToken('rival@example.test');
  orgId = await organisation(token, 'Molen B.V.');
  rivalOrgId = await organisation(rivalToken, 'Smederij B.V.');
  const address = { street: 'Laan 7', postalCode: '2511 CD', city: 'Den Haag', country: 'NL' };
  customerId = (await call<{ id: string }>('customers/create', token, { orgId, kind: 'private', name: 'R. de Wit', email: 'r@example.test', language: 'nl', address })).id;
  await stack().awaitIdle();
}, 60_000);

beforeEach(async () => {
  before = await everything();
});

const refused = async (answer: Promise<Answer>, expected: Partial<Answer>) => {
  const { correlationId, ...rest } = await answer;
  expect({ ...rest, correlationId }).toMatchObject(expected);
  expect(await everything()).toEqual(before);
};
const data = (fields: object) => JSON.stringify({ data: fields });
const as = (bearer: string) => ({ authorization: `Bearer ${bearer}` });

test('an unknown action', () => refused(post('invoices/explode', data({ orgId }), as(token)), { http: 404, code: 'unknown-action' }));

test('a name that JavaScript objects happen to have', () => refused(post('constructor', data({ orgId }), as(token)), { code: 'unknown-action' }));

test('a missing field, by name', () =>
  refused(post('quotes/create', data({ orgId, customerId }), as(token)), { http: 400, code: 'invalid-input', paths: ['lines'] }));

test('a wrong type, by path', () =>
  refused(
    post('quotes/create', data({ orgId, customerId, lines: [{ description: 'Verf', quantity: '2', unitPrice: '12,50', vat: 'standard' }] }), as(token)),
    { code: 'invalid-input', paths: ['lines.0.unitPrice'] },
  ));

test('data that is no object', () => refused(post('customers/create', '{"data":[1,2]}', as(token)), { code: 'invalid-input' }));

test.each(['{"data":', '{data:{}}', 'null'])('a body that is no JSON object: %s', (body) =>
  refused(post('customers/create', body, as(token)), { http: 400, status: 'INVALID_ARGUMENT', code: 'invalid-input', correlationId: expect.stringMatching(/^[\w-]{36}$/) as never }));

test('nobody signed in', () => refused(post('customers/create', data({ orgId }), {}), { http: 401, code: 'unauthenticated' }));

test("another tenant's organisation answers like one that does not exist", async () => {
  const theirs = await post('customers/archive', data({ orgId, customerId }), as(rivalToken));
  const nobodys = await post('customers/archive', data({ orgId: 'no-such-organisation', customerId }), as(rivalToken));
  expect({ ...theirs, correlationId: '' }).toEqual({ ...nobodys, correlationId: '' });
  expect(theirs).toMatchObject({ http: 404, code: 'not-found' });
  expect(await everything()).toEqual(before);
});

test("another tenant's customer answers like an unknown one", async () => {
  const theirs = await post('customers/archive', data({ orgId: rivalOrgId, customerId }), as(rivalToken));
  const nobodys = await post('customers/archive', data({ orgId: rivalOrgId, customerId: 'no-such-customer' }), as(rivalToken));
  expect({ ...theirs, correlationId: '' }).toEqual({ ...nobodys, correlationId: '' });
  expect(theirs).toMatchObject({ http: 404, code: 'not-found' });
  expect(await everything()).toEqual(before);
});

test('an id that is a path', () =>
  refused(post('customers/archive', data({ orgId, customerId: `../${rivalOrgId}/customers/x` }), as(token)), { code: 'invalid-input', paths: ['customerId'] }));

test('a body of 2 MB', () => refused(post('customers/create', data({ orgId, notes: 'x'.repeat(2 * 1024 * 1024) }), as(token)), { http: 400, code: 'too-large' }));

test('a token of another project, a tampered one, an expired one and one that is none', async () => {
  const [head = '', body = '', signature = ''] = token.split('.');
  const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as Record<string, unknown>;
  const forged = (changes: object) => [head, Buffer.from(JSON.stringify({ ...claims, ...changes })).toString('base64url'), signature].join('.');
  const issuer = 'https://securetoken.google.com/demo-elsewhere';
  const now = Math.floor(Date.now() / 1000);
  const expired = forged({ iat: now - 4000, auth_time: now - 4000, exp: now - 400 });
  const tampered = forged({ user_id: 'somebody-else', sub: 'somebody-else' });
  for (const bearer of [forged({ aud: 'demo-elsewhere', iss: issuer }), tampered, expired, 'nonsense']) {
    const answer = await post('customers/create', data({ orgId, kind: 'private', name: 'X' }), as(bearer));
    expect(answer).toMatchObject({ http: 401, status: 'UNAUTHENTICATED' });
  }
  expect(await everything()).toEqual(before);
});

test('a public link that is forged, expired or of another kind shows a plain page and nothing else', async () => {
  const page = async (kind: string, link: string) => {
    const response = await fetch(`${stack().functionsUrl}/api/public/${kind}/${link}`, { headers: { 'accept-language': 'nl' } });
    return { status: response.status, text: await response.text() };
  };
  const claims = { link: 'quote', orgId, documentId: customerId } as const;
  const soon = new Date(Date.now() + 86_400_000 * 30);
  const expired = signLink({ ...claims, expiresAt: new Date(Date.now() - 1000) });
  const good = signLink({ ...claims, expiresAt: soon });
  expect(await page('quote', expired)).toMatchObject({ status: 410, text: expect.stringContaining('verlopen') });
  expect(await page('quote', `${good.slice(0, -3)}AAA`)).toMatchObject({ status: 404, text: expect.stringContaining('niet geldig') });
  expect((await page('invoice', good)).status).toBe(404);
  expect((await page('quote', good)).status).toBe(404);
  expect((await page('quote', '')).status).toBe(404);
  expect(await everything()).toEqual(before);
});

test('a webhook that is unsigned, wrongly signed, old, empty or for nobody', async () => {
  const body = JSON.stringify({ id: 'evt_forged', object: 'event', type: 'checkout.session.completed', data: { object: { id: 'cs_x' } } });
  const sign = (secret: string, seconds: number) => `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`;
  const deliver = async (path: string, headers: Record<string, string>, payload = body) =>
    (await fetch(`${stack().functionsUrl}/webhooks/${path}`, { method: 'POST', body: payload, headers: { 'content-type': 'application/json', ...headers } })).status;
  const now = Math.floor(Date.now() / 1000);
  expect(await deliver('stripe', {})).toBe(400);
  expect(await deliver('stripe', { 'stripe-signature': sign('whsec_guess', now) })).toBe(400);
  expect(await deliver('stripe', { 'stripe-signature': sign('', now) })).toBe(400);
  expect(await deliver('stripe', { 'stripe-signature': sign(LOCAL_SECRETS.stripeWebhook, now - 9000) })).toBe(400);
  expect(await deliver('stripe', { 'stripe-signature': sign(LOCAL_SECRETS.stripeWebhook, now) }, '')).toBe(400);
  expect(await deliver('bank', {})).toBe(404);
  expect(await everything()).toEqual(before);
});
