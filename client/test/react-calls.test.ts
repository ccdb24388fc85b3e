import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createElement } from 'react';
import { place } from './dom.ts';
import { createRoot } from 'react-dom/client';
import { useStack } from '../../local/stack/jest.ts';
import { until } from '../../local/story/wait.ts';
import { AbortedError, createFiles, InvalidInputError, NetworkError, type Files, type Toonbank } from '../src/index.ts';
import { useAction, useFiles, usePages, useToonbank, useUpload } from '../src/react/index.ts';
import { BadLine } from './bad-line.ts';
import { TestDevice } from './device.ts';
import { renderHook } from './render-hook.tsx';
import { customer, organisation } from './samples.ts';

const stack = useStack();
let line: BadLine;
let owner: TestDevice;
let toonbank: Toonbank;
let files: Files;

beforeAll(async () => {
  line = await BadLine.to(`${stack().functionsUrl}/api`);
  owner = await new TestDevice(stack(), { apiUrl: line.url }).signUp();
  const { id } = await owner.toonbank.accounts.createOrganisation(organisation);
  toonbank = owner.toonbank.with({ organisationId: id });
  files = createFiles(toonbank, owner.storage);
}, 60_000);
afterAll(async () => {
  await owner.leave();
  await line.close();
});
beforeEach(() => {
  line.heard.length = 0;
  line.mishaps.length = 0;
});

const named = (name: string) => ({ ...customer, name });
const countOf = async (name: string): Promise<number> => (await toonbank.customers.search({ text: name })).customers.length;
const keys = (): unknown[] => line.heard.map(({ data }) => data['idempotencyKey']);

describe('an action', () => {
  const action = () => renderHook(() => useAction('customers', 'create'), { client: toonbank, strict: true });

  test('is pending, then gives its reply', async () => {
    const hook = await action();
    expect(hook.now).toMatchObject({ pending: false, data: undefined, error: undefined });
    const reply = hook.now.run(named('Eerste'));
    await until('the wait', () => hook.all.some(({ pending }) => pending));
    expect(await reply).toMatchObject({ name: 'Eerste', createdAt: expect.any(Date) });
    await until('the reply', () => !hook.now.pending);
    expect(hook.now.data?.name).toBe('Eerste');
    hook.now.reset();
    await until('that it is forgotten', () => hook.now.data === undefined);
    hook.unmount();
  });

  test('fails with what is wrong, field by field, and rejects nowhere', async () => {
    const hook = await action();
    expect(await hook.now.run({ ...named('Fout'), email: 'geen adres' })).toBeUndefined();
    await until('the error', () => hook.now.error !== undefined);
    expect(hook.now.error).toBeInstanceOf(InvalidInputError);
    expect(hook.now.error?.issuesAt('email').length).toBe(1);
    expect(await hook.now.run(named('Toch goed'))).toBeDefined();
    await until('the end of the error', () => hook.now.error === undefined && !hook.now.pending);
    expect(new Set(keys()).size).toBe(2);
    hook.unmount();
  });

  test('pressed twice is done once', async () => {
    const hook = await action();
    const [one, two] = await Promise.all([hook.now.run(named('Dubbelklik')), hook.now.run(named('Dubbelklik'))]);
    expect(one).toEqual(two);
    expect(await countOf('Dubbelklik')).toBe(1);
    hook.unmount();
  });

  test('pressed again after a lost answer is done once, and after an answer anew', async () => {
    const hook = await action();
    line.mishaps.push('lose-answer');
    expect(await hook.now.run(named('Verloren'), { retries: 0 })).toBeUndefined();
    await until('the error', () => hook.now.error !== undefined);
    expect(hook.now.error).toBeInstanceOf(NetworkError);
    await hook.now.run(named('Verloren'));
    expect(await countOf('Verloren')).toBe(1);
    await hook.now.run(named('Verloren'));
    expect(await countOf('Verloren')).toBe(2);
    hook.unmount();
  });

  test('goes on when the component is gone', async () => {
    const hook = await action();
    const reply = hook.now.run(named('Weggelopen'));
    hook.unmount();
    expect((await reply)?.name).toBe('Weggelopen');
  });
});

test('a list is read page by page, each document once, and again from the start', async () => {
  for (const name of ['Pagina A', 'Pagina B', 'Pagina C']) await toonbank.customers.create({ ...named(name), kind: 'private' });
  const hook = await renderHook(() => usePages('customers', { kind: 'private', sort: 'name', limit: 2 }), { client: toonbank, strict: true });
  await until('a page', () => hook.now.data.length === 2);
  expect(hook.now).toMatchObject({ pending: false, hasMore: true, error: undefined });
  hook.now.more();
  hook.now.more();
  await until('the last page', () => hook.now.data.length === 3);
  expect(hook.now.data.map(({ name }) => name)).toEqual(['Pagina A', 'Pagina B', 'Pagina C']);
  expect(hook.now.hasMore).toBe(false);
  hook.now.reload();
  await until('the first page again', () => hook.now.data.length === 2);
  line.mishaps.push({ status: 500 }, { status: 500 }, { status: 500 }, { status: 500 });
  hook.now.more();
  await until('an error', () => hook.now.error !== undefined);
  expect(hook.now).toMatchObject({ pending: false, hasMore: true, data: { length: 2 } });
  hook.now.more();
  await until('the last page again', () => hook.now.data.length === 3);
  hook.unmount();
});

test('an upload shows its progress and is cancelled with the component', async () => {
  const bytes = new Uint8Array(700_111).fill(37);
  const hook = await renderHook(useUpload, { client: toonbank, files, strict: true });
  expect(hook.now.progress).toBeUndefined();
  const uploaded = await hook.now.upload(bytes, { name: 'bon.pdf', contentType: 'application/pdf' });
  expect(uploaded).toMatchObject({ name: 'bon.pdf', size: 700_111 });
  await until('the file', () => hook.now.file !== undefined);
  expect(hook.now).toMatchObject({ error: undefined, progress: { state: 'done', sent: 700_111 } });
  expect(hook.all.some(({ progress }) => progress?.state === 'running')).toBe(true);

  expect(await hook.now.upload(bytes)).toBeUndefined();
  await until('the error', () => hook.now.error !== undefined);
  expect(hook.now.error?.issuesAt('contentType').length).toBe(1);

  const ends: unknown[] = [];
  const spied: Files = { ...files, upload: (...given) => {
    const upload = files.upload(...given);
    upload.done.catch((error: unknown) => ends.push(error));
    return upload;
  } };
  const other = await renderHook(useUpload, { client: toonbank, files: spied });
  const never = other.now.upload(bytes, { name: 'bon.pdf', contentType: 'application/pdf' });
  other.unmount();
  expect(await never).toBeUndefined();
  expect(ends[0]).toBeInstanceOf(AbortedError);
  hook.unmount();
});

test.each([useToonbank, useFiles])('%p says that there is nothing around it', async (hook) => {
  const errors: unknown[] = [];
  const Uses = () => {
    try {
      hook();
    } catch (error) {
      errors.push(error);
    }
    return null;
  };
  createRoot(place()).render(createElement(Uses));
  await until('a draw', () => errors.length > 0);
  expect(String(errors[0])).toContain('ToonbankProvider');
});
