import { divideRounded } from '../../platform/decimal.ts';
import { addMinor, minor, percentOf, roundToTotal, subtractMinor, sumMinor, ZERO, type Minor } from '../../platform/money.ts';
import type { Breakdown, PriceMode } from './document.ts';

/** An amount without its VAT, the VAT, and both together. */
export interface TaxedAmount {
  readonly base: Minor;
  readonly vat: Minor;
  readonly gross: Minor;
}

/**
 * The VAT of everything that shares one rate, rounded once. In inclusive mode the sum of what was typed stays
 * what it is, and the base is what the VAT leaves of it: 500.00 including 21 % is 413.22 and 86.78.
 *
 * @param typed the sum of the amounts of the group, in the price mode
 */
export function taxGroup(mode: PriceMode, typed: Minor, rateBp: number): TaxedAmount {
  if (mode === 'exclusive') {
    const vat = percentOf(typed, rateBp);
    return { base: typed, vat, gross: addMinor(typed, vat) };
  }
  const rate = BigInt(rateBp);
  const vat = minor(divideRounded(BigInt(typed) * rate, 10_000n + rate));
  return { base: subtractMinor(typed, vat), vat, gross: typed };
}

/** The lines and charges of one VAT group without VAT, in the order they came. */
export interface NetGroup {
  readonly lines: readonly Breakdown[];
  readonly charges: readonly Minor[];
}

/**
 * Takes the VAT out of the lines and charges of one group, so that they add up exactly to the base that
 * `taxGroup` finds for the group. No line is more than a cent or two from its own price without VAT.
 */
export function netGroup(mode: PriceMode, rateBp: number, lines: readonly Breakdown[], charges: readonly Minor[]): NetGroup {
  if (mode === 'exclusive' || rateBp === 0) return { lines: lines.map((line) => ({ ...line })), charges };
  const withoutVat = (typed: readonly Minor[], total: Minor): Minor[] =>
    roundToTotal(typed.map((amount) => BigInt(amount) * 10_000n), 10_000n + BigInt(rateBp), total);
  const baseOf = (typed: readonly Minor[]): Minor => taxGroup(mode, sumMinor(typed), rateBp).base;

  const after = [...lines.map((line) => line.total), ...charges];
  const before = [...lines.map((line) => line.amount), ...charges];
  const nets = withoutVat(after, baseOf(after));
  // The discount of the group is the difference of two rounded bases, so that it closes the sum by itself.
  const discounts = withoutVat(lines.map((line) => line.documentDiscount), subtractMinor(baseOf(before), baseOf(after)));
  return {
    lines: lines.map((line, index) => {
      const total = nets[index] ?? ZERO;
      const documentDiscount = discounts[index] ?? ZERO;
      const amount = addMinor(total, documentDiscount);
      const discount = taxGroup(mode, line.discount, rateBp).base;
      return { gross: addMinor(amount, discount), discount, amount, documentDiscount, total };
    }),
    charges: nets.slice(lines.length),
  };
}
