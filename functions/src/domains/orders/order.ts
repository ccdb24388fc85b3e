import * as z from 'zod';
import { Address } from '../../platform/address.ts';
import { Id } from '../../platform/ids.ts';
import { Instant, stamps } from '../../platform/instant.ts';
import { AmountMinor } from '../../platform/money.ts';
import { PaymentMoment, ServiceForm } from '../catalogue/api.ts';
import { Contact, PlaceInput } from './cart.ts';
import { PricedCart } from './priced-cart.ts';
import { OrderStatus } from './status.ts';

/** Who took a step. The staff's names stand in the audit trail; the customer reads this document. */
export const StepBy = z.enum(['customer', 'staff', 'system']);
export type StepBy = z.output<typeof StepBy>;

/** What has been paid of an order. */
export const OrderPayment = z.object({
  moment: PaymentMoment,
  /** All that came in less all that went back. */
  paid: AmountMinor,
  /** Still to pay; zero once the order is cancelled. */
  due: AmountMinor,
  /** What the customer has to get back. */
  refundDue: AmountMinor,
  /** What was given back although it had not been paid too much, and is no longer asked for. */
  waived: AmountMinor,
});
export type OrderPayment = z.output<typeof OrderPayment>;

/** An order. Its customer may read all of it, so what is the staff's alone stands elsewhere. */
export const Order = z
  .object({
    id: Id,
    number: z.string(),
    shopId: Id,
    shopName: z.string(),
    source: PlaceInput.shape.source,
    status: OrderStatus,
    /** Somebody still works on it or waits for it; what boards ask for, whatever statuses there will be. */
    open: z.boolean(),
    service: ServiceForm,
    table: z.string().nullable(),
    address: Address.nullable(),
    /** The time the customer chose; `null`: as soon as possible. */
    slot: Instant.nullable(),
    placedAt: Instant,
    /** When it should be there: the slot, or the estimate. */
    dueAt: Instant,
    customer: Contact,
    /** Signed-in people who follow it; whoever placed it, and who opened its link. */
    followers: z.array(z.string()),
    note: z.string(),
    ...PricedCart.shape,
    payment: OrderPayment,
    /** Every step with its time, the oldest first. */
    steps: z.array(z.object({ status: OrderStatus, at: Instant, by: StepBy })),
    cancellation: z.object({ by: StepBy, reason: z.string(), at: Instant }).nullable(),
    /** When it lapses if it is not paid by then. */
    unpaidUntil: Instant.nullable(),
    ...stamps,
  })
  .meta({ id: 'Order' });
export type Order = z.output<typeof Order>;

/** What whoever places an order gets. */
export const PlacedOrder = z.object({
  orderId: Id,
  number: z.string(),
  status: OrderStatus,
  dueAt: Instant,
  toPay: AmountMinor,
  /** The token of the order's public page: `/public/order/<token>`. */
  token: z.string(),
});
export type PlacedOrder = z.output<typeof PlacedOrder>;
