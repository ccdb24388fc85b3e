import { minor, ZERO, type Minor } from '../../platform/money.ts';
import { type Order, type OrderPayment } from './order.ts';

type Owing = Pick<Order, 'status' | 'payment' | 'totals'>;

/** Whether nothing of an order is to be paid any more. */
export function hasEnded({ status }: Pick<Order, 'status'>): boolean {
  return status === 'cancelled' || status === 'refunded';
}

/** What is left to pay of an order, and to give back, once it has been paid so much. */
export function paymentOf(order: Owing, paid: Minor, waived: Minor = order.payment.waived): OrderPayment {
  const owed = hasEnded(order) ? ZERO : minor(Math.max(order.totals.toPay - waived, 0));
  return { ...order.payment, paid, waived, due: hasEnded(order) ? ZERO : minor(Math.max(owed - paid, 0)), refundDue: minor(Math.max(paid - owed, 0)) };
}

/**
 * The same by all movements of money. A refund first gives back what was paid too much; beyond that the shop asks for
 * so much less. What a bank took back is owed again.
 * @param refunded what of the money went back because the shop gave it back
 */
export function paymentAfter(order: Owing, paid: Minor, refunded: Minor): OrderPayment {
  if (hasEnded(order)) return paymentOf(order, paid);
  const tooMuch = Math.max(paid + refunded - order.totals.toPay, 0);
  return paymentOf(order, paid, minor(Math.max(refunded - tooMuch, 0)));
}
