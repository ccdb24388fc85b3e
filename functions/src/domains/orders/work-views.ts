import * as z from 'zod';
import { Address } from '../../platform/address.ts';
import { Id } from '../../platform/ids.ts';
import { Instant } from '../../platform/instant.ts';
import { AmountMinor, CurrencyCode } from '../../platform/money.ts';
import { PaymentMoment, ServiceForm } from '../catalogue/api.ts';
import { type Order } from './order.ts';
import { OrderStatus } from './status.ts';

const common = { id: Id, number: z.string(), shopId: Id, status: OrderStatus, dueAt: Instant, slot: Instant.nullable() };

const TicketOption = z.object({ name: z.string(), quantity: z.int() });

/** What the kitchen sees of an order: what to make and when. No names beyond the first, no addresses, no prices. */
export const OrderTicket = z.object({
  ...common,
  service: ServiceForm,
  table: z.string().nullable(),
  /** What to call out. */
  callName: z.string(),
  note: z.string(),
  lines: z.array(
    z.object({
      name: z.string(),
      quantity: z.int(),
      options: z.array(TicketOption),
      parts: z.array(z.object({ name: z.string(), options: z.array(TicketOption) })),
      note: z.string(),
    }),
  ),
});
export type OrderTicket = z.output<typeof OrderTicket>;

/** What the driver sees: where it goes, to whom, how many things, and what is to be paid at the door. */
export const OrderDrop = z.object({
  ...common,
  name: z.string(),
  phone: z.string().nullable(),
  address: Address.nullable(),
  note: z.string(),
  pieces: z.int(),
  payment: PaymentMoment,
  due: AmountMinor,
  currency: CurrencyCode,
});
export type OrderDrop = z.output<typeof OrderDrop>;

export function ticketOf(order: Order): OrderTicket {
  const { id, number, shopId, status, dueAt, slot, service, table, customer, note, lines } = order;
  return {
    id,
    number,
    shopId,
    status,
    dueAt,
    slot,
    service,
    table,
    note,
    callName: customer.name.split(' ')[0] ?? '',
    lines: lines.map(({ name, quantity, options, parts, note: wish }) => ({
      name,
      quantity,
      options: options.map(ticketOption),
      parts: parts.map((part) => ({ name: part.name, options: part.options.map(ticketOption) })),
      note: wish,
    })),
  };
}

function ticketOption({ name, quantity }: { readonly name: string; readonly quantity: number }) {
  return { name, quantity };
}

export function dropOf(order: Order): OrderDrop {
  const { id, number, shopId, status, dueAt, slot, customer, address, note, lines, payment, currency } = order;
  return {
    id,
    number,
    shopId,
    status,
    dueAt,
    slot,
    address,
    note,
    currency,
    name: customer.name,
    phone: customer.phone,
    pieces: lines.reduce((all, { quantity }) => all + quantity, 0),
    payment: payment.moment,
    due: payment.due,
  };
}

/** Statuses in which an order stands on the kitchen's screen, and on the driver's. */
export const ON_TICKET: readonly OrderStatus[] = ['accepted', 'preparing', 'ready'];
export const ON_DROP: readonly OrderStatus[] = ['accepted', 'preparing', 'ready', 'out-for-delivery'];
