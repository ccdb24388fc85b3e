import * as z from 'zod';
import { allocate, AmountMinor, BasisPoints, minor, sumMinor, ZERO, type Minor } from '../../platform/money.ts';
import { VatCategory } from '../vat/api.ts';

/** A part of what was paid, by how it is taxed. `net + vat = gross`. */
export const VatPart = z.object({ category: VatCategory, rateBp: BasisPoints, gross: AmountMinor, net: AmountMinor, vat: AmountMinor });
export type VatPart = z.output<typeof VatPart>;

/** A group of the document that is paid. */
type Group = Pick<VatPart, 'category' | 'rateBp' | 'gross' | 'vat'>;

/**
 * Spreads a payment over the VAT rates of its document, in proportion, to the cent. The whole document gives its own
 * VAT exactly; a part may differ by a cent from what other parts have left, which the invoice then puts right.
 * @param total all that the document comes to; what it has beyond its groups, such as a tip, is untaxed
 */
export function vatPartsOf(amount: Minor, total: Minor, groups: readonly Group[]): VatPart[] {
  const untaxed = total - sumMinor(groups.map(({ gross }) => gross));
  const all: readonly Group[] = untaxed > 0 ? [...groups, { category: 'O', rateBp: 0, gross: minor(untaxed), vat: ZERO }] : groups;
  const counted = all.filter(({ gross }) => gross > 0);
  if (counted.length === 0) return [];
  const shares = allocate(amount, counted.map(({ gross }) => gross));
  return counted.map(({ category, rateBp, gross: whole, vat: wholeVat }, index) => {
    const gross = shares[index] ?? ZERO;
    const [vat = ZERO, net = ZERO] = allocate(gross, [wholeVat, whole - wholeVat]);
    return { category, rateBp, gross, net, vat };
  });
}

/** The sums by category and rate, the highest rate on top. */
export function addVatParts(parts: readonly VatPart[]): VatPart[] {
  const sums = new Map<string, VatPart>();
  for (const part of parts) {
    const key = `${part.category} ${part.rateBp}`;
    const so = sums.get(key) ?? { ...part, gross: ZERO, net: ZERO, vat: ZERO };
    sums.set(key, { ...so, gross: minor(so.gross + part.gross), net: minor(so.net + part.net), vat: minor(so.vat + part.vat) });
  }
  return [...sums.values()].toSorted((a, b) => b.rateBp - a.rateBp || (a.category < b.category ? -1 : 1));
}
