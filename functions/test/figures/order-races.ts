import { createPromotion } from '../../src/domains/promotions/actions/create-promotion.ts';
import { AppError } from '../../src/platform/errors.ts';
import { database } from '../../src/platform/firestore.ts';
import { callAs } from '../support/call.ts';
import { anItem, aPizzeria, aProduct, received, type Pizzeria } from '../builders/shop.ts';
import { aShopper, place, quote, SAID } from '../builders/order.ts';
import { randomFrom } from './money-world.ts';
import { onEmulators } from './on-emulators.ts';

const BUYERS = 50;

/** What became of a race. */
export interface Race {
  /** What is left; less than anybody wanted. */
  readonly left: number;
  /** Losers with an answer that says what is short, in the caller's terms. */
  readonly typed: number;
  /** All others: what must not be. */
  readonly failed: number;
  /** Whether levels, reservations, movements and orders agree afterwards, and nothing is below zero. */
  readonly agrees: boolean;
}

export type RaceKind = 'one-piece' | 'ten-pieces' | 'two-lines' | 'shared-ingredient';

/** Fifty buyers at once for too little. @returns the races in which something went wrong */
export function stockRaces(kind: RaceKind, rounds: number, seed: number): Promise<Race[]> {
  const random = randomFrom(seed);
  return onEmulators(async () => {
    const wrong: Race[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const { pizzeria, carts, least } = await SCENES[kind](random);
      // Every other race is spread over four instances, which know nothing of each other's queues.
      const race = await run(pizzeria, carts, round % 2 === 0 ? 1 : 4);
      if (race.left < 0 || race.left >= least || race.failed > 0 || !race.agrees) wrong.push(race);
    }
    return wrong;
  });
}

interface Scene {
  readonly pizzeria: Pizzeria;
  readonly carts: readonly object[];
  /** The least that any cart takes: when all are done, less than that is left. */
  readonly least: number;
}

const SCENES: Readonly<Record<RaceKind, (random: () => number) => Promise<Scene>>> = {
  'one-piece': () => counted(1, () => [1]),
  'ten-pieces': (random) => counted(10, (buyer) => [buyer % 3 === 0 ? 1 : 1 + Math.floor(random() * 3)]),
  // Each line alone would fit when the other has taken what there is.
  'two-lines': (random) => counted(9, () => [1, Math.floor(random() * 2) + 1], 2),
  'shared-ingredient': shared,
};

async function counted(stock: number, quantities: (buyer: number) => readonly number[], least = 1): Promise<Scene> {
  const pizzeria = await aPizzeria();
  const { id: productId } = await aProduct(pizzeria, { name: 'Dagschotel', price: 1345, trackStock: true, categoryId: pizzeria.pizza.categoryId });
  await received(pizzeria, pizzeria.shop.id, productId, stock);
  const carts = Array.from({ length: BUYERS }, (_, buyer) => cart(pizzeria, quantities(buyer).map((quantity, line) => ({ productId, quantity, note: `${line}` }))));
  return { pizzeria, carts: await priced(pizzeria, carts), least };
}

/** Two products that take 150 and 75 g of one ingredient, of which there are 1,050 g. */
async function shared(random: () => number): Promise<Scene> {
  const pizzeria = await aPizzeria();
  const { key } = await anItem(pizzeria, pizzeria.shop.id, {}, 1_050);
  const recipe = (quantity: string) => [{ key, quantity, unit: 'g' }];
  const categoryId = pizzeria.pizza.categoryId;
  const calzone = await aProduct(pizzeria, { name: 'Calzone', price: 1395, recipe: recipe('150'), categoryId });
  const marinara = await aProduct(pizzeria, { name: 'Bianca', price: 1095, recipe: recipe('75'), categoryId });
  const carts = Array.from({ length: BUYERS }, () => {
    const both = random() < 0.5;
    return cart(pizzeria, [...(both ? [{ productId: calzone.id, quantity: 1 }] : []), { productId: marinara.id, quantity: both ? 2 : 1 }]);
  });
  return { pizzeria, carts: await priced(pizzeria, carts), least: 75 };
}

function cart({ shop }: Pizzeria, lines: readonly object[]): object {
  return { shopId: shop.id, service: 'collect', lines };
}

async function priced(pizzeria: Pizzeria, carts: readonly object[]): Promise<object[]> {
  const totals = new Map<string, number>();
  for (const each of new Set(carts.map((one) => JSON.stringify(one)))) totals.set(each, (await quote(pizzeria, JSON.parse(each) as object)).totals.toPay);
  return carts.map((each) => ({ ...each, seenTotal: totals.get(JSON.stringify(each)) }));
}

async function run(pizzeria: Pizzeria, carts: readonly object[], instances: number): Promise<Race> {
  const outcomes = await Promise.allSettled(carts.map((each, buyer) => place(pizzeria, each, { instance: `instance-${buyer % instances}` })));
  const losers = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []));
  const typed = losers.filter((reason) => reason instanceof AppError && reason.code === 'limit-reached' && reason.data?.['reason'] === 'sold-out').length;
  return { ...(await booksOf(pizzeria)), typed, failed: losers.length - typed };
}

/** The one level of a shop against its reservations, movements and orders. */
async function booksOf({ orgId }: Pizzeria) {
  const all = async (name: string) => (await database().collection(`orgs/${orgId}/${name}`).get()).docs.map((doc) => doc.data());
  const [levels, reservations, movements, orders] = await Promise.all(['stock', 'stockReservations', 'stockMovements', 'orders'].map(all));
  const level = levels?.[0] as { key: string; onHand: number; reserved: number };
  type Line = { key: string; quantity: number; each: number; count: number };
  const linesOf = (documents: typeof levels) => (documents ?? []).flatMap(({ lines }) => lines as Line[]).filter(({ key }) => key === level.key);
  const moved = linesOf(movements).reduce((sum, { quantity }) => sum + quantity, 0);
  const held = linesOf((reservations ?? []).filter(({ state }) => state === 'held')).reduce((sum, { each, count }) => sum + each * count, 0);
  const numbers = (orders ?? []).map(({ number }) => number as string).sort();
  const gapless = numbers.every((number, index) => number === `ORD-${String(index + 1).padStart(4, '0')}`);
  const agrees = moved === level.onHand && held === level.reserved && level.reserved <= level.onHand && gapless && reservations?.length === orders?.length;
  return { agrees, left: level.onHand - level.reserved };
}

/** A code that ten orders may use and fifty want. @returns the rounds in which it was not used exactly ten times */
export function codeRaces(rounds: number): Promise<object[]> {
  return onEmulators(async () => {
    const wrong: object[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const pizzeria = await aPizzeria();
      const promotion = { code: 'WELKOM10', name: 'Welkom', benefit: { type: 'percent', percentBp: 1050 }, totalLimit: 10 };
      await callAs(pizzeria.owner, createPromotion, promotion, { orgId: pizzeria.orgId });
      const wanted = { ...cart(pizzeria, [{ productId: pizzeria.beer.id, quantity: 3 }]), codes: ['welkom10'] };
      const { totals } = await quote(pizzeria, wanted);
      const takers = Array.from({ length: BUYERS }, () => place(pizzeria, { ...SAID, ...wanted, seenTotal: totals.toPay }, { uid: aShopper() }));
      const outcomes = await Promise.allSettled(takers);
      const won = outcomes.filter(({ status }) => status === 'fulfilled').length;
      const untyped = outcomes.filter((outcome) => outcome.status === 'rejected' && !saysUsedUp(outcome.reason)).length;
      const uses = (await database().doc(`orgs/${pizzeria.orgId}/promotions/WELKOM10`).get()).get('uses') as number;
      if (won !== 10 || untyped > 0 || uses !== 10) wrong.push({ won, untyped, uses });
    }
    return wrong;
  });
}

function saysUsedUp(reason: unknown): boolean {
  if (!(reason instanceof AppError) || reason.code !== 'version-mismatch') return false;
  const changes = (reason.data?.['changes'] ?? []) as { kind: string; reason?: string }[];
  return changes.some(({ kind, reason: why }) => kind === 'code' && why === 'used-up');
}
