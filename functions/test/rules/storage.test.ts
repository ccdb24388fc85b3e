import { beforeEach, describe, test } from '@jest/globals';
import { deleteObject, getBytes, listAll, ref, updateMetadata, uploadBytes } from 'firebase/storage';
import { storeImmutable } from '../../src/platform/storage.ts';
import { addMember, allBut, allowed, denied, OUTSIDERS, useRules } from './support.ts';

const rules = useRules();
const PDF = 'orgs/mill/invoices/i1/2026-0003.pdf';

const at = (uid: string | undefined, path: string) => ref(rules.storage(uid), path);
const upload = (uid: string | undefined, path: string, contentType = 'application/pdf', size = 37) =>
  uploadBytes(at(uid, path), new Uint8Array(size), { contentType });

describe('a stored invoice', () => {
  beforeEach(async () => {
    await storeImmutable(PDF, Buffer.from('%PDF-1.7 of an invoice'), 'application/pdf');
  });

  test('is read by who may read files, and by an owner', async () => {
    await addMember('mill', 'reader', ['files.read']);
    await allowed(getBytes(at('reader', PDF)));
    await allowed(getBytes(at('owner', PDF)));
  });

  test('is closed to who has every other permission', async () => {
    await addMember('mill', 'reader', allBut('files.read'));
    await denied(getBytes(at('reader', PDF)));
  });

  test.each(OUTSIDERS)('is closed to %s', async (_who, uid) => {
    await denied(getBytes(at(uid, PDF)));
    await denied(upload(uid, 'orgs/mill/invoices/i1/other.pdf'));
  });

  test('is never written, changed or deleted by an owner, nor is anything beside it', async () => {
    await denied(upload('owner', PDF));
    await denied(upload('owner', 'orgs/mill/invoices/i1/other.pdf'));
    await denied(updateMetadata(at('owner', PDF), { contentType: 'text/html' }));
    await denied(deleteObject(at('owner', PDF)));
  });

  test('is not found by listing', () => denied(listAll(at('owner', 'orgs/mill/invoices'))));
});

describe('an upload', () => {
  const path = 'orgs/mill/uploads/clerk/bon.pdf';
  beforeEach(() => addMember('mill', 'clerk', ['files.read', 'files.write']));

  test.each([
    'image/png',
    'image/jpeg',
    'image/heic',
    'application/pdf',
    'text/csv',
    'application/xml',
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    'application/vnd.oasis.opendocument.text',
  ])('of type %s is taken', async (type) => {
    await allowed(upload('clerk', path, type));
    await allowed(getBytes(at('clerk', path)));
  });

  test.each(['text/html', 'image/svg+xml', 'application/javascript', 'application/octet-stream', 'image/png; x=text/html'])('of type %s is refused', (type) =>
    denied(upload('clerk', path, type)),
  );

  test('of 25 MiB is taken, of one byte more or of none refused', async () => {
    await allowed(upload('clerk', path, 'image/png', 25 * 1024 * 1024));
    await denied(upload('clerk', 'orgs/mill/uploads/clerk/more.png', 'image/png', 25 * 1024 * 1024 + 1));
    await denied(upload('clerk', 'orgs/mill/uploads/clerk/none.png', 'image/png', 0));
  });

  test('is written once: not overwritten, relabelled or deleted', async () => {
    await upload('clerk', path);
    await denied(upload('clerk', path));
    await denied(updateMetadata(at('clerk', path), { contentType: 'image/png' }));
    await denied(deleteObject(at('clerk', path)));
  });

  test("in another member's folder, a deeper one, or under an endless name is refused", async () => {
    await denied(upload('owner', path));
    await denied(upload('clerk', 'orgs/mill/uploads/clerk/deeper/bon.pdf'));
    await denied(upload('clerk', `orgs/mill/uploads/clerk/${'x'.repeat(201)}`));
  });

  test('without the permission to write files is refused', async () => {
    await addMember('mill', 'clerk', allBut('files.write'));
    await denied(upload('clerk', path));
  });

  test.each(OUTSIDERS)('by %s is refused', async (_who, uid) => {
    await denied(upload(uid, `orgs/mill/uploads/${uid ?? 'clerk'}/bon.pdf`));
  });
});

describe('a picture on its way to the menu', () => {
  const path = 'orgs/mill/uploads/cook/pizza.png';
  beforeEach(() => addMember('mill', 'cook', ['catalogue.write']));

  test('is taken from who may change the catalogue, and nothing else is', async () => {
    await allowed(upload('cook', path, 'image/png', 5 * 1024 * 1024));
    await denied(upload('cook', 'orgs/mill/uploads/cook/more.png', 'image/png', 5 * 1024 * 1024 + 1));
    await denied(upload('cook', 'orgs/mill/uploads/cook/bon.pdf'));
    await denied(upload('cook', 'orgs/mill/uploads/clerk/pizza.png', 'image/png'));
    await denied(getBytes(at('cook', path)));
  });

  test('is refused from who has neither permission', async () => {
    await addMember('mill', 'cook', ['files.read', 'catalogue.read', 'orders.write']);
    await denied(upload('cook', path, 'image/png'));
  });
});

describe('a picture on the menu', () => {
  const PHOTO = 'orgs/mill/photos/p1';
  beforeEach(async () => {
    await storeImmutable(PHOTO, Buffer.from('89504e470d0a1a0a', 'hex'), 'image/png');
  });

  test.each(OUTSIDERS)('is seen by %s, who neither lists nor changes it', async (_who, uid) => {
    await allowed(getBytes(at(uid, PHOTO)));
    await denied(listAll(at(uid, 'orgs/mill/photos')));
    await denied(upload(uid, 'orgs/mill/photos/p2', 'image/png'));
    await denied(deleteObject(at(uid, PHOTO)));
  });

  test('is not put there, replaced or taken away by an owner', async () => {
    await denied(upload('owner', PHOTO, 'image/png'));
    await denied(upload('owner', 'orgs/mill/photos/p2', 'image/png'));
    await denied(deleteObject(at('owner', PHOTO)));
  });
});

describe("a person's picture", () => {
  const path = 'users/anna/photo/me.png';

  test('is put, replaced, seen and taken away by that person', async () => {
    await allowed(upload('anna', path, 'image/png'));
    await allowed(upload('anna', path, 'image/webp', 5 * 1024 * 1024));
    await allowed(getBytes(at('anna', path)));
    await allowed(deleteObject(at('anna', path)));
  });

  test('is a picture of at most 5 MiB', async () => {
    await denied(upload('anna', path, 'image/svg+xml'));
    await denied(upload('anna', path, 'application/pdf'));
    await denied(upload('anna', path, 'image/png', 5 * 1024 * 1024 + 1));
    await denied(upload('anna', path, 'image/png', 0));
  });

  test.each([
    ['another person', 'bob'],
    ['somebody who has not signed in', undefined],
  ])('is closed to %s', async (_who, uid) => {
    await upload('anna', path, 'image/png');
    await denied(getBytes(at(uid, path)));
    await denied(upload(uid, path, 'image/png'));
    await denied(deleteObject(at(uid, path)));
  });
});

test('everything else is closed to everybody', async () => {
  for (const path of ['readme.txt', 'public/logo.png', 'users/owner/notes.txt']) {
    await denied(upload('owner', path, 'text/plain'));
    await denied(getBytes(at('owner', path)));
  }
});
