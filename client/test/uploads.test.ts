import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { signOut } from 'firebase/auth';
import { useStack } from '../../local/stack/jest.ts';
import { until } from '../../local/story/wait.ts';
import { attachmentOf, TAKEN } from '../src/attachment.ts';
import { AbortedError, createFiles, ForbiddenError, InvalidInputError, NetworkError, NotFoundError, UnauthenticatedError, type Files, type StoredFile, type Toonbank, type UploadProgress } from '../src/index.ts';
import { storageError } from '../src/storage-errors.ts';
import { BrokenLine } from './broken-line.ts';
import { TestDevice } from './device.ts';
import { failure } from './failure.ts';
import { customer, organisation } from './samples.ts';

const stack = useStack();
const devices: TestDevice[] = [];
let line: BrokenLine;
let owner: TestDevice;
let toonbank: Toonbank;
let files: Files;

beforeAll(async () => {
  const { projectId, ports, functionsUrl } = stack();
  line = await BrokenLine.to(ports.storage);
  owner = await device({ projectId, functionsUrl, ports: { ...ports, storage: line.port } }).signUp();
  const { id } = await owner.toonbank.accounts.createOrganisation(organisation);
  toonbank = owner.toonbank.with({ organisationId: id });
  files = createFiles(toonbank, owner.storage);
}, 60_000);
afterEach(() => line.mend());
afterAll(async () => {
  await Promise.all(devices.map((one) => one.leave()));
  await line.close();
});

function device(of: ConstructorParameters<typeof TestDevice>[0] = stack()): TestDevice {
  const one = new TestDevice(of);
  devices.push(one);
  return one;
}

/** Looks like a picture from its first bytes, and different all over. */
function picture(size: number): Uint8Array<ArrayBuffer> {
  const bytes = Uint8Array.from({ length: size }, (_, index) => (index * 7 + (index >> 8)) % 251);
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return bytes;
}

const png = { name: 'Quattro stagioni.png', contentType: 'image/png' };

/** Several pieces of the resumable protocol. */
const LARGE = 1_377_113;

test('a picture goes from the device to a document to whoever downloads it', async () => {
  const bytes = picture(73_411);
  const upload = files.upload(new File([bytes], 'C:\\foto\\Quattro #1.png', { type: 'image/png; charset=binary' }));
  const uploaded = await upload.done;
  expect(uploaded).toMatchObject({ name: 'Quattro _1.png', contentType: 'image/png', size: bytes.length });
  expect(upload.progress).toEqual({ state: 'done', sent: bytes.length, total: bytes.length });

  const photo = await toonbank.catalogue.addPhoto({ upload: uploaded.path });
  const heard: { file?: StoredFile | undefined } = {};
  const stop = toonbank.files.watch({ kind: 'photo' }, ([file]) => (heard.file = file));
  await until('the document', () => heard.file !== undefined);
  stop();
  expect(heard.file).toMatchObject({ path: photo.path, size: bytes.length, contentType: 'image/png', createdAt: expect.any(Date) });
  expect(Buffer.from(await files.download(photo.path)).equals(bytes)).toBe(true);
  // Who looks at the menu is nobody.
  const shopper = device();
  const theirs = createFiles(shopper.toonbank.with({ organisationId: toonbank.organisationId }), shopper.storage);
  expect((await theirs.download(photo.path)).byteLength).toBe(bytes.length);
  expect(await failure(theirs.download(uploaded.path))).toBeInstanceOf(UnauthenticatedError);
});

test('a receipt goes from the device to the expense that it belongs to', async () => {
  const bytes = Buffer.from(`%PDF-1.7\n${'Bon van de bouwmarkt '.repeat(417)}`);
  const { path } = await files.upload(bytes, { name: 'bon.pdf', contentType: 'application/pdf' }).done;
  const { fileId } = await toonbank.projects.keepReceipt({ upload: path });
  const { id: customerId } = await toonbank.customers.create(customer);
  const { id: projectId, createdAt } = await toonbank.projects.create({ customerId, name: 'Dakkapel', billing: { kind: 'hourly' }, rates: { standard: 8_750 } });
  const date = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Amsterdam' }).format(createdAt);
  const expense = await toonbank.projects.addExpense({ projectId, date, description: 'Dakpannen', amount: 13_777, vatAmount: 2_893, receiptFileId: fileId });
  const receipt = await toonbank.files.get({ fileId: expense.receiptFileId ?? '' });
  expect(Buffer.from(await files.download(receipt.path)).equals(bytes)).toBe(true);
});

describe('under way', () => {
  test('it tells how far it is, is paused, and goes on where it was', async () => {
    const bytes = picture(LARGE);
    const steps: UploadProgress[] = [];
    const upload = files.upload(new Blob([bytes]), {
      ...png,
      onProgress: (progress) => {
        if (steps.push(progress) > 1 && progress.sent > 0 && !steps.some(({ state }) => state === 'paused')) upload.pause();
      },
    });
    await until('the pause', () => upload.progress.state === 'paused');
    const before = upload.progress.sent;
    upload.resume();
    const { path } = await upload.done;
    const sent = steps.map((step) => step.sent);
    expect(sent).toEqual(sent.toSorted((a, b) => a - b));
    expect(steps.find(({ state, sent: at }) => state === 'running' && at > before)).toBeDefined();
    expect(steps.at(-1)).toEqual({ state: 'done', sent: LARGE, total: LARGE });
    expect(Buffer.from(await files.download(path)).equals(bytes)).toBe(true);
  });

  test('a pause before it began holds it', async () => {
    const upload = files.upload(picture(3_217), png);
    upload.pause();
    await until('the pause', () => upload.progress.state === 'paused');
    expect(upload.progress.sent).toBe(0);
    upload.resume();
    expect((await upload.done).size).toBe(3_217);
  });

  test('when the connection breaks it goes on after, and every byte is there once', async () => {
    const bytes = picture(LARGE);
    let tried: Promise<void> | undefined;
    const upload = files.upload(bytes, {
      ...png,
      onProgress: ({ sent }) => {
        if (sent > 0) tried ??= line.cut();
      },
    });
    await until('a first piece', () => tried !== undefined);
    await tried;
    expect(upload.progress.state).toBe('running');
    line.mend();
    const { path } = await upload.done;
    expect(Buffer.from(await files.download(path)).equals(bytes)).toBe(true);
  });

  test('when it does not come back in time, that is a network error', async () => {
    const { maxUploadRetryTime } = owner.storage;
    owner.storage.maxUploadRetryTime = 1_200;
    void line.cut();
    const upload = files.upload(picture(3_217), png);
    const error = await failure(upload.done);
    owner.storage.maxUploadRetryTime = maxUploadRetryTime;
    expect(error).toBeInstanceOf(NetworkError);
    expect(error).toMatchObject({ retryable: true, data: { storage: 'retry-limit-exceeded' } });
    expect(upload.progress.state).toBe('failed');
  });
});

describe('cancelled', () => {
  const cancelled = async (upload: ReturnType<Files['upload']>): Promise<void> => {
    expect(await failure(upload.done)).toBeInstanceOf(AbortedError);
    expect(upload.progress.state).toBe('failed');
  };

  test('by hand, halfway', async () => {
    const upload = files.upload(picture(LARGE), { ...png, onProgress: ({ sent }) => sent > 0 && upload.cancel() });
    await cancelled(upload);
    expect(upload.progress.sent).toBeLessThan(LARGE);
  });

  test('while paused', async () => {
    const upload = files.upload(picture(LARGE), png);
    upload.pause();
    await until('the pause', () => upload.progress.state === 'paused');
    upload.cancel();
    await cancelled(upload);
  });

  test('by a signal, before it began and on its way', async () => {
    await cancelled(files.upload(picture(3_217), { ...png, signal: AbortSignal.abort() }));
    const controller = new AbortController();
    await cancelled(files.upload(picture(LARGE), { ...png, signal: controller.signal, onProgress: ({ sent }) => sent > 0 && controller.abort() }));
  });
});

describe('refused', () => {
  const issue = async (bytes: Uint8Array<ArrayBuffer>, options: object) => {
    const error = await failure(files.upload(bytes, options).done);
    expect(error).toBeInstanceOf(InvalidInputError);
    return error.issues.map(({ path, code }) => [path, code]);
  };

  test('for what it is, before a byte is sent', async () => {
    expect(await issue(new Uint8Array(0), png)).toEqual([['file', 'too-small']]);
    expect(await issue(new Uint8Array(25 * 1024 * 1024 + 1), png)).toEqual([['file', 'too-large']]);
    expect(await issue(picture(417), { name: 'x.svg', contentType: 'image/svg+xml' })).toEqual([['contentType', 'invalid-value']]);
    expect(await issue(picture(417), {})).toEqual([['contentType', 'required']]);
  });

  test('by the rules, for somebody who is no member', async () => {
    const outsider = await device().signUp();
    const theirs = createFiles(outsider.toonbank.with({ organisationId: toonbank.organisationId, language: 'nl' }), outsider.storage);
    for (const size of [3_217, LARGE]) {
      const error = await failure(theirs.upload(picture(size), png).done);
      expect(error).toBeInstanceOf(ForbiddenError);
      expect(error.message).toBe('Je mag dit niet doen met dit bestand.');
    }
    const { path } = await files.upload(picture(3_217), png).done;
    expect(await failure(theirs.download(path))).toBeInstanceOf(ForbiddenError);
  });

  test('to who is signed out, and without an organisation', async () => {
    const person = await device().signUp();
    expect(await failure(createFiles(person.toonbank, person.storage).upload(picture(417), png).done)).toBeInstanceOf(InvalidInputError);
    await signOut(person.auth);
    const signedOut = createFiles(person.toonbank.with({ organisationId: toonbank.organisationId }), person.storage);
    expect(await failure(signedOut.upload(picture(417), png).done)).toBeInstanceOf(UnauthenticatedError);
  });

  test('where nothing stands, there is nothing to download', async () => {
    expect(await failure(files.download(`orgs/${toonbank.organisationId}/uploads/${owner.uid}/none.png`))).toBeInstanceOf(NotFoundError);
  });

  test('with the storage of another app', () => {
    expect(() => createFiles(toonbank, device().storage)).toThrow(TypeError);
  });
});

test.each([
  ['C:\\foto\\bon.pdf', 'bon.pdf'],
  ['../../invoices/2026-0003.pdf', '2026-0003.pdf'],
  ['a\u0000b\n#[1]?.pdf', 'a_b___1__.pdf'],
  ['.pdf', 'file.pdf'],
  ['', 'file'],
  ['Ünï🍕'.repeat(90) + '.pdf', expect.stringMatching(/^(Ünï🍕){36}Ün\.pdf$/)],
  ['mappen/', 'file'],
])('a file called %j goes by a safe name', (name, safe) => {
  const { path, name: said } = attachmentOf(new Uint8Array(417), { name, contentType: 'application/pdf' }, 'orgs/o/uploads/u', 'en');
  expect(said).toEqual(safe);
  expect(path).toMatch(/^orgs\/o\/uploads\/u\/[^/]+-[\da-f]{8}(\.pdf)?$/);
  expect(Array.from(path.replace(/^.*\//, '')).length).toBeLessThanOrEqual(200);
});

test('no room is told apart from no permission', () => {
  // The emulator is never full: the code is the one that Storage's SDK documents.
  expect(storageError({ code: 'storage/quota-exceeded' }, toonbank.connection)).toMatchObject({ code: 'limit-reached', message: 'There is no room for more files.' });
  expect(storageError({ code: 'storage/unauthorized-app' }, toonbank.connection).code).toBe('app-check-required');
  expect(storageError({ code: 'storage/unknown' }, toonbank.connection).code).toBe('internal');
});

test('the client takes what the rules take', () => {
  const rules = readFileSync(new URL('../../storage.rules', import.meta.url), 'utf8');
  const [, allowed = ''] = /isAttachment\(object\) \{[^]*?matches\(([^]*?)\);\n/.exec(rules) ?? [];
  const pattern = [...allowed.matchAll(/'([^']*)'/g)].map(([, part]) => part).join('');
  expect(TAKEN.source.replaceAll('\\/', '/')).toBe(`^(${pattern})$`);
});
