import * as z from 'zod';
import { action } from '../../platform/action.ts';
import { AppError } from '../../platform/errors.ts';
import { Id } from '../../platform/ids.ts';
import { AmountMinor } from '../../platform/money.ts';
import { changeOrder, lessLines, orderById, OrderStatus, paymentOf, type StoredOrder } from '../../domains/orders/api.ts';
import { closeStaleCheckout } from '../../domains/payments/api.ts';
import { releasePart } from '../../domains/stock/api.ts';
import { refundLater } from './refund-order-later.ts';

/** After that the goods have been made. */
const STILL_OPEN: readonly OrderStatus[] = ['pending', 'paid', 'accepted', 'preparing'];

export const cancelOrderLines = action({
  name: 'orders/cancel-lines',
  summary: 'Takes some pieces off an order: their stock goes back, and what was paid too much is paid back',
  permission: 'orders.write',
  input: z.object({
    orderId: Id,
    lines: z
      .array(z.strictObject({ line: z.int().min(0), quantity: z.int().min(1, 'must be at least 1').max(999) }))
      .min(1, 'must have at least one line')
      .max(100)
      .refine((lines) => new Set(lines.map(({ line }) => line)).size === lines.length, 'must name each line once'),
  }),
  output: z.object({ orderId: Id, status: OrderStatus, toPay: AmountMinor, refundDue: AmountMinor }),
  async run({ input: { orderId, lines }, ...stocking }) {
    const { tx, org } = stocking;
    const before = await orderById(tx, org, orderId);
    assertStillOpen(before);
    const less = new Map(lines.map(({ line, quantity }) => [line, quantity]));
    const cart = lessLines(before, less);
    await releasePart(stocking, orderId, less);
    const payment = paymentOf({ ...before, ...cart }, before.payment.paid);
    // When only what was free is left, there is no payment to wait for any more.
    const after = changeOrder(tx, org, before, { ...cart, payment, unpaidUntil: payment.due === 0 ? null : before.unpaidUntil });
    // A page that was opened before still asks for what is no longer ordered.
    await closeStaleCheckout(stocking, { collection: 'orders', id: orderId }, after.payment.due);
    refundLater(stocking, after);
    return { orderId, status: after.status, toPay: cart.totals.toPay, refundDue: after.payment.refundDue };
  },
});

function assertStillOpen({ id, status }: StoredOrder): void {
  if (STILL_OPEN.includes(status)) return;
  throw new AppError('wrong-state', `order ${id} is ${status}`, {
    say: { en: 'This order has been made already.', nl: 'Deze bestelling is al gemaakt.' },
    data: { status },
  });
}
