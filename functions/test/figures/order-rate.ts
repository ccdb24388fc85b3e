import { type DocumentData, type DocumentReference } from 'firebase-admin/firestore';
import { billOf, install } from '../../../bench/billed/meter.ts';
import { database } from '../../src/platform/firestore.ts';
import { newId } from '../../src/platform/ids.ts';
import { inTurn } from '../../src/platform/turns.ts';
import { aProduct, aPizzeria, received, type Pizzeria } from '../builders/shop.ts';
import { aShopper, place, quote } from '../builders/order.ts';
import { onEmulators } from './on-emulators.ts';

const CLIENTS = 20;
const ORDERS = 160;

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

/** Calls per second by so many clients, each beginning its next when its last is done. */
async function rate(work: () => Promise<unknown>): Promise<number> {
  let left = ORDERS;
  const started = performance.now();
  const client = async () => {
    for (; left > 0; ) {
      left -= 1;
      await work();
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  return (ORDERS * 1000) / (performance.now() - started);
}

/**
 * Orders per second over bare transactions per second on the same documents, in the same run. The bare ones run both
 * at once and one after the other; the faster way is the one compared with.
 */
export function orderingRate(which: 'eight-lines' | 'hot-product', rounds: number): Promise<{ ratio: number; perSecond: number }> {
  return onEmulators(async () => {
    const ratios: { ratio: number; perSecond: number }[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const scene = which === 'eight-lines' ? await eightLines() : await hotProduct();
      const pattern = await patternOf(scene);
      await rate(() => bareTransaction(pattern));
      const ours = await rate(() => place(scene.pizzeria, scene.order, { uid: aShopper() }));
      const atOnce = await rate(() => bareTransaction(pattern));
      const inTurns = await rate(() => inTurn('bare', () => bareTransaction(pattern)));
      if (process.env['TOONBANK_FIGURES'] === 'loud') console.error({ ours, atOnce, inTurns, read: pattern.read.length, changed: pattern.changed.length, added: pattern.added.length });
      ratios.push({ ratio: ours / Math.max(atOnce, inTurns), perSecond: ours });
    }
    const middle = ratios.toSorted((a, b) => a.ratio - b.ratio)[Math.floor(ratios.length / 2)];
    return { ratio: Math.round((middle?.ratio ?? 0) * 100) / 100, perSecond: Math.round(middle?.perSecond ?? 0) };
  });
}
