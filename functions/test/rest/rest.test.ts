import { beforeAll, describe, expect, test } from '@jest/globals';
import { useStack } from '../../../local/stack/jest.ts';
import { customerInput } from '../builders/customer.ts';
import { organisationInput } from '../builders/organisation.ts';
import { quoteLines } from '../builders/quote.ts';
import { expectProblem } from '../support/problem.ts';
import { RestCaller, signUp, type Answer } from '../support/rest.ts';

/** The interface from outside, over HTTP, with the deployed functions. */
const stack = useStack();

let owner: RestCaller;
let idToken: string;
let orgId: string;

beforeAll(async () => {
  ({ idToken } = await signUp(stack(), 'owner@example.test'));
  const person = new RestCaller(stack(), { bearer: idToken });
  const founded = await person.post('/organisations', organisationInput());
  expect(founded.status).toBe(201);
  orgId = String(founded.body['id']);
  owner = new RestCaller(stack(), { bearer: idToken, orgId });
}, 60_000);

const aCustomer = async (fields: object = {}): Promise<Record<string, unknown>> => {
  const made = await owner.post('/customers', customerInput(fields));
  expect(made.status).toBe(201);
  return made.body;
};

describe('documents', () => {
  test('are made, read, changed and deleted under their address', async () => {
    const made = await owner.post('/customers', customerInput({ name: 'Bakkerij Ökten' }));
    expect(made.status).toBe(201);
    const id = String(made.body['id']);
    expect(made.headers.get('location')).toBe(`${owner.base}/customers/${id}`);
    expect(made.headers.get('etag')).toBe('"1"');
    const changed = await owner.patch(`/customers/${id}`, { name: 'Bakkerij Ökten & Zn.' });
    expect(changed.body).toMatchObject({ id, name: 'Bakkerij Ökten & Zn.', version: 2 });
    const read = await owner.get(`/customers/${id}`);
    expect(read.body).toEqual(changed.body);
    expect(read.body).not.toHaveProperty('searchWords');
    expect(read.headers.get('etag')).toBe('"2"');
    expect((await owner.send('DELETE', `/customers/${id}`)).status).toBeLessThan(300);
    expectProblem(await owner.get(`/customers/${id}`), 404, 'not-found');
  });

  test('are answered with 304 when the caller has the version, and to HEAD without a body', async () => {
    const { id } = await aCustomer();
    const same = await owner.get(`/customers/${String(id)}`, { 'if-none-match': '"7", W/"1"' });
    expect([same.status, same.text]).toEqual([304, '']);
    const head = await owner.send('HEAD', `/customers/${String(id)}`);
    expect([head.status, head.text, head.headers.get('etag')]).toEqual([200, '', '"1"']);
  });

  test('change only in the version that the caller has seen', async () => {
    const { id } = await aCustomer();
    const path = `/customers/${String(id)}`;
    expect((await owner.patch(path, { notes: 'Sleutel bij de buren' }, { 'if-match': '"1"' })).body).toMatchObject({ version: 2 });
    const late = await owner.patch(path, { notes: 'Sleutel onder de mat' }, { 'if-match': 'W/"1"' });
    expectProblem(late, 412, 'version-mismatch');
    expect(late.body['data']).toEqual({ version: 2 });
    expectProblem(await owner.post(`${path}/archive`, {}, { 'if-match': '"1"' }), 412, 'version-mismatch');
    expectProblem(await owner.send('DELETE', path, { headers: { 'if-match': '"1"' } }), 412, 'version-mismatch');
    expect((await owner.get(path)).body).toMatchObject({ notes: 'Sleutel bij de buren', version: 2 });
    expect((await owner.send('DELETE', path, { headers: { 'if-match': '*' } })).status).toBeLessThan(300);
  });

  test('of two who change the same version at once, one wins', async () => {
    const { id } = await aCustomer();
    const names = ['Een', 'Twee', 'Drie', 'Vier'].map((name) => `Klant ${name}`);
    const answers = await Promise.all(names.map((name) => owner.patch(`/customers/${String(id)}`, { name }, { 'if-match': '"1"' })));
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 412, 412, 412]);
  });

  test('are made once, however often the same key is sent', async () => {
    const send = (name: string) => owner.post('/customers', customerInput({ name }), { 'idempotency-key': '"import-of-friday-17"' });
    const first = await send('Slagerij Pronk');
    const again = await send('Slagerij Pronk');
    expect(again.body).toEqual(first.body);
    expectProblem(await send('Slagerij Prank'), 422, 'idempotency-mismatch');
    expect((await owner.get('/customers/search?text=pronk')).body['customers']).toHaveLength(1);
  });

  test('are worked on by verbs', async () => {
    const { id } = await aCustomer();
    const invoice = await owner.post('/invoices', { customerId: id, lines: quoteLines });
    const finalized = await owner.post(`/invoices/${String(invoice.body['id'])}/finalize`);
    expect(finalized.body).toMatchObject({ status: 'open', number: expect.stringMatching(/^\d{4}-0001$/) });
    expectProblem(await owner.patch(`/invoices/${String(invoice.body['id'])}`, { notes: 'Toch niet' }), 409, 'wrong-state');
  });
});

describe('lists', () => {
  beforeAll(async () => {
    for (const [place, kind] of [['Aa', 'private'], ['Bergum', 'business'], ['Cothen', 'private'], ['Dalfsen', 'business'], ['Ede', 'private']]) {
      await aCustomer({ name: `Zuivel ${place}`, kind });
    }
  });
  const namesIn = (answer: Answer): string[] => (answer.body['data'] as { name: string }[]).map(({ name }) => name);

  test('go page by page, and what is added meanwhile shifts nothing', async () => {
    const seen: { id: string; name: string }[] = [];
    let next: string | undefined = `${owner.base}/customers?sort=name&limit=2`;
    for (let page = 0; next !== undefined; page += 1) {
      const answer: Answer = await owner.get(next);
      seen.push(...(answer.body['data'] as typeof seen));
      if (page === 0) await aCustomer({ name: 'Aardappelhandel Toornstra' });
      next = /<([^>]+)>; rel="next"/.exec(answer.headers.get('link') ?? '')?.[1];
      expect(answer.body['next'] === null).toBe(next === undefined);
    }
    expect(new Set(seen.map(({ id }) => id)).size).toBe(seen.length);
    expect(seen.filter(({ name }) => name.startsWith('Zuivel'))).toHaveLength(5);
    expect(seen.map(({ name }) => name)).not.toContain('Aardappelhandel Toornstra');
  });

  test('are filtered, by several filters and values at once', async () => {
    const some = await owner.get('/customers?archived=false&kind=private&sort=name&limit=100');
    expect(namesIn(some).filter((name) => name.startsWith('Zuivel'))).toEqual(['Zuivel Aa', 'Zuivel Cothen', 'Zuivel Ede']);
    const both = await owner.get('/customers?archived=false&kind=private&kind=business&sort=name&limit=100');
    expect(namesIn(both).filter((name) => name.startsWith('Zuivel'))).toHaveLength(5);
  });

  test('are cut by the moment they are sorted by', async () => {
    const all = (await owner.get('/customers?sort=updatedAt&limit=100')).body['data'] as { id: string; updatedAt: string }[];
    const { updatedAt = '' } = all[2] ?? {};
    const later = (await owner.get(`/customers?sort=updatedAt&limit=100&updatedAtFrom=${updatedAt}`)).body['data'] as { id: string }[];
    expect(later.map(({ id }) => id)).toEqual(all.slice(2).map(({ id }) => id));
    expectProblem(await owner.get(`/customers?sort=name&updatedAtFrom=${updatedAt}`), 400, 'invalid-input');
  });

  test('show only the fields that are asked for', async () => {
    const [first] = (await owner.get('/customers?sort=-createdAt&limit=1&fields=name,kind')).body['data'] as object[];
    expect(Object.keys(first ?? {}).sort()).toEqual(['id', 'kind', 'name']);
    const page = await owner.get('/customers?sort=name&limit=1&fields=number');
    expect((await owner.get(String(/<([^>]+)>/.exec(page.headers.get('link') ?? '')?.[1]))).status).toBe(200);
  });

  test.each([
    ['limit=1000000000', 'limit'],
    ['limit=1e9', 'limit'],
    ['limit=0', 'limit'],
    ['limit=2.5', 'limit'],
    ['limit=NaN', 'limit'],
    ['limit=5&limit=6', 'limit'],
    ['sort=notes', 'sort'],
    ['kind=clown', 'kind'],
    ['archived=yes', 'archived'],
    ['page=2', 'page'],
    ['fields=name,salary', 'fields'],
    ['__proto__=x', '__proto__'],
    ['after=nonsense', 'after'],
    ['after=e30.e30', 'after'],
  ])('refuse %s, naming the parameter', async (query, parameter) => {
    const answer = await owner.get(`/customers?${query}`);
    expectProblem(answer, 400, 'invalid-input');
    expect(answer.body['errors']).toEqual(expect.arrayContaining([expect.objectContaining({ parameter })]));
  });

  test('refuse the cursor of another list, filter, sort or organisation, and one that was tampered with', async () => {
    const { body } = await owner.get('/customers?sort=name&limit=2');
    const cursor = String(body?.['next']);
    expect((await owner.get(`/customers?sort=name&limit=3&after=${cursor}`)).status).toBe(200);
    const [place = '', signature = ''] = cursor.split('.');
    const forged = `${Buffer.from(JSON.stringify(['zzz', 'zzz'])).toString('base64url')}.${signature}`;
    for (const path of ['/customers?sort=-createdAt', '/customers?sort=name&archived=false', '/quotes?sort=-createdAt']) {
      expectProblem(await owner.get(`${path}&after=${cursor}`), 400, 'invalid-input');
    }
    for (const after of [forged, `${place}.`, place, `${cursor}.x`]) expectProblem(await owner.get(`/customers?sort=name&after=${after}`), 400, 'invalid-input');
    const other = await new RestCaller(stack(), { bearer: idToken }).post('/organisations', organisationInput({ name: 'De Tweede Zaak' }));
    const elsewhere = new RestCaller(stack(), { bearer: idToken, orgId: String(other.body['id']) });
    expectProblem(await elsewhere.get(`/customers?sort=name&after=${cursor}`), 400, 'invalid-input');
  });
});

describe('bad requests', () => {
  test('say where the body is wrong, each issue with its pointer', async () => {
    const answer = await owner.post('/customers', { ...customerInput(), kind: 'clown', contacts: [{ name: 'Jan', email: 'x' }], 'sh/oe~size': 43 });
    expectProblem(answer, 400, 'invalid-input');
    const pointers = (answer.body['errors'] as { pointer: string }[]).map(({ pointer }) => pointer);
    expect(pointers.sort()).toEqual(['#/contacts/0/email', '#/kind', '#/sh~1oe~0size']);
  });

  test('ids that are none, or a path of their own', async () => {
    for (const id of ['..', '%2E%2E', 'a%2Fb', 'a.b', 'x'.repeat(129), '__all__']) {
      const { status } = await owner.get(`/customers/${id}`);
      expect([400, 404]).toContain(status);
    }
  });

  test('a field of the path in the body, parameters beside a body', async () => {
    const { id } = await aCustomer();
    const path = `/customers/${String(id)}`;
    expect((await owner.patch(path, { customerId: id, notes: 'x' })).body['errors']).toEqual([expect.objectContaining({ parameter: 'customerId' })]);
    expect((await owner.patch(`${path}?notes=x`, {})).body['errors']).toEqual([expect.objectContaining({ parameter: 'notes' })]);
  });

  test.each([['If-Match', '3'], ['If-Match', '"x"'], ['Idempotency-Key', 'two words'], ['Idempotency-Key', 'x'.repeat(256)]])('the header %s: %s', async (header, value) => {
    const { id } = await aCustomer();
    const answer = await owner.patch(`/customers/${String(id)}`, {}, { [header]: value });
    expectProblem(answer, 400, 'invalid-input');
    expect(answer.body['errors']).toEqual([expect.objectContaining({ header })]);
  });

  test('If-Match where there is no document with versions', async () => {
    expectProblem(await owner.post('/customers', customerInput(), { 'if-match': '"1"' }), 400, 'invalid-input');
  });

  test('are answered in the language of the reader', async () => {
    expect((await owner.get('/nothing', { 'accept-language': 'nl' })).body['detail']).toBe('Op dit adres is niets.');
  });
});

describe('every answer', () => {
  test('bears the correlation id of the caller, or one of ours', async () => {
    const given = await owner.get('/customers?limit=1', { 'x-correlation-id': 'till-3.2026-11-21' });
    expect(given.headers.get('x-correlation-id')).toBe('till-3.2026-11-21');
    const ours = await owner.get('/customers?limit=1', { 'x-correlation-id': 'no good\tid' });
    expect(ours.headers.get('x-correlation-id')).toMatch(/^[\w-]{36}$/);
  });

  test('says what is left of the limit', async () => {
    const { headers } = await owner.get('/customers?limit=1');
    expect(headers.get('ratelimit-policy')).toBe('"default";q=500;w=10');
    expect(headers.get('ratelimit')).toMatch(/^"default";r=\d+;t=\d+$/);
  });

  test('is compressed when it is large and the caller can read it', async () => {
    const large = await owner.get('/customers?limit=100', { 'accept-encoding': 'gzip' });
    expect(large.headers.get('content-encoding')).toBe('gzip');
    expect((large.body['data'] as object[]).length).toBeGreaterThan(5);
    const plain = await owner.get('/customers?limit=100', { 'accept-encoding': 'identity' });
    expect([plain.headers.get('content-encoding'), plain.body]).toEqual([null, large.body]);
    expect((await owner.get('/customers?limit=1&fields=id', { 'accept-encoding': 'gzip' })).headers.get('content-encoding')).toBeNull();
  });

  test('may be read by a page on another origin, which may ask first', async () => {
    // Without Origin: the emulator's own front answers those itself, or refuses them.
    const asked = await owner.send('OPTIONS', '/customers', { headers: { 'access-control-request-method': 'POST' } });
    expect(asked.status).toBe(204);
    expect(asked.headers.get('access-control-allow-methods')).toContain('POST');
    expect(asked.headers.get('access-control-allow-headers')).toContain('Idempotency-Key');
    expect((await owner.get('/nothing')).headers.get('access-control-allow-origin')).toBe('*');
    expect((await owner.send('OPTIONS', '/customers')).headers.get('allow')).toBe('POST, GET, HEAD, OPTIONS');
    expect((await owner.send('OPTIONS', '/nothing')).status).toBe(404);
  });
});
