import { randomUUID } from 'node:crypto';
import { startStack, type OwnStack } from '../local/stack/index.ts';
import { call, signUp } from './callable.ts';
import { median, quantile, row, type Bench, type Row } from './row.ts';
import { scaled } from './scale.ts';
import { openOrders, openScreen, tickets } from './screen.ts';
import { openShop, placing, type Act, type OpenShop } from './shop.ts';

const SCREENS = scaled(200, 20);
/** Orders that stand on the boards at a time: a busy evening. */
const STANDING = 12;
/** Orders taken through the steps while one board looks on, and again while all do; the first of each warms up. */
const TAKEN = { alone: scaled(6, 2), crowd: scaled(9, 2) } as const;
const STEPS = [['accept', 'accepted'], ['prepare', 'preparing'], ['ready', 'ready']] as const;
const OPENED_AT_ONCE = 10;
const LATEST_MS = 1_000;

/** Staff takes orders through the kitchen; every board must show each step. From sending the change until the screen has it. */
export const listenerFanOut: Bench = {
  name: 'listener-fan-out',
  floor: `one board alone in the same run, from sending the change to seeing it, so that the action itself is in both: accepting, preparing, ready, by turns, with ${STANDING} orders on the boards. All ${SCREENS} boards run in one process on the machine that also serves them, each with the whole SDK: the time that they take from each other is counted`,
  minutes: 10,
  async run() {
    const rows: Row[] = [];
    for (const board of ['kitchen', 'counter'] as const) rows.push(await fanOut(board));
    return rows;
  },
};

/** The kitchen's board shows tickets, which hold what is to be made; the counter's shows the open orders, whole. */
async function fanOut(board: 'kitchen' | 'counter'): Promise<Row> {
  const stack = await startStack({ world: false });
  try {
    const { token, orgId, act, place, shop } = await openForOrders(stack);
    const view = board === 'kitchen' ? tickets(shop.shopId) : openOrders(shop.shopId);
    const screens = [await openScreen(stack, token, orgId, view)];
    const waiting: string[] = [];
    while (waiting.length < STANDING) waiting.push(await place());
    const change = async (step: string, orderId: string, status: string): Promise<number> => {
      // What the change before it set in motion: effects that go nowhere here wait for a retry, which is no work.
      await stack.awaitIdle(2).catch(() => undefined);
      const began = performance.now();
      const shown = screens.map((screen) => screen.shows(orderId, status).then(() => performance.now() - began));
      await act(`orders/${step}`, { orderId });
      return quantile(await Promise.all(shown), 0.95);
    };
    const taken = async (): Promise<number[]> => {
      const orderId = waiting.shift() ?? '';
      const times: number[] = [];
      for (const [step, status] of STEPS) times.push(await change(step, orderId, status));
      await act('orders/complete', { orderId });
      waiting.push(await place());
      return times;
    };
    const alone = await several(TAKEN.alone, taken);
    while (screens.length < SCREENS) {
      const more = Math.min(OPENED_AT_ONCE, SCREENS - screens.length);
      screens.push(...(await Promise.all(Array.from({ length: more }, () => openScreen(stack, token, orgId, view)))));
    }
    const crowd = await several(TAKEN.crowd, taken);
    await Promise.all(screens.map((screen) => screen.close()));
    return row(`change to the ${board}'s screen, p95 of ${SCREENS} boards, ms (floor: one board)`, crowd, median(alone), LATEST_MS);
  } finally {
    await stack.stop();
  }
}

interface Open {
  readonly token: string;
  readonly orgId: string;
  readonly act: Act;
  readonly shop: OpenShop;
  /** @returns the id of a new order */
  place(): Promise<string>;
}

async function openForOrders(stack: OwnStack): Promise<Open> {
  const token = await signUp(stack, 'owner@example.test');
  const address = { street: 'Kade 3', postalCode: '1011 AB', city: 'Amsterdam', country: 'NL' };
  const { id: orgId } = await call<{ id: string }>(stack, token, 'accounts/create-organisation', { name: 'Molen B.V.', email: 'post@example.test', address });
  const act: Act = (name, input) => call(stack, token, name, { orgId, ...input });
  const shop = await openShop(act, 4);
  const cart = await placing(act, shop, 1);
  const place = async (): Promise<string> => (await act<{ orderId: string }>('orders/place', { ...cart, idempotencyKey: randomUUID() })).orderId;
  return { token, orgId, act, shop, place };
}

/** The first of so many, and one more, warms up. */
async function several(count: number, work: () => Promise<number[]>): Promise<number[]> {
  const all: number[][] = [];
  for (let index = -1; index < count; index += 1) all.push(await work());
  return all.slice(1).flat();
}
