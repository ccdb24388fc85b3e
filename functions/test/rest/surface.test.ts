import { readFile } from 'node:fs/promises';
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { ROOT } from '../../../local/bootstrap/root.mjs';
import { useStack } from '../../../local/stack/jest.ts';
import { database } from '../../src/platform/firestore.ts';
import { customerInput } from '../builders/customer.ts';
import { organisationInput } from '../builders/organisation.ts';
import { expectProblem } from '../support/problem.ts';
import { RestCaller, signUp } from '../support/rest.ts';

/** What stands beside the routes of actions, and what is the same for all of them. */
const stack = useStack();

let owner: RestCaller;
let idToken: string;
let orgId: string;

/** Before anything else: an instance that has seen no request yet. */
beforeAll(async () => {
  const first = await new RestCaller(stack()).send('POST', '/customers', { raw: '{"kind":' });
  expect([first.status, first.headers.get('content-type'), first.body['code']]).toEqual([400, 'application/problem+json', 'invalid-input']);
  expect(first.body['errors']).toEqual([expect.objectContaining({ pointer: '#', code: 'invalid-json' })]);
  ({ idToken } = await signUp(stack(), 'owner@example.test'));
  const founded = await new RestCaller(stack(), { bearer: idToken }).post('/organisations', organisationInput());
  orgId = String(founded.body['id']);
  owner = new RestCaller(stack(), { bearer: idToken, orgId });
}, 60_000);

describe('the description', () => {
  const anybody = () => new RestCaller(stack());

  test('is served as committed, with the address of this installation, to anybody', async () => {
    const committed = JSON.parse(await readFile(join(ROOT, 'docs/openapi.json'), 'utf8')) as object;
    const answer = await anybody().get('/openapi.json', { 'accept-encoding': 'gzip' });
    expect([answer.status, answer.headers.get('content-type'), answer.headers.get('content-encoding')]).toEqual([200, 'application/json', 'gzip']);
    expect(answer.body).toEqual({ ...committed, servers: [{ url: `${stack().functionsUrl}/api` }] });
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    const etag = answer.headers.get('etag') ?? '';
    expect((await anybody().get('/openapi.json', { 'if-none-match': etag })).status).toBe(304);
    expect((await anybody().send('HEAD', '/openapi.json')).text).toBe('');
  });

  test('has a page for people: every operation, no script, nothing from elsewhere', async () => {
    const { body: document } = await anybody().get('/openapi.json');
    const page = await anybody().get('/docs');
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    const paths = Object.values(document['paths'] as Record<string, Record<string, { operationId: string }>>);
    const ids = paths.flatMap((methods) => Object.values(methods).map(({ operationId }) => operationId));
    expect(ids.filter((id) => !page.text.includes(`id="${id}"`))).toEqual([]);
    expect(page.text).not.toMatch(/<script|https?:\/\/(?!127\.0\.0\.1)[^"]*\.(js|css)/);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect((await anybody().get('/docs', { 'if-none-match': page.headers.get('etag') ?? '' })).status).toBe(304);
  });

  test('explains each problem where the type of a problem points', async () => {
    const { body } = await owner.get('/nothing');
    const [address = '', code = ''] = String(body['type']).split('#');
    const page = await anybody().get(address);
    expect(page.text).toContain(`id="${code}"`);
  });

  test('takes no other method', async () => {
    const answer = await anybody().post('/openapi.json');
    expect([answer.status, answer.body['code'], answer.headers.get('allow')]).toEqual([405, 'method-not-allowed', 'GET, HEAD, OPTIONS']);
    expect((await anybody().send('OPTIONS', '/docs')).headers.get('allow')).toBe('GET, HEAD, OPTIONS');
  });
});

describe('the organisation', () => {
  test('is one document, read and changed under its own address', async () => {
    const read = await owner.get('/organisation');
    expect(read.body).toMatchObject({ name: 'Van Dijk Dakwerken B.V.', currency: 'EUR' });
    const etag = read.headers.get('etag') ?? '';
    expect(etag).toBe(`"${String(read.body['version'])}"`);
    expect((await owner.get('/organisation', { 'if-none-match': etag })).status).toBe(304);
    const changed = await owner.patch('/organisation', { phone: '+31302345678' }, { 'if-match': etag });
    expect(changed.body).toMatchObject({ phone: '+31302345678', version: Number(read.body['version']) + 1 });
    const late = await owner.patch('/organisation', { phone: '+31302345679' }, { 'if-match': etag });
    expect([late.status, late.body['code']]).toEqual([412, 'version-mismatch']);
    expect((await owner.get('/organisation')).body).toEqual(changed.body);
  });
});

describe('every request', () => {
  test('is found in the audit trail by its correlation id, and a refusal bears it', async () => {
    const id = 'till-3.order-4711';
    const made = await owner.post('/customers', customerInput(), { 'x-correlation-id': id });
    expect([made.status, made.headers.get('x-correlation-id')]).toEqual([201, id]);
    const audit = await database().collectionGroup('audit').get();
    const records = audit.docs.filter((record) => record.get('correlationId') === id);
    expect(records.map((record) => record.get('action') as string)).toEqual(['customers/create']);
    const refused = await owner.post('/customers', { kind: 'clown' }, { 'x-correlation-id': id });
    expect(refused.body).toMatchObject({ code: 'invalid-input', correlationId: id });
  });

  test('beyond the limit is told so, and when to come back', async () => {
    const stranger = new RestCaller(stack());
    const answers = await Promise.all(Array.from({ length: 70 }, () => stranger.get('/links/quote/view', { 'toonbank-link': 'none' })));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(5);
    expect(answers.every(({ status }) => status === 429 || status === 404)).toBe(true);
    expect(refused[0]?.body).toMatchObject({ code: 'rate-limited', data: { perSecond: 5, burst: 50 } });
    expect([refused[0]?.headers.get('retry-after'), refused[0]?.headers.get('ratelimit'), refused[0]?.headers.get('ratelimit-policy')]).toEqual(['1', '"default";r=0;t=10', '"default";q=50;w=10']);
  });
});

describe('refused before any action is asked', () => {
  test.each([
    ['bad JSON', '{"kind":', '#'],
    ['a name twice', '{"kind":"private","name":"A","name":"B"}', '#/name'],
    ['a name twice, spelt otherwise', '{"kind":"private","name":"A","n\\u0061me":"B"}', '#/name'],
    ['a name twice, deep inside', '{"kind":"private","contacts":[{"name":"A"},{"name":"A","role":null,"role":"x"}]}', '#/contacts/1/role'],
    ['a list', '[1,2,3]', '#'],
    ['a text', '"hello"', '#'],
  ])('%s in the body', async (_what, raw, pointer) => {
    const answer = await owner.send('POST', '/customers', { raw });
    expectProblem(answer, 400, 'invalid-input');
    expect(answer.body['errors']).toEqual([expect.objectContaining({ pointer })]);
  });

  test('what is no UTF-8 is refused', async () => {
    const raw = Buffer.concat([Buffer.from('{"kind":"private","name":"'), Buffer.from([0xc3, 0x28]), Buffer.from('"}')]);
    expectProblem(await owner.send('POST', '/customers', { raw }), 400, 'invalid-input');
  });

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'application/json; charset=latin1', 'multipart/form-data; boundary=x'])('a body as %s', async (type) => {
    expectProblem(await owner.send('POST', '/customers', { raw: '{}', headers: { 'content-type': type } }), 415, 'unsupported-media-type');
  });

  test.each([
    ['that does not unpack', '{}', { 'content-encoding': 'gzip' }, 400, 'invalid-input'],
    ['packed in a way that nobody knows', '{}', { 'content-encoding': 'zip' }, 415, 'unsupported-media-type'],
    ['nested deeper than a stack', `{"kind":"private","name":"A","notes":${'['.repeat(60_000)}${']'.repeat(60_000)}}`, {}, 400, 'invalid-input'],
    ['with a number beyond all numbers', '{"kind":"private","name":"A","paymentDays":1e400}', {}, 400, 'invalid-input'],
    ['with half a character', '{"kind":"private","name":"A\\ud800"}', {}, 400, 'invalid-input'],
    ['that would be a prototype', '{"kind":"private","name":"A","__proto__":{"role":"owner"}}', {}, 400, 'invalid-input'],
  ])('a body %s', async (_what, raw, headers, status, code) => {
    expectProblem(await owner.send('POST', '/customers', { raw, headers }), status, code);
  });

  test('a packed body is unpacked', async () => {
    const raw = gzipSync(JSON.stringify(customerInput({ name: 'Ingepakt B.V.' })));
    expect((await owner.send('POST', '/customers', { raw, headers: { 'content-encoding': 'gzip' } })).body).toMatchObject({ name: 'Ingepakt B.V.' });
  });

  test('a body that is too large', async () => {
    expectProblem(await owner.post('/customers', customerInput({ notes: 'x'.repeat(300_000) })), 413, 'too-large');
  });

  test('the wrong method says which are right', async () => {
    const answer = await owner.send('PUT', '/customers', { body: {} });
    expectProblem(answer, 405, 'method-not-allowed');
    expect(answer.headers.get('allow')).toBe('POST, GET, HEAD, OPTIONS');
  });

  test.each(['/nothing', '/customers/', '/customers//archive', '/customers/x/y/z', '', '/customers/%E0%A4%A'])('the address %j', async (path) => {
    expectProblem(await owner.get(path), 404, 'not-found');
  });

  test.each(['/v2/customers', '/v0', '/v1beta/customers', '/v11/customers'])('the version in %s', async (path) => {
    expectProblem(await owner.get(`${stack().functionsUrl}/api${path}`), 404, 'not-found');
  });

  test('a body beside a GET, which fetch would not send', async () => {
    const { hostname, port, pathname } = new URL(`${owner.base}/customers`);
    const sent = request({ hostname, port, path: pathname, method: 'GET', headers: { authorization: `Bearer ${idToken}`, 'toonbank-organisation': orgId, 'content-type': 'application/json', 'content-length': 2 } });
    sent.end('{}');
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    expect([response.statusCode, response.headers['content-type']]).toEqual([400, 'application/problem+json']);
    expect(JSON.parse(await text(response))).toMatchObject({ code: 'invalid-input', errors: [{ code: 'unexpected-body' }] });
  });
});

describe('who', () => {
  test('nobody, nonsense, a token of another project, an expired one, an unknown scheme', async () => {
    const [header = '', payload = ''] = idToken.split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>;
    const token = (changes: object) => `${header}.${Buffer.from(JSON.stringify({ ...claims, ...changes })).toString('base64url')}.`;
    const elsewhere = token({ aud: 'demo-other', iss: 'https://securetoken.google.com/demo-other' });
    const hourAgo = Math.floor(Date.now() / 1000) - 3600;
    const old = token({ iat: hourAgo - 3600, auth_time: hourAgo - 3600, exp: hourAgo });
    for (const bearer of [undefined, 'nonsense', elsewhere, old, 'tb_live_AbCdEf123456_nonsense', `tb_test_${'a'.repeat(12)}_${'b'.repeat(40)}`]) {
      const answer = await new RestCaller(stack(), { orgId, ...(bearer === undefined ? {} : { bearer }) }).get('/customers');
      expectProblem(answer, 401, 'unauthenticated');
      expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/);
    }
    expectProblem(await new RestCaller(stack(), { orgId }).get('/customers', { authorization: `Basic ${idToken}` }), 401, 'unauthenticated');
  });

  test('without an organisation, or with one of others', async () => {
    const answer = await new RestCaller(stack(), { bearer: idToken }).get('/customers');
    expectProblem(answer, 400, 'invalid-input');
    expect(answer.body['errors']).toEqual([expect.objectContaining({ header: 'Toonbank-Organisation' })]);
    const stranger = await signUp(stack(), 'stranger@example.test');
    const { id } = (await owner.post('/customers', customerInput())).body;
    for (const org of [orgId, 'no-such-organisation']) {
      const caller = new RestCaller(stack(), { bearer: stranger.idToken, orgId: org });
      expectProblem(await caller.get('/customers'), 404, 'not-found');
      expectProblem(await caller.get(`/customers/${String(id)}`), 404, 'not-found');
    }
  });
});
