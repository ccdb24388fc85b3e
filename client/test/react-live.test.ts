import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { useStack } from '../../local/stack/jest.ts';
import { until } from '../../local/story/wait.ts';
import { ForbiddenError, InvalidInputError, type Toonbank } from '../src/index.ts';
import { useLive, useLiveOne, useOrganisation, useProfile } from '../src/react/index.ts';
import { TestDevice } from './device.ts';
import { renderHook } from './render-hook.tsx';
import { customer, organisation } from './samples.ts';

const stack = useStack();
const devices: TestDevice[] = [];
let toonbank: Toonbank;

beforeAll(async () => {
  const owner = await device().signUp();
  await owner.toonbank.accounts.signUpProfile({ name: 'Jan van Dijk', language: 'nl' });
  const { id } = await owner.toonbank.accounts.createOrganisation(organisation);
  toonbank = owner.toonbank.with({ organisationId: id });
  for (const [index, kind] of (['business', 'private', 'business', 'business'] as const).entries()) await toonbank.customers.create({ ...customer, kind, name: `Klant ${'DCBA'[index]}` });
}, 60_000);
afterAll(() => Promise.all(devices.map((one) => one.leave())));

function device(): TestDevice {
  const one = new TestDevice(stack());
  devices.push(one);
  return one;
}

/** The same client, and how often its customers were listened to. */
function counted(client: Toonbank) {
  const count = { opened: 0, closed: 0 };
  const watch: Toonbank['customers']['watch'] = (...given) => {
    count.opened += 1;
    const watching = client.customers.watch(...given);
    return Object.assign(
      () => {
        count.closed += 1;
        watching();
      },
      { more: watching.more },
    );
  };
  return { count, client: { ...client, customers: { ...client.customers, watch } } };
}

const names = (data: readonly { readonly name: string }[] | undefined) => data?.map(({ name }) => name);

describe('a live collection', () => {
  test('is shown as it changes, and let go when the component is', async () => {
    const { client, count } = counted(toonbank);
    const hook = await renderHook(() => useLive('customers', { kind: 'business', sort: 'name' }), { client });
    await until('the customers', () => hook.now.data?.length === 3);
    expect(hook.all[0]).toMatchObject({ status: 'loading', data: undefined, error: undefined });
    expect(names(hook.now.data)).toEqual(['Klant A', 'Klant B', 'Klant D']);
    const [first, second] = hook.now.data ?? [];
    await toonbank.customers.update({ customerId: first?.id ?? '', phone: '+31302345678' });
    await until('the change', () => hook.now.data?.[0]?.phone === '+31302345678');
    expect(hook.now.data?.[1]).toBe(second);
    expect(hook.now).toMatchObject({ status: 'live', hasMore: false, hasPendingWrites: false });
    hook.unmount();
    await until('its end', () => count.closed === 1);
    expect(count.opened).toBe(1);
    const draws = hook.all.length;
    await toonbank.customers.update({ customerId: first?.id ?? '', phone: null });
    expect(hook.all.length).toBe(draws);
  });

  test('is listened to once in the end where React mounts everything twice', async () => {
    const { client, count } = counted(toonbank);
    const hook = await renderHook(() => useLive('customers', { limit: 2 }), { client, strict: true });
    await until('the customers', () => hook.now.data?.length === 2);
    expect(count).toEqual({ opened: 2, closed: 1 });
    hook.unmount();
    await until('its end', () => count.closed === 2);
    expect(count.opened).toBe(2);
  });

  test('stays listened to while filter and client say the same, however they were made', async () => {
    const { client, count } = counted(toonbank);
    const hook = await renderHook(() => useLive('customers', { kind: ['business', 'private'], createdAtFrom: new Date(0), sort: '-createdAt' }), { client });
    await until('the customers', () => hook.now.data?.length === 4);
    const { data } = hook.now;
    for (const again of [client, { ...client }]) {
      const draws = hook.all.length;
      hook.redraw(again);
      await until('the draw', () => hook.all.length > draws);
    }
    expect(count).toEqual({ opened: 1, closed: 0 });
    expect(hook.now.data).toBe(data);
    hook.unmount();
  });

  test('shows nothing old under a new filter', async () => {
    const { client, count } = counted(toonbank);
    const wanted: { kind: 'business' | 'private' } = { kind: 'business' };
    const hook = await renderHook(() => useLive('customers', { kind: wanted.kind, sort: 'name' }), { client });
    await until('the businesses', () => hook.now.data?.length === 3);
    wanted.kind = 'private';
    const draws = hook.all.length;
    hook.redraw();
    await until('the others', () => hook.now.data?.length === 1);
    expect(hook.all[draws]).toMatchObject({ status: 'loading', data: undefined });
    expect(names(hook.now.data)).toEqual(['Klant C']);
    expect(count).toEqual({ opened: 2, closed: 1 });
    hook.unmount();
  });

  test('grows by pages', async () => {
    const hook = await renderHook(() => useLive('customers', { sort: 'name', limit: 3 }), { client: toonbank });
    await until('a page', () => hook.now.data?.length === 3);
    expect(hook.now.hasMore).toBe(true);
    hook.now.more();
    await until('all', () => hook.now.data?.length === 4 && !hook.now.hasMore);
    hook.unmount();
  });

  test('is not listened to before it is known what to', async () => {
    const { client, count } = counted(toonbank);
    for (const nothing of [undefined, null, false, ''] as const) {
      const hook = await renderHook(() => useLive('customers', nothing), { client });
      expect(hook.now).toMatchObject({ status: 'idle', data: undefined });
      hook.unmount();
    }
    expect(count.opened).toBe(0);
  });

  test('that may not be seen says why', async () => {
    const outsider = await device().signUp();
    const client = outsider.toonbank.with({ organisationId: toonbank.organisationId, language: 'nl' });
    const hook = await renderHook(() => useLive('customers', { limit: 2 }), { client, strict: true });
    await until('the refusal', () => hook.now.status === 'failed');
    expect(hook.now.error).toBeInstanceOf(ForbiddenError);
    expect(hook.now.error?.message).toBe('Je hoort niet bij deze organisatie.');
    expect(hook.now.data).toBeUndefined();
    hook.unmount();
  });

  test('with a filter that cannot be is an error, not a crash', async () => {
    const hook = await renderHook(() => useLive('customers', { notes: 'x' } as object), { client: toonbank });
    await until('the refusal', () => hook.now.status === 'failed');
    expect(hook.now.error).toBeInstanceOf(InvalidInputError);
    hook.unmount();
  });
});

describe('one document', () => {
  test('is there or is not', async () => {
    const { id } = await toonbank.customers.create({ ...customer, name: 'Even hier' });
    const hook = await renderHook(() => useLiveOne('customers', id), { client: toonbank });
    await until('the customer', () => hook.now.data?.name === 'Even hier');
    await toonbank.customers.delete({ customerId: id });
    await until('its end', () => hook.now.status === 'live' && hook.now.data === undefined);
    hook.unmount();
  });

  test('is the person, or the organisation', async () => {
    const hook = await renderHook(() => [useProfile().data?.name, useOrganisation().data?.name, useLiveOne('customers', undefined).status, useLive('memberships', {}).data?.length], { client: toonbank });
    await until('all', () => hook.now.every((one) => one !== undefined));
    expect(hook.now).toEqual(['Jan van Dijk', organisation.name, 'idle', 1]);
    hook.unmount();
  });
});
