import { divideRounded } from '../../platform/decimal.ts';
import { AppError } from '../../platform/errors.ts';
import { atPath } from '../../platform/money.ts';
import { changeLevels, move, noteMovement, type LevelChange, type Stocking } from './change-levels.ts';
import { availableOf, type StockLevel } from './level.ts';
import { type StockReservation } from './movement.ts';
import { levelRef, reservationRef } from './repo.ts';
import { inStockUnit, MOST, type Measure } from './unit.ts';

/** What one line of an order takes from one item. */
export interface Demand {
  readonly key: string;
  /** For one. */
  readonly each: Measure;
  /** How many. */
  readonly count: number;
  /** The line of the order that asks for it. */
  readonly line: number;
}

/** An item of which there is not enough. */
export interface Shortage {
  /** The lines that ask for it, in the order of the cart. */
  readonly lines: readonly number[];
  /** For how many of the smallest of these lines it would still do. */
  readonly enoughFor: number;
}

interface Need {
  readonly level: StockLevel;
  readonly quantity: number;
  readonly demands: readonly Demand[];
}

/** The documents a reservation will read, to be fetched together with others. */
export function levelRefs(org: Stocking['org'], shopId: string, demand: readonly Demand[]) {
  return [...new Set(demand.map(({ key }) => key))].map((key) => levelRef(org, shopId, key));
}

/**
 * Promises goods to an order. The same item under several lines or products is summed before it is compared, so no
 * line can take what another has. What the shop does not keep is not counted.
 * @returns what there is not enough of; when there is any, nothing is written
 */
export async function reserve(stocking: Stocking, shopId: string, orderId: string, demand: readonly Demand[]): Promise<readonly Shortage[]> {
  const needs = await needsOf(stocking, shopId, demand);
  const short = needs.filter(({ level, quantity }) => !level.backorder && availableOf(level) < quantity);
  if (short.length > 0) return short.map(shortage);
  if (needs.length === 0) return [];
  const { tx, org } = stocking;
  await changeLevels(stocking, shopId, needs.map(({ level, quantity }) => ({ level, reserved: quantity })));
  const lines = needs.map(({ level, quantity }) => ({ key: level.key, quantity }));
  tx.create(reservationRef(org, orderId), { id: orderId, shopId, state: 'held', lines });
  return [];
}

async function needsOf({ tx, org }: Stocking, shopId: string, demand: readonly Demand[]): Promise<Need[]> {
  if (demand.length === 0) return [];
  const levels = await tx.getAll(levelRefs(org, shopId, demand));
  return levels.flatMap((level) => {
    if (level === undefined) return [];
    const demands = demand.filter(({ key }) => key === level.key);
    const quantity = demands.reduce((all, { each, count }) => all + inStockUnit(each, level.unit) * count, 0);
    // Beyond this no stock reaches, and a sum of such would no longer be exact.
    return [{ level, quantity: Math.min(quantity, MOST), demands }];
  });
}

function shortage({ level, demands }: Need): Shortage {
  const one = Math.min(...demands.map(({ each }) => inStockUnit(each, level.unit)));
  const available = Math.max(availableOf(level), 0);
  return { lines: [...new Set(demands.map(({ line }) => line))], enoughFor: wholeTimes(available, one) };
}

/** How often `one` goes into `amount`. */
function wholeTimes(amount: number, one: number): number {
  return Number.parseInt(divideRounded(BigInt(amount - (amount % one)), BigInt(one)).toString(), 10);
}

/** The reservation of an order; `undefined` when nothing it has is counted. */
export function reservationOf({ tx, org }: Pick<Stocking, 'tx' | 'org'>, orderId: string): Promise<StockReservation | undefined> {
  return tx.get(reservationRef(org, orderId));
}

/** Gives back what an order held; of goods that were taken nothing changes. */
export async function release(stocking: Stocking, orderId: string): Promise<void> {
  const held = await heldBy(stocking, orderId);
  if (held === undefined) return;
  const changes = (await levelsOfReservation(stocking, held)).map(({ level, quantity }) => ({ level, reserved: -quantity }));
  await changeLevels(stocking, held.shopId, changes);
  stocking.tx.update(reservationRef(stocking.org, orderId), { state: 'released' });
}

/** Gives back a part of what an order holds. @returns whether it still held it */
export async function releasePart(stocking: Stocking, orderId: string, demand: readonly Demand[]): Promise<boolean> {
  const held = await heldBy(stocking, orderId);
  if (held === undefined) return false;
  const needs = await needsOf(stocking, held.shopId, demand);
  const given = new Map(needs.map(({ level, quantity }) => [level.key, { level, quantity: Math.min(quantity, quantityIn(held, level.key)) }]));
  await changeLevels(stocking, held.shopId, [...given.values()].map(({ level, quantity }) => ({ level, reserved: -quantity })));
  const lines = held.lines.map(({ key, quantity }) => ({ key, quantity: quantity - (given.get(key)?.quantity ?? 0) }));
  stocking.tx.update(reservationRef(stocking.org, orderId), { lines });
  return true;
}

/**
 * Takes the goods of an order from the shelf. The order proves that they were there: what the books lack is booked as
 * found first, so that a kitchen is never stopped by its books and nothing goes below zero.
 */
export async function take(stocking: Stocking, orderId: string): Promise<void> {
  const held = await heldBy(stocking, orderId);
  if (held === undefined) return;
  const taken = await levelsOfReservation(stocking, held);
  const missing = taken.flatMap(({ level, quantity }) => (level.onHand < quantity ? [{ level, onHand: quantity - level.onHand }] : []));
  noteMovement(stocking, held.shopId, { reason: 'found', cause: orderId }, missing);
  const changes = taken.map(({ level, quantity }): LevelChange => ({ level, onHand: -Math.min(quantity, level.onHand), reserved: -quantity }));
  await changeLevels(stocking, held.shopId, changes);
  const sold = taken.map(({ level, quantity }) => ({ level: { ...level, onHand: Math.max(level.onHand, quantity) }, onHand: -quantity }));
  noteMovement(stocking, held.shopId, { reason: 'sold', cause: orderId }, sold);
  stocking.tx.update(reservationRef(stocking.org, orderId), { state: 'taken' });
}

/** What becomes of goods that were taken when the order ends all the same. */
export type Goods = 'returned' | 'wasted';

/** Puts goods that were taken back on the shelf, or books them as wasted instead of sold. */
export async function putBack(stocking: Stocking, orderId: string, goods: Goods): Promise<void> {
  const reservation = await reservationOf(stocking, orderId);
  if (reservation?.state !== 'taken') return;
  const { shopId } = reservation;
  const taken = await levelsOfReservation(stocking, reservation);
  const back = taken.map(({ level, quantity }) => ({ level, onHand: quantity }));
  if (goods === 'returned') await move(stocking, shopId, { reason: 'returned', cause: orderId }, back);
  else {
    noteMovement(stocking, shopId, { reason: 'returned', cause: orderId }, back);
    const wasted = taken.map(({ level, quantity }) => ({ level: { ...level, onHand: level.onHand + quantity }, onHand: -quantity }));
    noteMovement(stocking, shopId, { reason: 'wasted', cause: orderId }, wasted);
  }
  stocking.tx.update(reservationRef(stocking.org, orderId), { state: 'released' });
}

async function heldBy(stocking: Stocking, orderId: string): Promise<StockReservation | undefined> {
  const reservation = await reservationOf(stocking, orderId);
  return reservation?.state === 'held' ? reservation : undefined;
}

function quantityIn({ lines }: Pick<StockReservation, 'lines'>, key: string): number {
  return lines.find((line) => line.key === key)?.quantity ?? 0;
}

async function levelsOfReservation({ tx, org }: Stocking, { id, shopId, lines }: StockReservation): Promise<{ level: StockLevel; quantity: number }[]> {
  const levels = await tx.getAll(lines.map(({ key }) => levelRef(org, shopId, key)));
  return lines.map(({ key, quantity }, index) => {
    const level = levels[index];
    if (level === undefined) throw new AppError('internal', `stock ${shopId}_${key} of order ${id} is gone`);
    return { level, quantity };
  });
}

/** Runs a conversion of a recipe's measure, naming the field for whoever typed it. */
export function checkMeasure(path: string, each: Measure, level: Pick<StockLevel, 'unit'>): number {
  return atPath(path, () => inStockUnit(each, level.unit));
}
