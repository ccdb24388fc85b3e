import * as z from 'zod';
import { Instant } from '../../platform/instant.ts';
import { AmountMinor, CurrencyCode } from '../../platform/money.ts';
import { Language } from '../../platform/text.ts';
import { type Organisation } from '../accounts/api.ts';
import { Order } from './order.ts';
import { OrderStatus } from './status.ts';

/** What the holder of an order's link may see: what was ordered and where it stands, nothing of address or telephone. */
export const PublicOrder = z.object({
  number: z.string(),
  status: OrderStatus,
  language: Language,
  currency: CurrencyCode,
  timeZone: z.string(),
  shopName: z.string(),
  seller: z.object({ name: z.string(), colour: z.string(), phone: z.string().nullable() }),
  service: Order.shape.service,
  table: z.string().nullable(),
  placedAt: Instant,
  dueAt: Instant,
  customerName: z.string(),
  lines: z.array(z.object({ name: z.string(), detail: z.string(), note: z.string(), quantity: z.int(), total: AmountMinor })),
  fees: Order.shape.fees,
  promotions: Order.shape.promotions,
  vat: Order.shape.vat,
  totals: Order.shape.totals,
  payment: Order.shape.payment,
  steps: z.array(z.object({ status: OrderStatus, at: Instant })),
  cancellation: z.object({ reason: z.string() }).nullable(),
  /** Whether the customer can still cancel it, and whether it can be paid now. */
  can: z.object({ withdraw: z.boolean(), pay: z.boolean() }),
});
export type PublicOrder = z.output<typeof PublicOrder>;

export function publicOrderOf(order: Order, organisation: Organisation): PublicOrder {
  const { number, status, currency, shopName, service, table, placedAt, dueAt, customer, fees, promotions, vat, totals, payment } = order;
  const { name, tradeName, branding, phone, timeZone } = organisation;
  return {
    number,
    status,
    currency,
    timeZone,
    shopName,
    service,
    table,
    placedAt,
    dueAt,
    fees,
    promotions,
    vat,
    totals,
    payment,
    language: customer.language,
    seller: { name: tradeName ?? name, colour: branding.colour, phone },
    customerName: customer.name,
    lines: order.lines.map((line) => ({ name: line.name, detail: detailOf(line), note: line.note, quantity: line.quantity, total: line.gross })),
    steps: order.steps.map(({ status: reached, at }) => ({ status: reached, at })),
    cancellation: order.cancellation === null ? null : { reason: order.cancellation.reason },
    can: { withdraw: status === 'pending' || status === 'paid', pay: payment.due > 0 && order.unpaidUntil !== null },
  };
}

/** Options and parts of a line in one sentence: `Groot, 2 × extra kaas`. */
function detailOf({ options, parts }: Order['lines'][number]): string {
  const named = (chosen: typeof options) => chosen.map(({ name, quantity }) => (quantity === 1 ? name : `${quantity} × ${name}`));
  return [...named(options), ...parts.map((part) => [part.name, ...named(part.options)].join(', '))].join(', ');
}
