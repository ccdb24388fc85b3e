import * as z from 'zod';
import { Id } from '../../platform/ids.ts';
import { AmountMinor, BasisPoints, CurrencyCode } from '../../platform/money.ts';
import { RefusalReason } from '../promotions/api.ts';
import { VatCategory } from '../vat/api.ts';

/** What an order keeps of an option: it says what it said, whatever becomes of the catalogue. */
const PricedOption = z.object({ optionId: z.string(), groupName: z.string(), name: z.string(), quantity: z.int(), price: AmountMinor });

/** A part of one piece's price, by how it is taxed; a bundle has several. */
export const VatShare = z.object({ category: VatCategory, rateBp: BasisPoints, unit: AmountMinor });
export type VatShare = z.output<typeof VatShare>;

export const PricedCartLine = z.object({
  /** Its place in the cart; stays when other lines go. */
  line: z.int(),
  productId: Id,
  categoryId: Id,
  name: z.string(),
  quantity: z.int(),
  /** One, with options, including VAT. */
  unitPrice: AmountMinor,
  options: z.array(PricedOption),
  parts: z.array(z.object({ partId: z.string(), partName: z.string(), productId: Id, name: z.string(), options: z.array(PricedOption) })),
  note: z.string(),
  gross: AmountMinor,
  discount: AmountMinor,
  /** `gross - discount`. */
  total: AmountMinor,
  shares: z.array(VatShare),
});
export type PricedCartLine = z.output<typeof PricedCartLine>;

export const Fee = z.object({
  kind: z.enum(['delivery', 'service']),
  gross: AmountMinor,
  discount: AmountMinor,
  total: AmountMinor,
});
export type Fee = z.output<typeof Fee>;

/** `goods - discount + fees = gross = net + vat`, and `gross + tip = toPay`. */
export const CartTotals = z.object({
  goods: AmountMinor,
  /** On goods and fees. */
  discount: AmountMinor,
  fees: AmountMinor,
  net: AmountMinor,
  vat: AmountMinor,
  gross: AmountMinor,
  tip: AmountMinor,
  toPay: AmountMinor,
});
export type CartTotals = z.output<typeof CartTotals>;

export const PricedCart = z.object({
  currency: CurrencyCode,
  lines: z.array(PricedCartLine),
  fees: z.array(Fee),
  promotions: z.array(z.object({ code: z.string(), name: z.string(), discount: AmountMinor })),
  vat: z.array(z.object({ category: VatCategory, rateBp: BasisPoints, base: AmountMinor, vat: AmountMinor, gross: AmountMinor })),
  totals: CartTotals,
});
export type PricedCart = z.output<typeof PricedCart>;

/** What differs from what the shopper saw, or keeps a line or code from counting. */
export const CartChange = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('price'), line: z.int(), productId: Id, name: z.string(), from: AmountMinor, to: AmountMinor }),
  z.object({
    kind: z.literal('unavailable'),
    line: z.int(),
    productId: Id,
    reason: z.enum(['gone', 'not-now', 'not-for-service', 'sold-out', 'off-menu']),
  }),
  z.object({ kind: z.literal('code'), code: z.string(), reason: RefusalReason, say: z.object({ en: z.string(), nl: z.string() }) }),
  z.object({ kind: z.literal('total'), from: AmountMinor, to: AmountMinor }),
]);
export type CartChange = z.output<typeof CartChange>;
