import { randomUUID } from 'node:crypto';
import { startStack } from '../local/stack/index.ts';
import { call, signUp } from './callable.ts';
import { quantile, row, type Bench } from './row.ts';
import { openScreen, type Screen } from './screen.ts';
import { openShop, placing, type Act } from './shop.ts';

const SCREENS = 200;
const CHANGES = 20;
const LATEST_MS = 1_000;

/** Staff accept orders one after another; every board must show it. From sending the change until the screen has it. */
export const listenerFanOut: Bench = {
  name: 'listener-fan-out',
  floor: 'one board alone in the same run, from sending the change to seeing it, so that the action itself is in both',
  async run() {
    const stack = await startStack({ world: false });
    try {
      const token = await signUp(stack, 'owner@example.test');
      const address = { street: 'Kade 3', postalCode: '1011 AB', city: 'Amsterdam', country: 'NL' };
      const { id: orgId } = await call<{ id: string }>(stack, token, 'accounts/create-organisation', { name: 'Molen B.V.', email: 'post@example.test', address });
      const act: Act = (name, input) => call(stack, token, name, { orgId, ...input });
      const shop = await openShop(act, 4);
      const cart = await placing(act, shop, 1);
      const accept = async (screens: readonly Screen[]): Promise<number[]> => {
        const { orderId } = await act<{ orderId: string }>('orders/place', { ...cart, idempotencyKey: randomUUID() });
        await Promise.all(screens.map((screen) => screen.shows(orderId, 'pending')));
        const began = performance.now();
        const shown = screens.map((screen) => screen.shows(orderId, 'accepted').then(() => performance.now() - began));
        await act('orders/accept', { orderId });
        return Promise.all(shown);
      };
      const screens = [await openScreen(stack, token, orgId)];
      const alone = await several(CHANGES, () => accept(screens));
      while (screens.length < SCREENS) screens.push(await openScreen(stack, token, orgId));
      const crowd = await several(CHANGES, () => accept(screens));
      await Promise.all(screens.map((screen) => screen.close()));
      return [row(`change to screen, p95 of ${SCREENS} boards, ms`, crowd.map((times) => quantile(times, 0.95)), quantile(alone.flat(), 0.95), LATEST_MS)];
    } finally {
      await stack.stop();
    }
  },
};

/** The first of so many, and one more, warms up. */
async function several(count: number, work: () => Promise<number[]>): Promise<number[][]> {
  const all: number[][] = [];
  for (let index = -1; index < count; index += 1) all.push(await work());
  return all.slice(1);
}
