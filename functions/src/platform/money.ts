/**
 * Money: integers in the minor unit of a currency, and the arithmetic that never loses a cent.
 *
 * Documents store plain integers beside one currency; `Minor` brands such an integer once it has been
 * checked, `Money` carries its currency along where amounts of several could meet. Products and shares
 * are computed on BigInt and rounded once, half away from zero.
 */
import * as z from 'zod';
import { exponentOf, type Currency } from './currency.ts';
import { absolute, amountError, divideRounded, parseDecimal, powerOfTen, rescale } from './decimal.ts';

export { amountError, atPath, type AmountErrorCode } from './decimal.ts';
export { CURRENCIES, CurrencyCode, exponentOf, type Currency } from './currency.ts';

/** The largest amount a person or program may hand in, in minor units: ten thousand million euros. */
export const MAX_AMOUNT = 1_000_000_000_000;

/** An amount in minor units (cents for the euro), of at most 10^12 either way. */
export const AmountMinor = z
  .int({ error: 'Give the amount as a whole number in the smallest unit of the currency, so 1234 for 12.34' })
  .min(-MAX_AMOUNT, { error: `An amount is at least -${MAX_AMOUNT} in the smallest unit` })
  .max(MAX_AMOUNT, { error: `An amount is at most ${MAX_AMOUNT} in the smallest unit` })
  // Minus zero would be stored as a floating-point number.
  .overwrite((value) => value + 0)
  .brand<'Minor'>();

/** A checked integer in minor units. Made by `AmountMinor` from input and by `minor` from arithmetic. */
export type Minor = z.infer<typeof AmountMinor>;

/** A share of a whole in basis points: 2100 is 21 %. From 0 up to and including 10000. */
export const BasisPoints = z
  .int({ error: 'Give the percentage in basis points as a whole number, so 2100 for 21 %' })
  .min(0, { error: 'A percentage is not negative' })
  .max(10_000, { error: 'A percentage is at most 100 %, which is 10000 basis points' });

const QUANTITY_LIMITS = { integerDigits: 9, fractionDigits: 6 } as const;
const QUANTITY_HINT = 'Give the quantity as a decimal string such as "2.5", with at most 9 digits before and 6 after the point';

/** A quantity that may be negative, as credit notes and returns have. */
export const SignedQuantity = z
  .string({ error: QUANTITY_HINT })
  .regex(/^-?(0|[1-9]\d{0,8})(\.\d{1,6})?$/, { error: QUANTITY_HINT });

/** A quantity above zero, as a decimal string: `"3"`, `"0.75"`. */
export const Quantity = SignedQuantity.regex(/^[^-]/, { error: 'A quantity is not negative' }).regex(/[1-9]/, {
  error: 'A quantity is more than zero',
});

/** An amount of one currency. */
export interface Money {
  readonly amount: Minor;
  readonly currency: Currency;
}

const TOO_LARGE = { en: 'The amount is too large.', nl: 'Het bedrag is te groot.' };

/** Nothing, in any currency. */
export const ZERO = 0 as Minor;

/**
 * Brands an integer as an amount in minor units.
 *
 * @throws AppError `malformed` for a fraction, `out-of-range` beyond what a double holds exactly
 */
export function minor(value: number | bigint): Minor {
  if (typeof value === 'number' && !Number.isInteger(value)) {
    throw amountError('malformed', {
      en: `${value} is not a whole number of cents or other smallest unit.`,
      nl: `${value} is geen geheel aantal centen of andere kleinste eenheid.`,
    });
  }
  const plain = Number(value);
  if (!Number.isSafeInteger(plain)) throw amountError('out-of-range', TOO_LARGE);
  return (plain + 0) as Minor;
}

/** An amount with its currency. */
export function money(amount: number | bigint, currency: Currency): Money {
  return { amount: minor(amount), currency };
}

/**
 * Reads `12.34` as 1234 cents. A point and nothing else separates the decimals; zeros beyond the
 * currency's decimals are allowed, anything else there is refused rather than rounded.
 *
 * @throws AppError `malformed`, `too-precise` or `out-of-range` (beyond `MAX_AMOUNT`)
 */
export function parseAmount(text: string, currency: Currency): Minor {
  const fractionDigits = exponentOf(currency);
  const unscaled = rescale(parseDecimal(text, { integerDigits: 13, fractionDigits }), fractionDigits);
  if (absolute(unscaled) > BigInt(MAX_AMOUNT)) throw amountError('out-of-range', TOO_LARGE);
  return minor(unscaled);
}

/** `12.34`: the amount as machines exchange it, with exactly the currency's decimals. */
export function toDecimalString(amount: Minor, currency: Currency): string {
  const exponent = exponentOf(currency);
  const digits = absolute(BigInt(amount)).toString().padStart(exponent + 1, '0');
  const point = digits.length - exponent;
  const plain = exponent === 0 ? digits : `${digits.slice(0, point)}.${digits.slice(point)}`;
  return amount < 0 ? `-${plain}` : plain;
}

/** Languages in which documents are made. */
export type MoneyLocale = 'nl' | 'en';

const INTL_LOCALE = { nl: 'nl-NL', en: 'en-GB' } as const satisfies Record<MoneyLocale, string>;
const formatters = new Map<string, Intl.NumberFormat>();

/** The amount as a person reads it: `€ 1.234,56` in Dutch, `€1,234.56` in English. Spaces do not break. */
export function formatMoney({ amount, currency }: Money, locale: MoneyLocale): string {
  const key = `${locale} ${currency}`;
  let formatter = formatters.get(key);
  if (!formatter) {
    const digits = exponentOf(currency);
    formatter = new Intl.NumberFormat(INTL_LOCALE[locale], {
      style: 'currency',
      currency,
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    });
    // Building one costs about as much as formatting a whole page with it.
    formatters.set(key, formatter);
  }
  // Intl reads a decimal string exactly, where a number would pass through a binary fraction.
  return formatter.format(toDecimalString(amount, currency) as Intl.StringNumericLiteral);
}

/** `a + b`. @throws AppError `currency-mismatch` or `out-of-range` */
export function add(a: Money, b: Money): Money {
  return { amount: addMinor(a.amount, b.amount), currency: sameCurrency(a, b) };
}

/** `a - b`. @throws AppError `currency-mismatch` or `out-of-range` */
export function subtract(a: Money, b: Money): Money {
  return { amount: subtractMinor(a.amount, b.amount), currency: sameCurrency(a, b) };
}

/** The sum of the amounts, all of which must be in `currency`; zero of it when there are none. */
export function sum(amounts: Iterable<Money>, currency: Currency): Money {
  let total: Money = { amount: ZERO, currency };
  for (const amount of amounts) total = add(total, amount);
  return total;
}

/** `-a`. */
export function negate(a: Money): Money {
  return { amount: negateMinor(a.amount), currency: a.currency };
}

/** Below zero when `a < b`, zero when equal, above zero when `a > b`. @throws AppError `currency-mismatch` */
export function compare(a: Money, b: Money): number {
  sameCurrency(a, b);
  return a.amount === b.amount ? 0 : a.amount < b.amount ? -1 : 1;
}

/** `a + b` of one currency. @throws AppError `out-of-range` */
export function addMinor(a: Minor, b: Minor): Minor {
  // Two safe integers add to less than 2^54, where a sum beyond the safe range cannot round back into it.
  return minor(a + b);
}

/** `a - b` of one currency. @throws AppError `out-of-range` */
export function subtractMinor(a: Minor, b: Minor): Minor {
  return minor(a - b);
}

/** `-a`, never minus zero. */
export function negateMinor(a: Minor): Minor {
  return minor(-a);
}

/** The sum of amounts of one currency. @throws AppError `out-of-range` */
export function sumMinor(amounts: Iterable<Minor>): Minor {
  let total = 0n;
  for (const amount of amounts) total += BigInt(amount);
  return minor(total);
}

/**
 * `unitPrice × quantity`, rounded half away from zero to the minor unit.
 *
 * @param quantity a decimal as `Quantity` accepts it; may be negative
 * @throws AppError when the quantity is no such decimal or the product is out of range
 */
export function multiplyByQuantity(unitPrice: Minor, quantity: string): Minor {
  const factor = parseDecimal(quantity, QUANTITY_LIMITS);
  return minor(divideRounded(BigInt(unitPrice) * factor.unscaled, powerOfTen(factor.scale)));
}

/** `amount × basisPoints / 10000`, rounded half away from zero: 21 % of 10.01 is 2.10. */
export function percentOf(amount: Minor, basisPoints: number): Minor {
  return minor(divideRounded(BigInt(amount) * BigInt(basisPoints), 10_000n));
}

/**
 * Splits a total over weights so that the shares add up to it exactly, each less than one minor unit from
 * its exact share (largest remainder; of equal remainders the earlier line wins).
 * A weight of zero gets nothing, and a negative total gives the mirror image of the positive one.
 *
 * @param weights whole numbers of zero or more
 * @throws AppError `unspreadable` for a negative weight, or when a total other than zero has nowhere to go
 */
export function allocate(total: Minor, weights: readonly (number | bigint)[]): Minor[] {
  const exact = weights.map(BigInt);
  if (exact.some((weight) => weight < 0n)) {
    throw amountError('unspreadable', {
      en: 'An amount cannot be spread over a negative weight.',
      nl: 'Een bedrag is niet te verdelen over een negatief gewicht.',
    });
  }
  const whole = exact.reduce((all, weight) => all + weight, 0n);
  if (whole === 0n) {
    if (total !== 0) {
      throw amountError('unspreadable', {
        en: 'There is nothing to spread the amount over.',
        nl: 'Er is niets om het bedrag over te verdelen.',
      });
    }
    return weights.map(() => ZERO);
  }
  return roundToTotal(exact.map((weight) => weight * BigInt(total)), whole, total);
}

/**
 * Rounds the fractions `numerators[i] / denominator` to whole minor units that add up to `total`. When `total`
 * is a rounding of their sum, each share is less than one unit from its fraction; when it is a little further
 * off, at most two. Zero stays zero, and negating everything negates the outcome.
 *
 * @param denominator above zero
 * @throws AppError `unspreadable` when `total` is further off than one unit for each fraction
 */
export function roundToTotal(numerators: readonly bigint[], denominator: bigint, total: Minor): Minor[] {
  if (isMirrored(numerators, total)) {
    return roundToTotal(numerators.map((n) => -n), denominator, negateMinor(total)).map(negateMinor);
  }
  const parts = numerators.map((numerator, index) => {
    const floor = floorDivide(numerator, denominator);
    return { index, floor, numerator, remainder: numerator - floor * denominator };
  });
  const missing = Number(BigInt(total) - parts.reduce((all, part) => all + part.floor, 0n));
  const candidates = parts.filter((part) => part.numerator !== 0n);
  if (Math.abs(missing) > candidates.length) {
    throw amountError('unspreadable', {
      en: 'The parts do not round to the total.',
      nl: 'De delen zijn niet op het totaal af te ronden.',
    });
  }
  candidates.sort((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1));
  const moved = new Set((missing < 0 ? candidates.slice(missing) : candidates.slice(0, missing)).map((part) => part.index));
  const step = missing < 0 ? -1n : 1n;
  return parts.map((part) => minor(part.floor + (moved.has(part.index) ? step : 0n)));
}

/** Whether to work on the negated problem, so that a credit note splits as its invoice did. */
function isMirrored(numerators: readonly bigint[], total: Minor): boolean {
  if (total !== 0) return total < 0;
  return (numerators.find((numerator) => numerator !== 0n) ?? 0n) < 0n;
}

function floorDivide(numerator: bigint, denominator: bigint): bigint {
  const quotient = numerator / denominator;
  return numerator % denominator < 0n ? quotient - 1n : quotient;
}

function sameCurrency(a: Money, b: Money): Currency {
  if (a.currency !== b.currency) {
    throw amountError('currency-mismatch', {
      en: `An amount in ${a.currency} does not mix with one in ${b.currency}.`,
      nl: `Een bedrag in ${a.currency} gaat niet samen met een in ${b.currency}.`,
    });
  }
  return a.currency;
}
