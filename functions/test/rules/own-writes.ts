import { beforeEach, describe, test } from '@jest/globals';
import { collection, deleteDoc, deleteField, doc, getDoc, getDocs, serverTimestamp, setDoc, Timestamp, updateDoc } from 'firebase/firestore';
import { database } from '../../src/platform/firestore.ts';
import { allowed, denied, type Rules } from './support.ts';

const NOT_ANNA: readonly (readonly [string, string | undefined])[] = [
  ['another person', 'bob'],
  ['somebody who has not signed in', undefined],
];

/** What a person writes straight from an app: the own profile, devices, and what has been read. */
export function ownWrites(rules: Rules): void {
  const ref = (uid: string | undefined, path: string) => doc(rules.firestore(uid), path);

  describe('profile', () => {
    beforeEach(() =>
      database()
        .doc('users/anna')
        .set({ name: 'Anna', email: 'anna@example.test', language: 'nl', phone: null, photo: null, createdAt: new Date() }),
    );
    const changeAs = (uid: string | undefined, fields: object) => updateDoc(ref(uid, 'users/anna'), fields);
    const change = (fields: object) => changeAs('anna', fields);

    test.each([
      [{ name: 'Anna de Boer-Özdemir' }],
      [{ name: 'Zoë 🍋' }],
      [{ name: 'x'.repeat(100) }],
      [{ language: 'en' }],
      [{ phone: '+31612345678', photo: 'https://example.test/anna.png' }],
      [{ phone: null, photo: null }],
    ])('its owner sets %j', async (fields) => {
      await allowed(change(fields));
    });

    test.each([
      [{ name: '' }],
      [{ name: ' Anna' }],
      [{ name: 'x'.repeat(101) }],
      [{ name: 'Anna\nde Boer' }],
      [{ name: 'Anna\u202eannA' }],
      [{ name: 42 }],
      [{ name: deleteField() }],
      [{ language: 'de' }],
      [{ phone: '06-12345678' }],
      [{ phone: 612345678 }],
      [{ phone: '12345' }],
      [{ photo: 'http://example.test/anna.png' }],
      [{ photo: 'https://example.test/a b' }],
      [{ photo: `https://example.test/${'x'.repeat(2048)}` }],
      [{ photo: { url: 'https://example.test' } }],
      [{ email: 'boss@example.test' }],
      [{ createdAt: new Date(0) }],
      [{ admin: true }],
    ])('its owner cannot set %p', async (fields) => {
      await denied(change(fields));
    });

    test('it is neither made nor deleted from outside', async () => {
      await denied(setDoc(ref('bob', 'users/bob'), { name: 'Bob', language: 'nl', phone: null, photo: null }));
      await denied(deleteDoc(ref('anna', 'users/anna')));
      await denied(getDocs(collection(rules.firestore('anna'), 'users')));
    });

    test('its owner reads it', () => allowed(getDoc(ref('anna', 'users/anna'))));

    test.each(NOT_ANNA)('%s neither reads nor changes it', async (_who, uid) => {
      await denied(getDoc(ref(uid, 'users/anna')));
      await denied(changeAs(uid, { name: 'Eve' }));
    });
  });

  describe('list of organisations', () => {
    beforeEach(() => database().doc('users/anna/memberships/mill').set({ role: 'sales', organisationName: 'Mill' }));

    test('is read by its owner and written by nobody', async () => {
      await allowed(getDocs(collection(rules.firestore('anna'), 'users/anna/memberships')));
      await denied(setDoc(ref('anna', 'users/anna/memberships/forge'), { role: 'owner' }));
      await denied(updateDoc(ref('anna', 'users/anna/memberships/mill'), { role: 'owner' }));
    });

    test.each(NOT_ANNA)('is closed to %s', async (_who, uid) => {
      await denied(getDoc(ref(uid, 'users/anna/memberships/mill')));
    });
  });

  describe('devices', () => {
    const device = { token: 'fcm-token-of-anna', platform: 'android', updatedAt: Timestamp.now() };
    const phone = 'users/anna/devices/phone';

    test('are registered, renewed, listed and withdrawn by their owner', async () => {
      await allowed(setDoc(ref('anna', phone), device));
      await allowed(setDoc(ref('anna', phone), { ...device, token: 'renewed', platform: 'ios', updatedAt: serverTimestamp() }));
      await allowed(getDocs(collection(rules.firestore('anna'), 'users/anna/devices')));
      await allowed(deleteDoc(ref('anna', phone)));
    });

    test.each([
      [{ token: '' }],
      [{ token: 7 }],
      [{ token: 'x'.repeat(4097) }],
      [{ platform: 'toaster' }],
      [{ updatedAt: 'now' }],
      [{ note: 'x' }],
    ])('with %j are refused', async (fields) => {
      await denied(setDoc(ref('anna', phone), { ...device, ...fields }));
    });

    test('without a field, or under an endless id, are refused', async () => {
      const { token, ...rest } = device;
      await denied(setDoc(ref('anna', phone), rest));
      await denied(setDoc(ref('anna', phone), { token }));
      await denied(setDoc(ref('anna', `users/anna/devices/${'x'.repeat(129)}`), device));
    });

    test.each(NOT_ANNA)('are closed to %s', async (_who, uid) => {
      await database().doc(phone).set({ ...device, updatedAt: new Date() });
      await denied(getDoc(ref(uid, phone)));
      await denied(setDoc(ref(uid, phone), device));
      await denied(deleteDoc(ref(uid, phone)));
    });
  });

  describe('notifications', () => {
    const path = 'users/anna/notifications/n1';
    beforeEach(() => database().doc(path).set({ title: 'Invoice 2026-0003 is paid', readAt: null }));

    test('are read, and marked as read once, by their owner', async () => {
      await allowed(getDocs(collection(rules.firestore('anna'), 'users/anna/notifications')));
      await allowed(updateDoc(ref('anna', path), { readAt: serverTimestamp() }));
      await denied(updateDoc(ref('anna', path), { readAt: serverTimestamp() }));
    });

    test('take nothing else', async () => {
      await denied(updateDoc(ref('anna', path), { readAt: serverTimestamp(), title: 'Forged' }));
      await denied(updateDoc(ref('anna', path), { readAt: Timestamp.fromMillis(0) }));
      await denied(setDoc(ref('anna', 'users/anna/notifications/n2'), { title: 'Forged', readAt: null }));
      await denied(deleteDoc(ref('anna', path)));
    });

    test.each(NOT_ANNA)('are closed to %s', async (_who, uid) => {
      await denied(getDoc(ref(uid, path)));
      await denied(updateDoc(ref(uid, path), { readAt: serverTimestamp() }));
    });
  });

  test("a person's audit records are closed to that person", async () => {
    await database().doc('users/anna/audit/a1').set({ action: 'accounts/create-organisation' });
    await denied(getDoc(ref('anna', 'users/anna/audit/a1')));
  });
}
