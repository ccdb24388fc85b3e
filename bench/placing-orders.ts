import { actions } from '../functions/src/actions.generated.ts';
import { closeDatabase, database } from '../functions/src/platform/firestore.ts';
import { callAs } from '../functions/test/support/call.ts';
import { startStack } from '../local/stack/index.ts';
import { billOf, install, type Trace } from './billed/meter.ts';
import { timeEach } from './callable.ts';
import { row, rowAtLeast, type Bench } from './row.ts';
import { scaled } from './scale.ts';
import { openShop, placing, STOCKED, type Act, type OpenShop } from './shop.ts';

const CLIENTS = 20;
const ORDERS = 100;
const ROUNDS = scaled(7, 1);
const PRODUCTS = 12;
const OWNER = 'the-owner';
const NEEDED = 0.7;

/** Twenty clients order from one menu, in this process through the whole kernel. */
export const placingOrders: Bench = {
  name: 'placing-orders',
  floor:
    'bare transactions by as many clients that read the same documents as placing an order and write as many, of the same content; the number series, the two stock levels and the rest as found on the wire',
  async run() {
    const stack = await startStack({ functions: false, world: false });
    Object.assign(process.env, stack.env, { FUNCTIONS_EMULATOR: 'true' });
    await closeDatabase();
    install();
    try {
      const counter = await openCounter();
      const rates: number[] = [];
      for (let round = 0; round <= ROUNDS; round += 1) {
        const floor = await duration(() => counter.bare());
        const took = await duration((index) => counter.place(round * ORDERS + index));
        if (round > 0) rates.push(floor / took);
      }
      return [
        rowAtLeast('orders per second on one menu by 20 clients, times bare transactions on the same documents, at least', rates, 1, NEEDED),
        row('of those orders: numbers missing or given twice, pieces of stock not accounted for', [await counter.drift()], 0, 0),
      ];
    } finally {
      await closeDatabase();
      await stack.stop();
    }
  },
};

async function duration(work: (index: number) => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await timeEach(ORDERS, CLIENTS, work);
  return performance.now() - began;
}

interface Counter {
  place(index: number): Promise<unknown>;
  bare(): Promise<unknown>;
  /** How many numbers and pieces are not where the orders say. */
  drift(): Promise<number>;
}

async function openCounter(): Promise<Counter> {
  const address = { street: 'Kade 3', postalCode: '1011 AB', city: 'Amsterdam', country: 'NL' };
  const founding = { name: 'Molen B.V.', email: 'post@example.test', address };
  const { id: orgId } = await callAs<{ id: string }>(OWNER, actions['accounts/create-organisation'], founding);
  const act: Act = (name, input) => callAs(OWNER, actions[name as keyof typeof actions], input, { orgId });
  const shop = await openShop(act, PRODUCTS);
  const carts: object[] = [];
  for (let index = 0; index < PRODUCTS; index += 1) carts.push(await placing(act, shop, index));
  // Each order by a shopper of its own: what one person may ask for in a second is limited.
  const place = (index: number) =>
    callAs(`shopper-${index}`, actions['orders/place'], carts[index % PRODUCTS], { orgId, idempotencyKey: `cart number ${index}` });
  await place(1_000_000);
  const { trace } = await billOf(() => place(1_000_001));
  return { place, bare: await bareOf(trace), drift: () => driftOf(orgId, shop) };
}

/** A transaction that reads what was read, and writes what was written: shared documents in place, new ones anew. */
async function bareOf({ read, written }: Trace): Promise<() => Promise<unknown>> {
  const db = database();
  const relative = (name: string): string => name.replace(/^.*\/documents\//, '');
  // On copies, so that our own documents show only what our orders did.
  const copy = (path: string) => db.doc(path.replace(/^orgs\//, 'bare/'));
  const paths = [...new Set([...read, ...written].filter((name) => name.includes('/documents/')).map(relative))];
  const bodies = new Map(await Promise.all(paths.map(async (path) => [path, (await db.doc(path).get()).data() ?? {}] as const)));
  const reads = paths.filter((path) => read.some((name) => relative(name) === path));
  await Promise.all(reads.map((path) => copy(path).set(bodies.get(path) ?? {})));
  return () =>
    db.runTransaction(
      async (tx) => {
        await tx.getAll(...reads.map(copy));
        for (const path of written.map(relative)) {
          const body = bodies.get(path) ?? {};
          if (reads.includes(path)) tx.update(copy(path), body);
          else tx.create(copy(path).parent.doc(), body);
        }
      },
      { maxAttempts: 100 },
    );
}

async function driftOf(orgId: string, { products }: OpenShop): Promise<number> {
  const db = database();
  const orders = await db.collection(`orgs/${orgId}/orders`).get();
  const numbers = new Set(orders.docs.map((doc) => doc.get('number') as string));
  const sold = orders.docs.flatMap((doc) => doc.get('lines') as { quantity: number }[]).reduce((sum, { quantity }) => sum + quantity, 0);
  const levels = await db.collection(`orgs/${orgId}/stock`).get();
  const left = levels.docs.reduce((sum, doc) => sum + (doc.get('onHand') as number) - (doc.get('reserved') as number), 0);
  return orders.size - numbers.size + Math.abs(products.length * STOCKED - left - sold);
}
