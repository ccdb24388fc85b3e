import * as z from 'zod';
import { invalidField } from '../../platform/errors.ts';
import { AmountMinor, minor, type Currency, type Minor } from '../../platform/money.ts';

/** Coins and notes of the euro, in cents. */
const EURO_PIECES: readonly number[] = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000];

const Piece = z.strictObject({
  /** Of one coin or note, in minor units. */
  value: z.int().positive('must be more than zero').max(10_000_000, 'must be at most 10000000'),
  count: z.int().min(0, 'must not be negative').max(100_000, 'must be at most 100000'),
});

/** Cash as it was counted: the total, and the coins and notes when they were told. */
export const Counted = z.object({ total: AmountMinor, pieces: z.array(Piece).nullable() });
export type Counted = z.output<typeof Counted>;

/** How a person hands in a count: a total, or coins and notes, or both. */
export const countInput = {
  total: AmountMinor.min(0, 'must not be negative').nullable().default(null),
  pieces: z.array(Piece).min(1, 'must have at least one coin or note').max(40, 'must have at most 40 kinds of coins and notes').nullable().default(null),
};

interface Count {
  readonly total: Minor | null;
  readonly pieces: readonly z.output<typeof Piece>[] | null;
}

/** @throws AppError `invalid-input` for no count, two that differ, or a coin that does not exist */
export function countedOf({ total, pieces }: Count, currency: Currency): Counted {
  if (pieces === null) {
    if (total === null) throw invalidField('total', { en: 'Count the cash: give a total, or the coins and notes.', nl: 'Tel het contante geld: geef een totaal, of de munten en biljetten.' });
    return { total, pieces: null };
  }
  pieces.forEach(({ value }, index) => {
    if (currency === 'EUR' && !EURO_PIECES.includes(value)) throw invalidField(`pieces.${index}.value`, { en: 'There is no such coin or note.', nl: 'Zo\'n munt of biljet bestaat niet.' });
    if (pieces.findIndex((piece) => piece.value === value) < index) throw invalidField(`pieces.${index}.value`, { en: 'This coin or note is counted twice.', nl: 'Deze munt of dit biljet staat er twee keer in.' });
  });
  const sum = minor(pieces.reduce((all, { value, count }) => all + BigInt(value) * BigInt(count), 0n));
  if (total !== null && total !== sum) throw invalidField('total', { en: 'The total is not the sum of the coins and notes.', nl: 'Het totaal is niet de som van de munten en biljetten.' });
  return { total: sum, pieces: [...pieces] };
}

/** Cash to the nearest five cents, as Dutch shops may round what is paid in cash (Regeling afronding contante betalingen). */
export function roundedToFive(amount: Minor): Minor {
  const rest = amount % 5;
  return minor(rest <= 2 ? amount - rest : amount + 5 - rest);
}
