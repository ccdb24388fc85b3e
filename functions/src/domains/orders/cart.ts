import * as z from 'zod';
import { Address } from '../../platform/address.ts';
import { Id } from '../../platform/ids.ts';
import { Instant } from '../../platform/instant.ts';
import { AmountMinor } from '../../platform/money.ts';
import { email, Language, longText, phone, shortText } from '../../platform/text.ts';
import { PaymentMoment, ServiceForm } from '../catalogue/api.ts';
import { MOST_CODES, PromotionCode } from '../promotions/api.ts';

const Quantity = z
  .int({ error: 'must be a whole number' })
  .min(1, 'must be at least 1')
  .max(999, 'must be at most 999');

const ChosenOption = z.strictObject({ optionId: z.string().min(1).max(32), quantity: z.int().min(1, 'must be at least 1').max(20, 'must be at most 20').default(1) });
const ChosenOptions = z
  .array(ChosenOption)
  .max(60, 'must be at most 60 options')
  .refine((options) => new Set(options.map(({ optionId }) => optionId)).size === options.length, 'must name each option once');
export type ChosenOption = z.output<typeof ChosenOption>;

/** What clients may send along but decides nothing: amounts are the server's. */
const ignored = z.unknown().optional();

export const CartLine = z.strictObject({
  productId: Id,
  quantity: Quantity,
  options: ChosenOptions.default([]),
  /** Of a bundle: what was chosen for each of its parts. */
  parts: z.array(z.strictObject({ partId: z.string().min(1).max(32), productId: Id, options: ChosenOptions.default([]) })).max(10).default([]),
  note: longText(300).default(''),
  /** What the shopper was shown for one, options included; only to tell what has changed since. */
  seenPrice: AmountMinor.nullable().default(null),
  price: ignored,
});
export type CartLine = z.output<typeof CartLine>;

/** The most pieces of one order; beyond it people call. */
export const MOST_PIECES = 2000;

/** A cart as a client built it, perhaps offline. */
export const cartFields = {
  shopId: Id,
  service: ServiceForm,
  /** When it is wanted; `null`: as soon as possible. */
  slot: Instant.nullable().default(null),
  lines: z
    .array(CartLine)
    .min(1, 'must have at least one line')
    .max(100, 'must be at most 100 lines')
    .refine((lines) => lines.reduce((all, { quantity }) => all + quantity, 0) <= MOST_PIECES, `must be at most ${MOST_PIECES} pieces in all`),
  codes: z
    .array(PromotionCode)
    .max(MOST_CODES, `must be at most ${MOST_CODES} codes`)
    .refine((codes) => new Set(codes).size === codes.length, 'must name each code once')
    .default([]),
  /** For the staff, on top of the price; not a price and so without VAT. */
  tip: AmountMinor.refine((amount) => amount >= 0 && amount <= 100_000_000, 'must not be negative').default(0 as never),
  total: ignored,
};

/** Who orders, as far as a quote needs to know. */
export const Contact = z.strictObject({
  name: shortText(120),
  email: email.nullable().default(null),
  phone: phone.nullable().default(null),
  language: Language.default('nl'),
});
export type Contact = z.output<typeof Contact>;

export const QuoteInput = z.object({
  ...cartFields,
  /** How the customer is known, when it is already: codes may be limited per customer. */
  email: email.nullable().default(null),
  phone: phone.nullable().default(null),
  /** The total the shopper was shown before. */
  seenTotal: AmountMinor.nullable().default(null),
});
export type QuoteInput = z.output<typeof QuoteInput>;

export const PlaceInput = z.object({
  ...cartFields,
  customer: Contact,
  /** Where it is eaten. */
  table: shortText(20).nullable().default(null),
  /** Where it is delivered. */
  address: Address.nullable().default(null),
  note: longText(1000).default(''),
  payment: PaymentMoment,
  /** Where it comes from; tells the staff and nothing else. */
  source: z.enum(['web', 'app', 'phone', 'counter']).default('web'),
  /** The total the shopper agreed to, tip included; another one is refused with what changed. */
  seenTotal: AmountMinor,
});
export type PlaceInput = z.output<typeof PlaceInput>;
