import * as z from 'zod';
import { Id } from '../../platform/ids.ts';
import { stamps } from '../../platform/instant.ts';
import { shortText } from '../../platform/text.ts';
import { MOST, StockUnit } from './unit.ts';

export const Amount = z.int().min(0).max(MOST);

/** What a person decides about an item in stock. */
export const levelFields = {
  name: shortText(160),
  /** Below this the staff is told; `null`: nobody is. In units, as all amounts here. */
  lowAt: Amount.nullable(),
  /** What buying fills it up to. */
  target: Amount.nullable(),
  /** Sold by the supplier in so many at a time. */
  packSize: z.int().min(1).max(MOST),
  supplier: shortText(120).nullable(),
  /** May be promised before it is there. */
  backorder: z.boolean(),
};

/** One item in the stock of one shop: a product, an option or an ingredient. */
export const StockLevel = z
  .object({
    id: Id,
    shopId: Id,
    /** The same for the same item in every shop: a product's id, `<product>_<option>`, or an ingredient's own. */
    key: Id,
    kind: z.enum(['product', 'option', 'ingredient']),
    unit: StockUnit,
    ...levelFields,
    /** What is there; the sum of all movements of this item. */
    onHand: Amount,
    /** What open orders have been promised; the sum of all held reservations of this item. */
    reserved: Amount,
    /** Below `lowAt`, or more was promised than there is. */
    low: z.boolean(),
    /** By product or option, what one of it takes. */
    uses: z.record(z.string(), z.int().positive()),
    ...stamps,
  })
  .meta({ id: 'StockLevel' });
export type StockLevel = z.output<typeof StockLevel>;
/** A level without the stamps that the kernel keeps. */
export type LevelFacts = Omit<StockLevel, keyof typeof stamps>;

/** What can still be promised; below zero when more was promised than there is. */
export function availableOf({ onHand, reserved }: Pick<StockLevel, 'onHand' | 'reserved'>): number {
  return onHand - reserved;
}

/** Whether it is time to buy; what may be promised beforehand is bought once it was, also without a limit. */
export function isLow(level: Pick<StockLevel, 'onHand' | 'reserved' | 'lowAt'>): boolean {
  return availableOf(level) < (level.lowAt ?? 0);
}

/** How one product or option changed by a change of stock. */
export interface Flip {
  readonly ref: string;
  readonly key: string;
  /** Whether this item no longer suffices for one of it. */
  readonly short: boolean;
}

export interface Change {
  readonly after: Pick<StockLevel, 'onHand' | 'reserved' | 'low'>;
  /** What is sold out, or back, by this change. */
  readonly flips: readonly Flip[];
  /** It has just fallen below its limit. */
  readonly crossed: boolean;
}

/** What a level becomes by a change of what is there, or of what is promised. The caller has checked that it may. */
export function changed(level: LevelFacts, by: { readonly onHand?: number; readonly reserved?: number }): Change {
  const onHand = level.onHand + (by.onHand ?? 0);
  const reserved = level.reserved + (by.reserved ?? 0);
  if (onHand < 0 || reserved < 0) throw new RangeError(`${level.id} would have ${onHand} on hand and ${reserved} reserved`);
  const low = isLow({ onHand, reserved, lowAt: level.lowAt });
  const after = { onHand, reserved, low };
  return { after, flips: flipsOf(level, { ...level, ...after }), crossed: level.lowAt !== null && low && !level.low };
}

/** What is sold out by the new level and was not by the old one, and the other way round. */
export function flipsOf(before: LevelFacts, after: LevelFacts): Flip[] {
  const refs = new Set([...Object.keys(before.uses), ...Object.keys(after.uses)]);
  return [...refs].flatMap((ref) => {
    const short = isShort(after, ref);
    return short === isShort(before, ref) ? [] : [{ ref, key: after.key, short }];
  });
}

function isShort(level: LevelFacts, ref: string): boolean {
  const one = level.uses[ref];
  return one !== undefined && !level.backorder && availableOf(level) < one;
}
