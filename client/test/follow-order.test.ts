import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { useStack } from '../../local/stack/jest.ts';
import { until } from '../../local/story/wait.ts';
import { followOrder, LimitReachedError, NotFoundError, type Order, type Toonbank, type ToonbankError } from '../src/index.ts';
import { useFollowedOrder } from '../src/react/index.ts';
import { TestDevice } from './device.ts';
import { renderHook } from './render-hook.tsx';
import { organisation } from './samples.ts';

const stack = useStack();
const devices: TestDevice[] = [];
let toonbank: Toonbank;
let shopId: string;
let productId: string;

beforeAll(async () => {
  const owner = await device().signUp();
  const { id } = await owner.toonbank.accounts.createOrganisation(organisation);
  toonbank = owner.toonbank.with({ organisationId: id });
  const hours = [{ days: [1, 2, 3, 4, 5, 6, 7] as const, from: '00:00', until: '00:00' }];
  const service = { enabled: true, leadMinutes: 20, fee: 0, freeFrom: null, minimum: 0 };
  ({ id: shopId } = await toonbank.catalogue.createShop({ name: 'Pizzeria Vesuvio', hours, services: { 'eat-in': service, collect: service, deliver: service }, payments: ['counter'] }));
  const { id: categoryId } = await toonbank.catalogue.createCategory({ name: 'Pizza' });
  ({ id: productId } = await toonbank.catalogue.createProduct({ name: 'Margherita', categoryId, price: 1135, published: true }));
}, 60_000);
afterAll(() => Promise.all(devices.map((one) => one.leave())));

function device(): TestDevice {
  const one = new TestDevice(stack());
  devices.push(one);
  return one;
}

/** An order of somebody who is nobody, at the counter. */
function placed() {
  const guest = device();
  const at = guest.toonbank.with({ organisationId: toonbank.organisationId });
  const cart = { shopId, service: 'collect', lines: [{ productId, quantity: 3 }], seenTotal: 3 * 1135 } as const;
  const customer = { name: 'Fenna Özdemir', email: 'fenna@goudenaar.example', phone: '0612345678' };
  return at.orders.place({ ...cart, customer, payment: 'counter' }).then((order) => ({ guest, order }));
}

function follow(client: Toonbank, link: string, options?: { signal: AbortSignal }) {
  const states: (string | undefined)[] = [];
  const errors: ToonbankError[] = [];
  const heard = (order: Order | undefined): void => {
    if (states.at(-1) !== order?.status) states.push(order?.status);
  };
  const stop = followOrder(client, link, heard, (error) => errors.push(error), options);
  return { states, errors, stop };
}

describe('a shopper without an account', () => {
  test('follows the order of the link, and of no other', async () => {
    const { guest, order } = await placed();
    const mine = follow(guest.toonbank, `https://app.example.test/order/${order.token}?from=mail`);
    await until('the order', () => mine.states.length > 0);
    const [first] = mine.states;
    expect(guest.auth.currentUser?.isAnonymous).toBe(true);
    await toonbank.orders.accept({ orderId: order.orderId, minutes: 25 });
    await until('that it is accepted', () => mine.states.at(-1) === 'accepted');
    expect([first, mine.errors]).toEqual([order.status, []]);

    const { order: other } = await placed();
    const errors: ToonbankError[] = [];
    guest.toonbank.with({ organisationId: toonbank.organisationId }).orders.watchOne(other.orderId, () => {}, (error) => errors.push(error));
    await until('the refusal', () => errors.length > 0);
    mine.stop();
    await toonbank.orders.prepare({ orderId: order.orderId });
    expect(mine.states.at(-1)).toBe('accepted');
  });

  test('sees it on a page of React', async () => {
    const { guest, order } = await placed();
    const hook = await renderHook(() => useFollowedOrder(order.token), { client: guest.toonbank, strict: true });
    await until('the order', () => hook.now.data?.number === order.number);
    await toonbank.orders.accept({ orderId: order.orderId, minutes: 25 });
    await until('that it is accepted', () => hook.now.data?.status === 'accepted');
    hook.unmount();
  });

  test('is told of a link that is none', async () => {
    const { order } = await placed();
    for (const link of ['https://app.example.test/order/none', `${order.token.slice(0, -4)}AAAA`, 'ÿ']) {
      const mine = follow(device().toonbank, link);
      await until('the refusal', () => mine.errors.length > 0);
      expect(mine.errors[0]).toBeInstanceOf(NotFoundError);
      expect(mine.states).toEqual([]);
    }
  });

  test('is one of at most ten', async () => {
    const { order } = await placed();
    const ten = Array.from({ length: 10 }, () => follow(device().toonbank, order.token));
    await until('ten of them', () => ten.every(({ states }) => states.length > 0), 30_000);
    const eleventh = follow(device().toonbank, order.token);
    await until('the refusal', () => eleventh.errors.length > 0);
    expect(eleventh.errors[0]).toBeInstanceOf(LimitReachedError);
    for (const { stop } of ten) stop();
  }, 60_000);

  test('stops before it began', async () => {
    const { guest, order } = await placed();
    const mine = follow(guest.toonbank, order.token, { signal: AbortSignal.abort() });
    expect([mine.states, mine.errors, guest.auth.currentUser]).toEqual([[], [], null]);
  });
});
