import { randomUUID } from 'node:crypto';
import { startStack, type OwnStack } from '../local/stack/index.ts';
import { call, signUp } from './callable.ts';
import { quantile, row, type Bench } from './row.ts';
import { scaled } from './scale.ts';
import { openScreen, type Screen } from './screen.ts';
import { openShop, placing, type Act } from './shop.ts';

const SCREENS = scaled(200, 20);
/** Orders accepted while one board looks on, and again while all do. All stay on the boards. */
const CHANGES = scaled(20, 3);
const OPENED_AT_ONCE = 10;
const LATEST_MS = 1_000;

/** Staff accept orders one after another; every board must show it. From sending the change until the screen has it. */
export const listenerFanOut: Bench = {
  name: 'listener-fan-out',
  floor: 'one board alone in the same run, from sending the change to seeing it, so that the action itself is in both. All 200 boards run in one process on the machine that also serves them, each with the whole SDK: the time that they take from each other is counted',
  async run() {
    const stack = await startStack({ world: false });
    try {
      const { token, orgId, act, orders } = await openOrders(stack, 2 * (CHANGES + 1));
      const accept = async (screens: readonly Screen[]): Promise<number[]> => {
        const orderId = orders.pop() ?? '';
        // What the change before it set in motion: effects that go nowhere here wait for a retry, which is no work.
        await stack.awaitIdle(2).catch(() => undefined);
        const began = performance.now();
        const shown = screens.map((screen) => screen.shows(orderId, 'accepted').then(() => performance.now() - began));
        await act('orders/accept', { orderId });
        return Promise.all(shown);
      };
      const screens = [await openScreen(stack, token, orgId)];
      const alone = await several(CHANGES, () => accept(screens));
      while (screens.length < SCREENS) {
        const more = Math.min(OPENED_AT_ONCE, SCREENS - screens.length);
        screens.push(...(await Promise.all(Array.from({ length: more }, () => openScreen(stack, token, orgId)))));
      }
      const crowd = await several(CHANGES, () => accept(screens));
      await Promise.all(screens.map((screen) => screen.close()));
      const floor = quantile(alone.flat(), 0.95);
      return [row(`change to screen, p95 of ${SCREENS} boards, ms (floor: one board)`, crowd.map((times) => quantile(times, 0.95)), floor, LATEST_MS)];
    } finally {
      await stack.stop();
    }
  },
};

/** A shop with so many orders waiting to be accepted. */
async function openOrders(stack: OwnStack, count: number): Promise<{ token: string; orgId: string; act: Act; orders: string[] }> {
  const token = await signUp(stack, 'owner@example.test');
  const address = { street: 'Kade 3', postalCode: '1011 AB', city: 'Amsterdam', country: 'NL' };
  const { id: orgId } = await call<{ id: string }>(stack, token, 'accounts/create-organisation', { name: 'Molen B.V.', email: 'post@example.test', address });
  const act: Act = (name, input) => call(stack, token, name, { orgId, ...input });
  const shop = await openShop(act, 4);
  const cart = await placing(act, shop, 1);
  const orders: string[] = [];
  while (orders.length < count) orders.push((await act<{ orderId: string }>('orders/place', { ...cart, idempotencyKey: randomUUID() })).orderId);
  return { token, orgId, act, orders };
}

/** The first of so many, and one more, warms up. */
async function several(count: number, work: () => Promise<number[]>): Promise<number[][]> {
  const all: number[][] = [];
  for (let index = -1; index < count; index += 1) all.push(await work());
  return all.slice(1);
}
