/**
 * The shapes that quotes, invoices and orders share when amounts are computed: what goes in, and what comes
 * out to be stored. All amounts are minor units of the document's one currency.
 */
import * as z from 'zod';
import { AmountMinor, BasisPoints, CurrencyCode, SignedQuantity, sumMinor } from '../../platform/money.ts';

/** Whether the prices of a document are typed without VAT or with it. */
export const PriceMode = z.enum(['exclusive', 'inclusive']);
export type PriceMode = z.infer<typeof PriceMode>;

/**
 * VAT categories of UNCL5305 as EN 16931 uses them: standard (any rate above zero), zero rate, exempt, reverse
 * charge, intra-Community supply of goods, export, outside the scope.
 */
export const VatCategory = z.enum(['S', 'Z', 'E', 'AE', 'K', 'G', 'O']);
export type VatCategory = z.infer<typeof VatCategory>;

/** What the VAT of an amount depends on. Amounts with the same key form one group on the document. */
export const VatKey = z.object({ category: VatCategory, rateBp: BasisPoints });
export type VatKey = z.infer<typeof VatKey>;

/** A discount as a share of what it applies to, or as a fixed amount in the price mode of the document. */
export const Discount = z.union([
  z.strictObject({ percentBp: BasisPoints }),
  z.strictObject({ amountMinor: AmountMinor }),
]);
export type Discount = z.infer<typeof Discount>;

/** A line as typed: the unit price is in the price mode of the document. A negative quantity takes back. */
export const PricedLine = z.object({
  quantity: SignedQuantity,
  unitPriceMinor: AmountMinor,
  discount: Discount.optional(),
  treatment: VatKey,
});
export type PricedLine = z.infer<typeof PricedLine>;

/** An amount on top of the lines, such as delivery. The document discount does not touch it. */
export const PricedCharge = z.object({ amountMinor: AmountMinor, treatment: VatKey });
export type PricedCharge = z.infer<typeof PricedCharge>;

/** The amounts of one line: `gross - discount = amount`, and `amount - documentDiscount = total`. */
export const Breakdown = z.object({
  /** Quantity times unit price. */
  gross: AmountMinor,
  /** The line's own discount. */
  discount: AmountMinor,
  amount: AmountMinor,
  /** The line's share of the discount on the whole document. */
  documentDiscount: AmountMinor,
  total: AmountMinor,
});
export type Breakdown = z.infer<typeof Breakdown>;

/** A line computed: as typed (in the price mode) and net (without VAT). The two are equal in exclusive mode. */
export const LineTotals = z.object({
  treatment: VatKey,
  typed: Breakdown,
  net: Breakdown,
  /** Price of one without VAT, with as many decimals as make quantity × price round to `net.gross`. */
  unitPriceNet: z.string(),
});
export type LineTotals = z.infer<typeof LineTotals>;

/** A charge computed: as typed, and without VAT. */
export const ChargeTotals = z.object({ treatment: VatKey, typed: AmountMinor, net: AmountMinor });
export type ChargeTotals = z.infer<typeof ChargeTotals>;

/** One VAT category and rate: `lines - discount + charges - deposits = base`. All but `vat` and `gross` are without VAT. */
export const VatGroup = z.object({
  ...VatKey.shape,
  /** Sum of `net.amount` of its lines. */
  lines: AmountMinor,
  /** Its share of the document discount. */
  discount: AmountMinor,
  charges: AmountMinor,
  /** What deposit invoices have taxed before; zero unless this is a final invoice. */
  deposits: AmountMinor,
  base: AmountMinor,
  vat: AmountMinor,
  gross: AmountMinor,
});
export type VatGroup = z.infer<typeof VatGroup>;

/** The sums of the groups; `lines - discount + charges - deposits = net` and `net + vat = gross`, which is to be paid. */
export const Sums = z.object({
  lines: AmountMinor,
  discount: AmountMinor,
  charges: AmountMinor,
  deposits: AmountMinor,
  net: AmountMinor,
  vat: AmountMinor,
  gross: AmountMinor,
});
export type Sums = z.infer<typeof Sums>;

/** Everything computed about a document, ready to be stored with it. */
export const DocumentTotals = z.object({
  priceMode: PriceMode,
  currency: CurrencyCode,
  lines: z.array(LineTotals),
  charges: z.array(ChargeTotals),
  groups: z.array(VatGroup),
  totals: Sums,
});
export type DocumentTotals = z.infer<typeof DocumentTotals>;

const CATEGORY_ORDER: Readonly<Record<VatCategory, number>> = { S: 0, Z: 1, E: 2, AE: 3, K: 4, G: 5, O: 6 };

/** Text that is equal for two keys exactly when their amounts belong in one group. */
export function groupId(key: VatKey): string {
  return `${key.category}-${key.rateBp}`;
}

/** The order of groups on a document: taxed ones first, the highest rate on top. */
export function compareGroups(a: VatKey, b: VatKey): number {
  return CATEGORY_ORDER[a.category] - CATEGORY_ORDER[b.category] || b.rateBp - a.rateBp;
}

/** The distinct keys among some amounts, in the order of a document. */
export function groupsOf(items: readonly { readonly treatment: VatKey }[]): VatKey[] {
  const keys = new Map(items.map(({ treatment }) => [groupId(treatment), keyOf(treatment)]));
  return [...keys.values()].sort(compareGroups);
}

/** The positions of the items that belong to a group. */
export function membersOf(items: readonly { readonly treatment: VatKey }[], key: VatKey): number[] {
  return items.flatMap(({ treatment }, index) => (groupId(treatment) === groupId(key) ? [index] : []));
}

/** The key alone, of a treatment that may carry its reason and wording along. */
export function keyOf({ category, rateBp }: VatKey): VatKey {
  return { category, rateBp };
}

/** The totals of a document from its groups. */
export function sumGroups(groups: readonly VatGroup[]): Sums {
  return {
    lines: sumMinor(groups.map((group) => group.lines)),
    discount: sumMinor(groups.map((group) => group.discount)),
    charges: sumMinor(groups.map((group) => group.charges)),
    deposits: sumMinor(groups.map((group) => group.deposits)),
    net: sumMinor(groups.map((group) => group.base)),
    vat: sumMinor(groups.map((group) => group.vat)),
    gross: sumMinor(groups.map((group) => group.gross)),
  };
}

/** The item at a position that is known to exist. */
export function itemAt<T>(items: readonly T[], index: number): T {
  const item = items[index];
  if (item === undefined) throw new RangeError(`No item ${index} among ${items.length}`);
  return item;
}
