import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { useStack } from '../../local/stack/jest.ts';
import { AbortedError, createActions, IdempotencyMismatchError, InvalidInputError, NetworkError, NotFoundError, RateLimitedError, TimeoutError, ToonbankError, UnauthenticatedError, type Toonbank } from '../src/index.ts';
import { BadLine } from './bad-line.ts';
import { TestDevice } from './device.ts';
import { failure } from './failure.ts';
import { customer, organisation } from './samples.ts';

const stack = useStack();
let line: BadLine;
let owner: TestDevice;
let toonbank: Toonbank;

beforeAll(async () => {
  line = await BadLine.to(`${stack().functionsUrl}/api`);
  owner = await new TestDevice(stack(), { apiUrl: line.url }).signUp();
  const { id } = await owner.toonbank.accounts.createOrganisation(organisation);
  toonbank = owner.toonbank.with({ organisationId: id });
}, 60_000);
afterAll(async () => {
  await owner.leave();
  await line.close();
});
beforeEach(() => {
  line.heard.length = 0;
  line.mishaps.length = 0;
  line.abandoned = 0;
});

const named = (name: string) => ({ ...customer, name });
const countOf = async (name: string): Promise<number> => (await toonbank.customers.search({ text: name })).customers.length;

describe('tried again by itself', () => {
  test.each(['lose-answer', { status: 503 }, { status: 502 }] as const)('after %j, with the same key: one customer', async (mishap) => {
    const name = `Eenmaal ${JSON.stringify(mishap).replace(/\W/g, '')}`;
    line.mishaps.push(mishap, mishap);
    const made = await toonbank.customers.create(named(name));
    const [first, ...others] = line.heard;
    expect(line.heard.length).toBe(3);
    for (const other of others) {
      expect(other.data['idempotencyKey']).toBe(first?.data['idempotencyKey']);
      expect(other.correlationId).toBe(first?.correlationId);
    }
    expect(made.name).toBe(name);
    expect(await countOf(name)).toBe(1);
  });

  test('after too many requests, no sooner than the server said', async () => {
    line.mishaps.push({ status: 429, headers: { 'retry-after': '2' } });
    const began = Date.now();
    await toonbank.customers.list({ limit: 3 });
    expect(Date.now() - began).toBeGreaterThanOrEqual(1_990);
  });

  test('but not for ever', async () => {
    line.mishaps.push(...Array.from({ length: 3 }, () => 'lose-answer' as const));
    const error = await failure(toonbank.customers.list({}, { retries: 2 }));
    expect(error).toBeInstanceOf(NetworkError);
    expect(line.heard.length).toBe(3);
  });

  test('not when the server has said no', async () => {
    await failure(toonbank.customers.create({ ...customer, name: '' }));
    expect(line.heard.length).toBe(1);
  });

  test('with a new ID token, when the old one is no longer good', async () => {
    await stack().advanceClock(2 * 3_600_000);
    expect((await toonbank.customers.list({ limit: 3 })).data.length).toBeLessThanOrEqual(3);
  });
});

describe('broken off', () => {
  test('by a signal: the request ends and nothing is tried again', async () => {
    line.mishaps.push('hang');
    const controller = new AbortController();
    const call = failure(toonbank.customers.create(named('Nooit'), { signal: controller.signal }));
    setTimeout(() => controller.abort(new Error('the screen was left')), 100);
    const error = await call;
    expect(error).toBeInstanceOf(AbortedError);
    expect(error.code).toBe('aborted');
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(line).toMatchObject({ abandoned: 1, heard: { length: 1 } });
  });

  test('while it waits to try again', async () => {
    line.mishaps.push({ status: 429, headers: { 'retry-after': '20' } });
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 150);
    const began = Date.now();
    expect(await failure(toonbank.customers.list({}, { signal: controller.signal }))).toBeInstanceOf(AbortedError);
    expect(Date.now() - began).toBeLessThan(2_000);
  });

  test('before it began: nothing is sent', async () => {
    expect(await failure(toonbank.customers.list({}, { signal: AbortSignal.abort() }))).toBeInstanceOf(AbortedError);
    expect(line.heard.length).toBe(0);
  });

  test('by time', async () => {
    line.mishaps.push('hang');
    const error = await failure(toonbank.customers.list({}, { timeoutMs: 300 }));
    expect(error).toBeInstanceOf(TimeoutError);
    expect(error.retryable).toBe(true);
  });
});

describe('keys', () => {
  test('of one\'s own: the same reply, and one customer', async () => {
    const idempotencyKey = `import-${Date.now()}`;
    const [one, two] = [await toonbank.customers.create(named('Sleutel'), { idempotencyKey }), await toonbank.customers.create(named('Sleutel'), { idempotencyKey })];
    expect(two).toEqual(one);
    expect(await countOf('Sleutel')).toBe(1);
    expect(await failure(toonbank.customers.create(named('Anders'), { idempotencyKey }))).toBeInstanceOf(IdempotencyMismatchError);
  });

  test('two calls have two', async () => {
    await Promise.all([toonbank.customers.create(named('Tweeling')), toonbank.customers.create(named('Tweeling'))]);
    expect(await countOf('Tweeling')).toBe(2);
  });
});

describe('errors', () => {
  test('name the fields, in the language of the client', async () => {
    const error = await failure(toonbank.with({ language: 'nl' }).customers.create({ ...customer, email: 'geen adres', address: { ...customer.address, country: 'NL', city: '' } }));
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error).toBeInstanceOf(ToonbankError);
    expect(error.message).toBe('Controleer: email, address.city.');
    expect(error.issues.map(({ path }) => path)).toEqual(['email', 'address.city']);
    expect(error.issuesAt('address').length).toBe(1);
    expect(error.correlationId).toBe(line.heard[0]?.correlationId);
  });

  test('of somebody who is not signed in', async () => {
    const stranger = createActions({ apiUrl: line.url, organisationId: toonbank.organisationId });
    expect(await failure(stranger.customers.list())).toBeInstanceOf(UnauthenticatedError);
  });

  test('of an outsider, who does not learn whether there is such an organisation', async () => {
    const outsider = await new TestDevice(stack()).signUp();
    const theirs = outsider.toonbank.with({ organisationId: toonbank.organisationId });
    const error = await failure(theirs.customers.list());
    const none = await failure(outsider.toonbank.with({ organisationId: 'nobody-has-this' }).customers.list());
    expect([error.code, error.message]).toEqual([none.code, none.message]);
    expect(error).toBeInstanceOf(NotFoundError);
    await outsider.leave();
  });

  test('that the platform makes, not we', async () => {
    line.mishaps.push({ status: 429 });
    const error = await failure(toonbank.customers.list({}, { retries: 0 }));
    expect(error).toBeInstanceOf(RateLimitedError);
    expect(error).toMatchObject({ retryable: true, data: { status: 429 } });
  });

  test('where no server is', async () => {
    const nowhere = createActions({ apiUrl: 'http://127.0.0.1:9/api', organisationId: 'org' });
    const error = await failure(nowhere.orders.quote({ shopId: 'shop', service: 'collect', lines: [] }, { retries: 0 }));
    expect(error).toBeInstanceOf(NetworkError);
    expect(error.correlationId).toMatch(/^[\w.-]{8,64}$/);
  });

  test('where it does not follow where the server is', () => {
    expect(() => createActions({})).toThrow('apiUrl');
  });
});
