import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { ROOT } from '../../../local/bootstrap/root.mjs';
import { useStack } from '../../../local/stack/jest.ts';
import { database } from '../../src/platform/firestore.ts';
import { customerInput } from '../builders/customer.ts';
import { organisationInput } from '../builders/organisation.ts';
import { RestCaller, signUp } from '../support/rest.ts';

/** What stands beside the routes of actions, and what is the same for all of them. */
const stack = useStack();

let owner: RestCaller;

/** Before anything else: an instance that has seen no request yet. */
beforeAll(async () => {
  const first = await new RestCaller(stack()).send('POST', '/customers', { raw: '{"kind":' });
  expect([first.status, first.headers.get('content-type'), first.body['code']]).toEqual([400, 'application/problem+json', 'invalid-input']);
  expect(first.body['errors']).toEqual([expect.objectContaining({ pointer: '#', code: 'invalid-json' })]);
  const { idToken } = await signUp(stack(), 'owner@example.test');
  const founded = await new RestCaller(stack(), { bearer: idToken }).post('/organisations', organisationInput());
  owner = new RestCaller(stack(), { bearer: idToken, orgId: String(founded.body['id']) });
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
