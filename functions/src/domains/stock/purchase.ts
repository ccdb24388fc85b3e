import * as z from 'zod';
import { Id } from '../../platform/ids.ts';
import { divideRounded } from '../../platform/decimal.ts';
import { Amount, availableOf, type StockLevel } from './level.ts';
import { StockUnit } from './unit.ts';

/** What to buy of one item. */
export const Purchase = z.object({
  key: Id,
  name: z.string(),
  unit: StockUnit,
  /** What can still be promised; negative when more was promised than there is. */
  available: z.int(),
  /** In units: whole packs, enough to reach the target. */
  buy: Amount,
  packs: z.int().positive(),
});
export type Purchase = z.output<typeof Purchase>;

/** Fills up to the target, or to the limit when it has none; `undefined` when there is enough. */
export function purchaseOf(level: StockLevel): Purchase | undefined {
  const { key, name, unit, packSize } = level;
  const available = availableOf(level);
  const missing = (level.target ?? level.lowAt ?? 0) - available;
  if (missing <= 0) return undefined;
  const rest = missing % packSize;
  const buy = rest === 0 ? missing : missing + packSize - rest;
  const packs = Number.parseInt(divideRounded(BigInt(buy), BigInt(packSize)).toString(), 10);
  return { key, name, unit, available, buy, packs };
}
