import { ZERO } from '../../platform/money.ts';
import { mailOrder, stepBy, takeStep, type StoredOrder } from '../../domains/orders/api.ts';
import { checkoutRef, closeCheckoutLater, slotRef } from '../../domains/payments/api.ts';
import { giveBack } from '../../domains/promotions/api.ts';
import { putBack, release, type Goods, type Stocking } from '../../domains/stock/api.ts';
import { refundLater } from './refund-order-later.ts';

interface Ending {
  /** In the customer's words or the staff's; the customer reads it. */
  readonly reason: string;
  /** What becomes of goods that were made already. */
  readonly goods?: Goods;
}

/**
 * Ends an order before its time: stock and codes go back, an open payment page closes, and what was paid is paid back
 * after the commit.
 * @throws AppError `wrong-state` when the order cannot be ended so; then nothing is written
 */
export async function endOrder(ending: Stocking, order: StoredOrder, step: 'cancel' | 'withdraw' | 'expire', { reason, goods = 'returned' }: Ending): Promise<StoredOrder> {
  const { clock, actor } = ending;
  const { paid } = order.payment;
  const ended = takeStep(ending, order, step, {
    unpaidUntil: null,
    cancellation: { by: stepBy(actor), reason, at: clock.now() },
    payment: { ...order.payment, due: ZERO, refundDue: paid },
  });
  await release(ending, order.id);
  await putBack(ending, order.id, goods);
  await giveBack(ending, order.id, order.promotions.map(({ code }) => code));
  if (order.payment.moment === 'online') await closePage(ending, order.id);
  mailOrder(ending, ended, 'cancelled');
  refundLater(ending, ended);
  return ended;
}

async function closePage(ending: Stocking, orderId: string): Promise<void> {
  const { tx, org } = ending;
  const slot = await tx.get(slotRef(org, { collection: 'orders', id: orderId }));
  const checkout = slot === undefined ? undefined : await tx.get(checkoutRef(org, slot.checkoutId));
  if (checkout?.status === 'open' || checkout?.status === 'opening') await closeCheckoutLater(ending, checkout);
}
