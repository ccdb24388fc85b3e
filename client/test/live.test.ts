import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { signOut } from 'firebase/auth';
import { useStack } from '../../local/stack/jest.ts';
import { linkIn } from '../../local/story/customer.ts';
import { until } from '../../local/story/wait.ts';
import { ForbiddenError, InvalidInputError, UnauthenticatedError, type Customer, type LiveInfo, type Toonbank, type ToonbankError } from '../src/index.ts';
import { TestDevice } from './device.ts';
import { customer, organisation } from './samples.ts';

const stack = useStack();
const devices: TestDevice[] = [];
let toonbank: Toonbank;
let organisationId: string;

beforeAll(async () => {
  const owner = await device().signUp();
  ({ id: organisationId } = await owner.toonbank.accounts.createOrganisation(organisation));
  toonbank = owner.toonbank.with({ organisationId });
  for (const [index, kind] of (['business', 'private', 'business', 'business', 'private'] as const).entries()) {
    await toonbank.customers.create({ ...customer, kind, name: `Klant ${'EDCBA'[index]}` });
  }
}, 60_000);
afterAll(() => Promise.all(devices.map((one) => one.leave())));

function device(): TestDevice {
  const one = new TestDevice(stack());
  devices.push(one);
  return one;
}

/** What a listener hears, newest last. */
function hear<T>() {
  const calls: { documents: readonly T[]; info: LiveInfo<T> }[] = [];
  const errors: ToonbankError[] = [];
  const next = (documents: readonly T[], info: LiveInfo<T>): void => void calls.push({ documents, info });
  const names = (): string[] => ((calls.at(-1)?.documents ?? []) as readonly { name?: string }[]).map(({ name = '' }) => name);
  return { calls, errors, next, error: (error: ToonbankError): void => void errors.push(error), names };
}

async function join(role: string): Promise<TestDevice> {
  const person = await device().signUp();
  await toonbank.accounts.inviteMember({ email: person.email, role });
  const mail = await until('the invitation', async () => (await stack().world.mails(person.email))[0]);
  await person.toonbank.accounts.acceptInvitation({ invitation: linkIn(mail.text, 'invitation').token });
  return person;
}

describe('a live query', () => {
  test('filters, orders, and pages', async () => {
    const heard = hear<Customer>();
    const stop = toonbank.customers.watch({ kind: 'business', sort: 'name', limit: 2 }, heard.next, heard.error);
    await until('the first page', () => heard.names().length === 2);
    expect(heard.names()).toEqual(['Klant B', 'Klant C']);
    expect(heard.calls.at(-1)?.info).toMatchObject({ hasMore: true, hasPendingWrites: false });
    expect(heard.calls.at(-1)?.documents[0]).toMatchObject({ createdAt: expect.any(Date), id: expect.any(String) });
    const [first] = heard.calls.at(-1)?.documents ?? [];
    stop.more();
    await until('all of them', () => heard.names().length === 3 && heard.calls.at(-1)?.info.fromCache === false);
    expect(heard.names()).toEqual(['Klant B', 'Klant C', 'Klant E']);
    expect(heard.calls.at(-1)?.info.hasMore).toBe(false);
    const { id = '' } = first ?? {};
    await toonbank.customers.update({ customerId: id, phone: '+31302345678' });
    await until('the change', () => heard.calls.at(-1)?.info.changes.some(({ type }) => type === 'modified'));
    const before = heard.calls.find(({ documents }) => documents.length === 3)?.documents;
    const after = heard.calls.at(-1)?.documents;
    expect(after?.[0]?.phone).toBe('+31302345678');
    // What did not change is the same object as before.
    expect(after?.[2]).toBe(before?.[2]);
    stop();
    const count = heard.calls.length;
    await toonbank.customers.update({ customerId: id, phone: null });
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(heard.calls.length).toBe(count);
    expect(heard.errors).toEqual([]);
  });

  test('hears one document, and that there is none', async () => {
    const seen: unknown[] = [];
    const { id } = await toonbank.customers.create({ ...customer, name: 'Even hier' });
    const stop = toonbank.customers.watchOne(id, (found) => seen.push(found?.name));
    await until('the customer', () => seen.at(-1) === 'Even hier');
    await toonbank.customers.delete({ customerId: id });
    await until('its end', () => seen.at(-1) === undefined);
    stop();
  });

  test('ends by a signal', async () => {
    const heard = hear<Customer>();
    const controller = new AbortController();
    toonbank.customers.watch({}, heard.next, heard.error, { signal: controller.signal });
    await until('something', () => heard.calls.length > 0);
    controller.abort();
    const count = heard.calls.length;
    await toonbank.customers.create({ ...customer, name: 'Ongehoord' });
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(heard.calls.length).toBe(count);
  });

  test('takes a range of what it is ordered by', async () => {
    const heard = hear<Customer>();
    const stop = toonbank.customers.watch({ sort: 'updatedAt', updatedAtFrom: new Date(Date.now() + 86_400_000) }, heard.next, heard.error);
    await until('an answer', () => heard.calls.some(({ info }) => !info.fromCache));
    expect(heard.names()).toEqual([]);
    stop();
  });

  test.each([
    ['a field without an index', { notes: 'x' }],
    ['an order that there is not', { sort: 'phone' }],
    ['a range of another order', { sort: 'name', createdAtFrom: new Date(0) }],
    ['no value at all', { kind: [] }],
  ])('refuses %s before it listens', (_what, filter) => {
    expect(() => toonbank.customers.watch(filter as object, () => {})).toThrow(InvalidInputError);
  });

  test('needs an organisation', () => {
    expect(() => toonbank.with({ organisationId: undefined }).customers.watch({}, () => {})).toThrow(InvalidInputError);
    expect(() => toonbank.with({ organisationId: undefined }).organisation.watch(() => {})).toThrow(InvalidInputError);
    expect(() => toonbank.customers.watchOne('a/b', () => {})).toThrow(InvalidInputError);
  });
});

describe('who may not listen is told why', () => {
  test('an outsider', async () => {
    const heard = hear<Customer>();
    const outsider = await device().signUp();
    outsider.toonbank.with({ organisationId }).customers.watch({}, heard.next, heard.error);
    await until('the refusal', () => heard.errors.length > 0);
    expect(heard.errors[0]).toBeInstanceOf(ForbiddenError);
    expect(heard.errors[0]).toMatchObject({ message: 'You do not belong to this organisation.', data: { reason: 'not-a-member', permission: 'customers.read', organisationId } });
    expect(heard.calls).toEqual([]);
  });

  test('a member whose role does not allow it, who hears as soon as it does', async () => {
    const heard = hear<Customer>();
    const driver = await join('driver');
    driver.toonbank.with({ organisationId, language: 'nl' }).customers.watch({ sort: 'name', limit: 2 }, heard.next, heard.error);
    await until('the refusal', () => heard.errors.length > 0);
    expect(heard.errors[0]).toMatchObject({ code: 'forbidden', message: 'Met jouw rol mag je dit niet zien.', data: { reason: 'lacks-permission', permission: 'customers.read' } });
    await toonbank.accounts.changeMemberRole({ uid: driver.uid, role: 'bookkeeper' });
    await until('the customers', () => heard.names().length === 2);
    expect(heard.errors.length).toBe(1);
  });

  test('somebody who was removed', async () => {
    const heard = hear<Customer>();
    const former = await join('bookkeeper');
    await toonbank.accounts.removeMember({ uid: former.uid });
    former.toonbank.with({ organisationId }).customers.watch({}, heard.next, heard.error);
    await until('the refusal', () => heard.errors.length > 0);
    expect(heard.errors[0]?.data['reason']).toBe('removed');
  });

  test('somebody who is signed out, who hears after signing in', async () => {
    const heard = hear<Customer>();
    const person = await join('sales');
    const { currentUser } = person.auth;
    await signOut(person.auth);
    person.toonbank.with({ organisationId }).customers.watch({ limit: 2 }, heard.next, heard.error);
    await until('the refusal', () => heard.errors.length > 0);
    expect(heard.errors[0]).toBeInstanceOf(UnauthenticatedError);
    expect(heard.errors[0]?.data['reason']).toBe('signed-out');
    await person.auth.updateCurrentUser(currentUser);
    await until('the customers', () => heard.names().length === 2);
  });

  test('nobody is kept from the menu', async () => {
    const heard: { menu?: number; shops?: number } = {};
    const shopper = device();
    const at = shopper.toonbank.with({ organisationId });
    at.menu.watch({}, (pages) => (heard.menu = pages.length));
    at.shops.watch({}, (shops) => (heard.shops = shops.length));
    const { id: categoryId } = await toonbank.catalogue.createCategory({ name: 'Broodjes' });
    await toonbank.catalogue.createProduct({ name: 'Broodje bal', categoryId, price: 695, published: true });
    await toonbank.catalogue.createShop({ name: 'De Gouden Aar' });
    await until('the menu', () => heard.menu === 1 && heard.shops === 1);
  });
});
