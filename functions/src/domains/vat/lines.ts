/**
 * The lines of quotes and invoices: what a person enters, and what pricing makes of it. The arithmetic is in
 * `totals.ts` and the law in `treatment.ts`; here both meet the words of the trade.
 */
import * as z from 'zod';
import { AmountMinor, BasisPoints, Quantity, SignedQuantity } from '../../platform/money.ts';
import { longText, shortText } from '../../platform/text.ts';
import { Breakdown, Sums, VatGroup } from './document.ts';
import { Wording } from './treatment-reasons.ts';
import { Treatment } from './treatment.ts';

/** What the person says of a line's VAT; seller, customer and country decide what comes of it. */
export const VatChoice = z.enum(['standard', 'reduced', 'zero', 'exempt', 'reverse-charge']);
export type VatChoice = z.output<typeof VatChoice>;

const NO_DISCOUNT = 'A discount is more than zero';

/** Taken off a line or a document: a share in basis points, or an amount in the price mode. */
export const DraftDiscount = z.union(
  [
    z.strictObject({ percentBp: BasisPoints.refine((share) => share > 0, { error: NO_DISCOUNT }) }),
    z.strictObject({ amount: AmountMinor.refine((amount) => amount > 0, { error: NO_DISCOUNT }) }),
  ],
  { error: 'Give a discount as { percentBp } or as { amount }' },
);
export type DraftDiscount = z.output<typeof DraftDiscount>;

const fields = {
  description: shortText(500),
  /** A second paragraph in smaller print. */
  detail: longText(2000).nullable().default(null),
  /** "uur", "stuk", "kg" as typed, or a UN/ECE Recommendation 20 code. */
  unit: shortText(20).nullable().default(null),
  /** Minor units, in the price mode of the document. */
  unitPrice: AmountMinor.refine((amount) => amount >= 0, { error: 'A price is not negative; give a discount instead' }),
  discount: DraftDiscount.nullable().default(null),
  vat: VatChoice.default('standard'),
  supply: z.enum(['goods', 'services']).default('services'),
};

/** A line as a person enters it. */
export const DraftLine = z.strictObject({ ...fields, quantity: Quantity });
export type DraftLine = z.output<typeof DraftLine>;

/** The lines of one document: nobody reads more, and one document of Firestore holds no more. */
export const DraftLines = z.array(DraftLine).min(1, 'must have at least one line').max(500, 'must have at most 500 lines');

/** A line as stored; only we write negative quantities, on credit notes. */
export const StoredLine = z.object({ ...fields, quantity: SignedQuantity });
export type StoredLine = z.output<typeof StoredLine>;

/** A line with the VAT it has, why, and what it comes to. */
export const PricedLine = StoredLine.extend({
  ...Treatment.shape,
  /** In the price mode. */
  typed: Breakdown,
  /** Without VAT; `net.amount` is the line's net amount, before its share of the document's discount. */
  net: Breakdown,
  /** Price of one without VAT, in major units with as many decimals as it needs. */
  unitPriceNet: z.string(),
});
export type PricedLine = z.output<typeof PricedLine>;

/** The VAT of one category and rate, rounded once, with the reason when none is charged. */
export const PricedGroup = VatGroup.extend({
  exemption: z.object({ code: z.string().nullable(), wording: Wording }).nullable(),
});
export type PricedGroup = z.output<typeof PricedGroup>;

/** All that pricing says of a document; stored with it, and frozen with it. */
export const PricedDocument = z.object({
  lines: z.array(PricedLine),
  /** One per category and rate, the highest rate on top. */
  vat: z.array(PricedGroup),
  totals: Sums,
  /** What the law wants the document to say. */
  wording: z.array(Wording),
});
export type PricedDocument = z.output<typeof PricedDocument>;
