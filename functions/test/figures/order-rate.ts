import { type DocumentData, type DocumentReference } from 'firebase-admin/firestore';
import { billOf, install } from '../../../bench/billed/meter.ts';
import { database } from '../../src/platform/firestore.ts';
import { newId } from '../../src/platform/ids.ts';
import { inTurn } from '../../src/platform/turns.ts';
import { aProduct, aPizzeria, received, type Pizzeria } from '../builders/shop.ts';
import { aShopper, place, quote } from '../builders/order.ts';
import { onEmulators } from './on-emulators.ts';

const CLIENTS = 20;
const ORDERS = 60;

/** A cart with the total it comes to, ready to be placed over and over. */
interface Ready {
  readonly pizzeria: Pizzeria;
  readonly order: object;
}

/** Eight lines: a pizza with a choice, a beer, and six products that are counted, in odd numbers. */
async function eightLines(): Promise<Ready> {
  const pizzeria = await aPizzeria();
  const counted: string[] = [];
  for (let index = 0; index < 6; index += 1) counted.push(await stocked(pizzeria, `Gerecht ${index + 1}`, 875 + 37 * index));
  const lines = [
    { productId: pizzeria.pizza.id, quantity: 2, options: [{ optionId: 'large' }, { optionId: 'olives' }] },
    { productId: pizzeria.beer.id, quantity: 5 },
    ...counted.map((productId, index) => ({ productId, quantity: 1 + (index % 3) })),
  ];
  return ready(pizzeria, lines);
}

/** One product that everybody wants. */
async function hotProduct(): Promise<Ready> {
  const pizzeria = await aPizzeria();
  return ready(pizzeria, [{ productId: await stocked(pizzeria, 'Dagschotel', 1295), quantity: 2 }]);
}

async function stocked(pizzeria: Pizzeria, name: string, price: number): Promise<string> {
  const { id } = await aProduct(pizzeria, { name, price, trackStock: true, categoryId: pizzeria.pizza.categoryId });
  await received(pizzeria, pizzeria.shop.id, id, 1_000_000);
  return id;
}

async function ready(pizzeria: Pizzeria, lines: readonly object[]): Promise<Ready> {
  const cart = { shopId: pizzeria.shop.id, service: 'collect', lines };
  const { totals } = await quote(pizzeria, cart);
  return { pizzeria, order: { ...cart, seenTotal: totals.toPay } };
}

/** The documents that one order reads and writes, and what stands in them after it. */
interface Pattern {
  readonly read: readonly DocumentReference[];
  readonly changed: readonly { readonly ref: DocumentReference; readonly data: DocumentData }[];
  readonly added: readonly { readonly ref: DocumentReference; readonly data: DocumentData }[];
}

async function patternOf({ pizzeria, order }: Ready): Promise<Pattern> {
  install();
  await place(pizzeria, order);
  const { trace } = await billOf(() => place(pizzeria, order));
  const refOf = (name: string) => database().doc(name.slice(name.indexOf('/documents/') + '/documents/'.length));
  const read = [...new Set(trace.read.filter((name) => name.includes('/documents/')))].map(refOf);
  const written = await Promise.all([...new Set(trace.written)].map(async (name) => ({ ref: refOf(name), data: (await refOf(name).get()).data() ?? {} })));
  const isRead = ({ ref }: { readonly ref: DocumentReference }) => read.some(({ path }) => path === ref.path);
  return { read, changed: written.filter(isRead), added: written.filter((each) => !isRead(each)) };
}

/** The same reads and writes of the same documents in one round trip each, and nothing else: no checks, no prices. */
function bareTransaction({ read, changed, added }: Pattern): Promise<void> {
  return database().runTransaction(
    async (transaction) => {
      await transaction.getAll(...read);
      for (const { ref, data } of changed) transaction.set(ref, data);
      for (const { ref, data } of added) transaction.create(ref.parent.doc(newId()), data);
    },
    { maxAttempts: 100 },
  );
}

/** Milliseconds that so many calls take, by so many clients of which each begins its next when its last is done. */
async function time(work: () => Promise<unknown>): Promise<number> {
  let left = ORDERS;
  const started = performance.now();
  const client = async () => {
    for (; left > 0; ) {
      left -= 1;
      await work();
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  return performance.now() - started;
}

export interface OrderingRate {
  /** Orders per second over bare transactions per second, by twenty clients at once. */
  readonly ratio: number;
  /** The same over bare transactions that wait for each other, which is the fastest that one document allows. */
  readonly ofFastest: number;
  readonly perSecond: number;
}

/** The three are taken in short turns, so that whatever else the machine does bears on all of them; the middle counts. */
export function orderingRate(which: 'eight-lines' | 'hot-product', rounds: number): Promise<OrderingRate> {
  return onEmulators(async () => {
    const scene = which === 'eight-lines' ? await eightLines() : await hotProduct();
    const pattern = await patternOf(scene);
    const ways = [
      () => place(scene.pizzeria, scene.order, { uid: aShopper() }),
      () => bareTransaction(pattern),
      () => inTurn('bare', () => bareTransaction(pattern)),
    ];
    const taken: number[][] = [];
    // The first turn warms up and does not count.
    for (let turn = 0; turn <= 2 * rounds; turn += 1) {
      const times: number[] = [];
      for (const way of ways) times.push(await time(way));
      if (turn > 0) taken.push(times);
    }
    const middle = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
    const over = (way: number) => Math.round(middle(taken.map((times) => (times[way] ?? 0) / (times[0] ?? 1))) * 100) / 100;
    return { ratio: over(1), ofFastest: over(2), perSecond: Math.round((ORDERS * 1000) / middle(taken.map(([ours = 1]) => ours))) };
  });
}
