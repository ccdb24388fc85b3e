import * as z from 'zod';
import { Address } from '../../platform/address.ts';
import { IsoDate } from '../../platform/business-date.ts';
import { Id } from '../../platform/ids.ts';
import { Instant, stamps } from '../../platform/instant.ts';
import { AmountMinor, CurrencyCode } from '../../platform/money.ts';
import { phone, shortText } from '../../platform/text.ts';
import { Hours } from './window.ts';
import { type ServiceForm } from './product.ts';

const amount = AmountMinor.refine((value) => value >= 0, 'must not be negative');

/** What one service form asks and costs. Amounts include VAT. */
const Service = z.strictObject({
  enabled: z.boolean(),
  /** Minutes from ordering to having it, on a quiet day. */
  leadMinutes: z.int().min(0).max(2880).default(20),
  /** Added to every order: delivery, or packaging. */
  fee: amount.default(0 as never),
  /** From this amount of goods on there is no fee; `null`: there always is. */
  freeFrom: amount.nullable().default(null),
  /** The least amount of goods. */
  minimum: amount.default(0 as never),
});

export const Services = z.strictObject({ 'eat-in': Service, collect: Service, deliver: Service });

/** Days on which the shop does not open whatever its hours say, also not past midnight; both ends belong to it. */
const Closure = z
  .strictObject({ from: IsoDate, until: IsoDate })
  .refine(({ from, until }) => from <= until, { path: ['until'], error: 'must not be before from' });

/** How customers can pay: beforehand on the internet, at the counter, or at the door. */
export const PaymentMoment = z.enum(['online', 'counter', 'door'], { error: 'must be online, counter or door' });
export type PaymentMoment = z.output<typeof PaymentMoment>;

/** What a person decides about a shop. */
export const shopFields = {
  name: shortText(100),
  address: Address.nullable(),
  phone: phone.nullable(),
  /** When orders can be had. */
  hours: z.array(Hours).max(50, 'must be at most 50 openings'),
  closures: z.array(Closure).max(100, 'must be at most 100 closures'),
  services: Services,
  payments: z.array(PaymentMoment).min(1, 'must name at least one way to pay').max(3),
  /** Whether orders for a later time are taken, and how many days ahead. */
  daysAhead: z.int().min(0).max(365),
  /** Times to choose from lie so many minutes apart. */
  slotMinutes: z.literal([5, 10, 15, 20, 30, 60], { error: 'must be 5, 10, 15, 20, 30 or 60' }),
  /** What each order that is being made adds to the estimate. */
  minutesPerOpenOrder: z.int().min(0).max(60),
  /** After this an order that should have been paid online lapses. */
  unpaidMinutes: z.int().min(5).max(1440),
  /** Orders are accepted without anybody looking at them first. */
  autoAccept: z.boolean(),
  published: z.boolean(),
};

const closed = { enabled: false, leadMinutes: 20, fee: 0 as never, freeFrom: null, minimum: 0 as never };

export const NewShop = z.object({
  ...shopFields,
  address: shopFields.address.default(null),
  phone: shopFields.phone.default(null),
  hours: shopFields.hours.default([]),
  closures: shopFields.closures.default([]),
  services: shopFields.services.default({ 'eat-in': closed, collect: { ...closed, enabled: true }, deliver: closed }),
  payments: shopFields.payments.default(['online', 'counter']),
  daysAhead: shopFields.daysAhead.default(7),
  slotMinutes: shopFields.slotMinutes.default(15),
  minutesPerOpenOrder: shopFields.minutesPerOpenOrder.default(2),
  unpaidMinutes: shopFields.unpaidMinutes.default(30),
  autoAccept: shopFields.autoAccept.default(false),
  published: shopFields.published.default(true),
});

/** A place that takes orders, as everybody may read it. A sale never writes it. */
export const Shop = z
  .object({
    id: Id,
    ...shopFields,
    /** The organisation's, so that a shopper needs no other document. */
    currency: CurrencyCode,
    timeZone: z.string(),
    /** No new orders until then. */
    pausedUntil: Instant.nullable(),
    /** Products, and options as `<product>_<option>`, that the staff took off for now. */
    offMenu: z.array(z.string()),
    /** Goes up with every change of the catalogue; what an instance remembers of products is good for one revision. */
    catalogueRevision: z.int().positive(),
    ...stamps,
  })
  .meta({ id: 'Shop' });
export type Shop = z.output<typeof Shop>;

export function serviceOf(shop: Shop, form: ServiceForm): z.output<typeof Service> {
  return shop.services[form];
}
