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
  /** For one of the line. */
  readonly each: Measure;
  /** How often one of the line takes it: an option may be chosen twice. */
  readonly times: number;
  /** How many of the line. */
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

type HeldLine = StockReservation['lines'][number];

interface Need {
  readonly level: StockLevel;
  readonly lines: readonly HeldLine[];
}

/**
 * Promises goods to an order. The same item under several lines or products is summed before it is compared, so no
 * line can take what another has. What the shop does not keep is not counted.
 * @returns what there is not enough of; when there is any, nothing is written
 */
export async function reserve(stocking: Stocking, shopId: string, orderId: string, demand: readonly Demand[]): Promise<readonly Shortage[]> {
  const needs = await needsOf(stocking, shopId, demand);
  const short = needs.filter(({ level, lines }) => quantityOf(lines) > (level.backorder ? MOST - level.reserved : availableOf(level)));
  if (short.length > 0) return short.map(shortage);
  if (needs.length === 0) return [];
  const { tx, org } = stocking;
  await changeLevels(stocking, shopId, needs.map(({ level, lines }) => ({ level, reserved: quantityOf(lines) })));
  tx.create(reservationRef(org, orderId), { id: orderId, shopId, state: 'held', lines: needs.flatMap(({ lines }) => [...lines]) });
  return [];
}

async function needsOf({ tx, org }: Stocking, shopId: string, demand: readonly Demand[]): Promise<Need[]> {
  if (demand.length === 0) return [];
  const keys = [...new Set(demand.map(({ key }) => key))];
  const levels = await tx.getAll(keys.map((key) => levelRef(org, shopId, key)));
  return levels.flatMap((level) => (level === undefined ? [] : [{ level, lines: heldLines(level, demand) }]));
}

/** What each line takes from one item; a line that takes it in several ways becomes one entry. */
function heldLines(level: StockLevel, demand: readonly Demand[]): HeldLine[] {
  const lines = new Map<number, HeldLine>();
  for (const { key, each, times, count, line } of demand) {
    if (key !== level.key) continue;
    const one = inStockUnit(each, level.unit) * times + (lines.get(line)?.each ?? 0);
    lines.set(line, { key, line, each: one, count });
  }
  return [...lines.values()];
}

function quantityOf(lines: readonly HeldLine[]): number {
  return lines.reduce((all, { each, count }) => all + each * count, 0);
}

function shortage({ level, lines }: Need): Shortage {
  const one = Math.min(...lines.map(({ each }) => each));
  return { lines: lines.map(({ line }) => line), enoughFor: wholeTimes(Math.max(availableOf(level), 0), one) };
}

/** How often `one` goes into `amount`. */
function wholeTimes(amount: number, one: number): number {
  return Number.parseInt(divideRounded(BigInt(amount - (amount % one)), BigInt(one)).toString(), 10);
}

/** Gives back what an order held; of goods that were taken nothing changes. */
export async function release(stocking: Stocking, orderId: string): Promise<void> {
  const held = await heldBy(stocking, orderId);
  if (held === undefined) return;
  const changes = (await levelsOfReservation(stocking, held)).map(({ level, quantity }) => ({ level, reserved: -quantity }));
  await changeLevels(stocking, held.shopId, changes);
  stocking.tx.update(reservationRef(stocking.org, orderId), { state: 'released' });
}

/** Gives back what an order held for so many of some of its lines. */
export async function releasePart(stocking: Stocking, orderId: string, less: ReadonlyMap<number, number>): Promise<void> {
  const held = await heldBy(stocking, orderId);
  if (held === undefined) return;
  const given = held.lines.map((line) => ({ ...line, count: Math.min(line.count, less.get(line.line) ?? 0) }));
  const changes = (await levelsOfReservation(stocking, { ...held, lines: given })).map(({ level, quantity }) => ({ level, reserved: -quantity }));
  await changeLevels(stocking, held.shopId, changes.filter(({ reserved }) => reserved !== 0));
  const lines = held.lines.map((line, index) => ({ ...line, count: line.count - (given[index]?.count ?? 0) }));
  stocking.tx.update(reservationRef(stocking.org, orderId), { lines });
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
  const reservation = await stocking.tx.get(reservationRef(stocking.org, orderId));
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
  const reservation = await stocking.tx.get(reservationRef(stocking.org, orderId));
  return reservation?.state === 'held' ? reservation : undefined;
}

/** The levels that a reservation stands on, each with all that it holds of it. */
async function levelsOfReservation({ tx, org }: Stocking, { id, shopId, lines }: StockReservation): Promise<{ level: StockLevel; quantity: number }[]> {
  const keys = [...new Set(lines.map(({ key }) => key))];
  const levels = await tx.getAll(keys.map((key) => levelRef(org, shopId, key)));
  return keys.map((key, index) => {
    const level = levels[index];
    if (level === undefined) throw new AppError('internal', `stock ${shopId}_${key} of order ${id} is gone`);
    return { level, quantity: quantityOf(lines.filter((line) => line.key === key)) };
  });
}

/** Runs a conversion of a recipe's measure, naming the field for whoever typed it. */
export function checkMeasure(path: string, each: Measure, level: Pick<StockLevel, 'unit'>): number {
  return atPath(path, () => inStockUnit(each, level.unit));
}
