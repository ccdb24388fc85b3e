import * as z from 'zod';
import { Id } from '../../platform/ids.ts';
import { stamps } from '../../platform/instant.ts';
import { AmountMinor, BasisPoints } from '../../platform/money.ts';
import { shortText } from '../../platform/text.ts';
import { AvailabilityWindows, ServiceForm } from '../catalogue/api.ts';

/** A code as people type it: case and spaces do not count. It is also the id of its document. */
export const PromotionCode = z
  .string()
  .max(60, 'must have at most 60 characters')
  .overwrite((text) => text.normalize('NFC').replace(/\s+/g, '').toUpperCase())
  .regex(/^[A-Z0-9][A-Z0-9-]{1,39}$/, 'must be 2 to 40 letters, digits or -');

const share = BasisPoints.refine((bp) => bp > 0, 'must be more than zero');
const positive = AmountMinor.refine((amount) => amount > 0, 'must be more than zero');

/** What a code gives. Amounts include VAT. */
export const Benefit = z.discriminatedUnion('type', [
  /** A share of the goods, up to `cap`. */
  z.strictObject({ type: z.literal('percent'), percentBp: share, cap: positive.nullable().default(null) }),
  z.strictObject({ type: z.literal('fixed'), amount: positive }),
  z.strictObject({ type: z.literal('free-delivery') }),
  /** Of every `buy` + `get` pieces the cheapest `get` cost so much less. */
  z.strictObject({
    type: z.literal('buy-get'),
    buy: z.int().min(1).max(100),
    get: z.int().min(1).max(100),
    percentBp: share.default(10_000),
  }),
]);
export type Benefit = z.output<typeof Benefit>;

export const promotionFields = {
  /** For the staff. */
  name: shortText(120),
  benefit: Benefit,
  /** Orders that may use it in all. */
  totalLimit: z.int().min(1).max(1_000_000).nullable(),
  /** Orders of one customer, known by e-mail address, telephone number or account. */
  customerLimit: z.int().min(1).max(1000).nullable(),
  firstOrderOnly: z.boolean(),
  /** When it can be used, by the moment of ordering, and in which shops. */
  windows: AvailabilityWindows,
  services: z.array(ServiceForm).min(1).max(3).nullable(),
  /** The least amount of goods, before any discount. */
  minimum: AmountMinor.refine((amount) => amount >= 0, 'must not be negative').nullable(),
  /** What it applies to; both `null`: everything. */
  productIds: z.array(Id).min(1).max(200).nullable(),
  categoryIds: z.array(Id).min(1).max(100).nullable(),
  /** May be used together with others that say so too. */
  stackable: z.boolean(),
  active: z.boolean(),
};

export const NewPromotion = z.object({
  code: PromotionCode,
  ...promotionFields,
  totalLimit: promotionFields.totalLimit.default(null),
  customerLimit: promotionFields.customerLimit.default(null),
  firstOrderOnly: promotionFields.firstOrderOnly.default(false),
  windows: promotionFields.windows.default([]),
  services: promotionFields.services.default(null),
  minimum: promotionFields.minimum.default(null),
  productIds: promotionFields.productIds.default(null),
  categoryIds: promotionFields.categoryIds.default(null),
  stackable: promotionFields.stackable.default(false),
  active: promotionFields.active.default(true),
});

export const Promotion = z
  .object({
    /** The code. */
    id: Id,
    ...promotionFields,
    /** Orders that use it now; cancelled ones gave it back. */
    uses: z.int().min(0),
    ...stamps,
  })
  .meta({ id: 'Promotion' });
export type Promotion = z.output<typeof Promotion>;

/** An order's use of a code; given back when the order is cancelled. */
export const Redemption = z.object({
  id: Id,
  promotionId: Id,
  orderId: Id,
  discount: AmountMinor,
  /** The counters it stands on, one for each way in which the customer is known. */
  counters: z.array(Id),
  state: z.enum(['counted', 'given-back']),
  ...stamps,
});
export type Redemption = z.output<typeof Redemption>;

/** The most codes that one cart brings along. */
export const MOST_CODES = 5;
