import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { disableNetwork, enableNetwork } from 'firebase/firestore';
import { useStack } from '../../local/stack/jest.ts';
import { until } from '../../local/story/wait.ts';
import { createActions, createFiles, OfflineError, TimeoutError, type Customer, type LiveInfo, type Toonbank } from '../src/index.ts';
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
afterEach(() => {
  connected();
  line.mishaps.length = 0;
});
afterAll(async () => {
  await owner.leave();
  await line.close();
});

/** What a browser tells its pages of its connection; Node tells nothing. */
const page = new EventTarget();
const usual = Object.getOwnPropertyDescriptors({ ...globalThis }).navigator;

function disconnected(): void {
  Object.defineProperty(globalThis, 'navigator', { value: { onLine: false }, configurable: true });
  Object.assign(globalThis, { addEventListener: page.addEventListener.bind(page), removeEventListener: page.removeEventListener.bind(page) });
}

function connected(): void {
  if (usual === undefined) Reflect.deleteProperty(globalThis, 'navigator');
  else Object.defineProperty(globalThis, 'navigator', usual);
  page.dispatchEvent(new Event('online'));
}

describe('while the device has no connection', () => {
  test('a call is refused, and nothing is sent now or later', async () => {
    disconnected();
    line.heard.length = 0;
    const error = await failure(toonbank.with({ language: 'nl' }).customers.create(customer));
    expect(error).toBeInstanceOf(OfflineError);
    expect(error).toMatchObject({ message: 'Je bent offline.', retryable: false });
    connected();
    expect((await toonbank.customers.list()).data).toEqual([]);
    expect(line.heard.length).toBe(1);
  });

  test('a call may wait for it, within its time', async () => {
    disconnected();
    const waiting = createActions({ ...toonbank.connection.options, offline: 'wait' });
    const made = waiting.customers.create({ ...customer, name: 'Later' });
    line.heard.length = 0;
    expect(await failure(waiting.customers.list({}, { timeoutMs: 50 }))).toBeInstanceOf(OfflineError);
    expect(line.heard.length).toBe(0);
    connected();
    expect((await made).name).toBe('Later');
    line.mishaps.push('hang');
    expect(await failure(waiting.customers.list({}, { timeoutMs: 50 }))).toBeInstanceOf(TimeoutError);
  });

  test('an upload is not begun', async () => {
    disconnected();
    const upload = createFiles(toonbank, owner.storage).upload(new Uint8Array(317), { name: 'bon.pdf', contentType: 'application/pdf' });
    expect(await failure(upload.done)).toBeInstanceOf(OfflineError);
  });

  test('a live query gives what was heard before, says so, and catches up', async () => {
    const { id } = await toonbank.customers.create({ ...customer, name: 'Bekend' });
    const heard: { documents: readonly Customer[]; info: LiveInfo<Customer> }[] = [];
    const first = toonbank.customers.watch({ sort: 'name' }, (documents, info) => void heard.push({ documents, info }));
    await until('the customers', () => heard.at(-1)?.info.fromCache === false);
    const known = heard.at(-1)?.documents.length;
    await disableNetwork(owner.firestore);
    await until('that it is the cache', () => heard.at(-1)?.info.fromCache === true);
    expect(heard.at(-1)?.documents.length).toBe(known);

    const later: { name?: string | undefined; fromCache?: boolean } = {};
    const second = toonbank.customers.watchOne(id, (found, { fromCache }) => Object.assign(later, { name: found?.name, fromCache }));
    await until('the document', () => later.name !== undefined);
    expect(later).toEqual({ name: 'Bekend', fromCache: true });

    await toonbank.customers.update({ customerId: id, name: 'Anders' });
    expect(later.name).toBe('Bekend');
    await enableNetwork(owner.firestore);
    await until('the change', () => later.name === 'Anders' && later.fromCache === false);
    await until('the list', () => heard.at(-1)?.info.fromCache === false && heard.at(-1)?.documents.some(({ name }) => name === 'Anders'));
    first();
    second();
  });

  test('an empty list of what was never heard is marked so', async () => {
    await disableNetwork(owner.firestore);
    const heard: boolean[] = [];
    const stop = toonbank.invoices.watch({}, (invoices, { fromCache }) => void heard.push(invoices.length === 0 && fromCache));
    await until('an answer', () => heard.length > 0);
    expect(heard).toEqual([true]);
    stop();
    await enableNetwork(owner.firestore);
  });
});
