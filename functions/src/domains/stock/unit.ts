import * as z from 'zod';
import { divideRounded, parseDecimal } from '../../platform/decimal.ts';
import { amountError, Quantity } from '../../platform/money.ts';

/** What an item is counted in. Stock is a whole number of these: grams for flour, pieces for bottles. */
export const StockUnit = z.enum(['piece', 'mg', 'g', 'ml'], { error: 'must be piece, mg, g or ml' });
export type StockUnit = z.output<typeof StockUnit>;

/** What a recipe may speak of. */
export const RecipeUnit = z.enum(['piece', 'mg', 'g', 'kg', 'ml', 'cl', 'dl', 'l'], { error: 'must be piece, mg, g, kg, ml, cl, dl or l' });
export type RecipeUnit = z.output<typeof RecipeUnit>;

/** By unit, what it measures and how many of the smallest unit of that make one. */
const SIZES: Readonly<Record<RecipeUnit, { readonly of: 'count' | 'mass' | 'volume'; readonly size: bigint }>> = {
  piece: { of: 'count', size: 1n },
  mg: { of: 'mass', size: 1n },
  g: { of: 'mass', size: 1_000n },
  kg: { of: 'mass', size: 1_000_000n },
  ml: { of: 'volume', size: 1n },
  cl: { of: 'volume', size: 10n },
  dl: { of: 'volume', size: 100n },
  l: { of: 'volume', size: 1_000n },
};

/** An amount of something, as a recipe says it: `0.25` `kg`. */
export const Measure = z.strictObject({ quantity: Quantity, unit: RecipeUnit });
export type Measure = z.output<typeof Measure>;

export const ONE_PIECE: Measure = { quantity: '1', unit: 'piece' };

/**
 * The measure in the unit that an item is counted in: 0.25 kg is 250 g.
 * @throws AppError `invalid-input` when it measures something else, or is no whole number of the unit
 */
export function inStockUnit({ quantity, unit }: Measure, stockUnit: StockUnit): number {
  // Most of what is counted is pieces, and grams of grams.
  if (unit === stockUnit && /^[1-9][0-9]{0,8}$/.test(quantity)) return Number.parseInt(quantity, 10);
  const [given, wanted] = [SIZES[unit], SIZES[stockUnit]];
  if (given.of !== wanted.of) {
    throw amountError('malformed', { en: `This item is counted in ${stockUnit}.`, nl: `Dit artikel wordt geteld in ${stockUnit}.` });
  }
  const { unscaled, scale } = parseDecimal(quantity, { integerDigits: 9, fractionDigits: 6 });
  const numerator = unscaled * given.size;
  const denominator = wanted.size * 10n ** BigInt(scale);
  if (numerator % denominator !== 0n) {
    throw amountError('too-precise', {
      en: `${quantity} ${unit} is not a whole number of ${stockUnit}.`,
      nl: `${quantity} ${unit} is geen geheel aantal ${stockUnit}.`,
    });
  }
  return whole(divideRounded(numerator, denominator));
}

/** The largest amount of one item that is kept or moved, in its unit: a thousand tonnes in grams. */
export const MOST = 1_000_000_000_000;

function whole(amount: bigint): number {
  if (amount > BigInt(MOST)) throw amountError('out-of-range', { en: 'The quantity is too large.', nl: 'De hoeveelheid is te groot.' });
  return Number.parseInt(amount.toString(), 10);
}
