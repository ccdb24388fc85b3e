import * as z from 'zod';
import { action } from '../../platform/action.ts';
import { Id } from '../../platform/ids.ts';
import { minor, sumMinor } from '../../platform/money.ts';
import { orderById } from '../../domains/orders/api.ts';
import { movementsOf, refundable, requestRefund } from '../../domains/payments/api.ts';

/** Online payments go back the way they came; what was paid in cash or at a terminal, the staff gives back by hand. */
export const requestOrderRefund = action({
  name: 'orders/request-refund',
  summary: 'Asks for the refunds of what an order has been paid too much',
  access: 'system',
  input: z.object({ orderId: Id }),
  output: z.object({ refundIds: z.array(Id) }),
  hot: ({ orderId }) => orderId,
  async run({ input: { orderId }, actor: _actor, ...recording }) {
    const { tx, org } = recording;
    const order = await orderById(tx, org, orderId);
    const movements = await movementsOf(tx, org, { collection: 'orders', id: orderId });
    const payments = movements.filter(({ kind, checkoutId }) => kind === 'payment' && checkoutId !== null);
    const left = new Map<string, number>();
    for (const payment of payments) left.set(payment.id, await refundable(recording, payment));
    // What is on its way back has left the payments but not yet the sum of movements.
    const notRefunded = [...left.values()].reduce((all, amount) => all + amount, 0);
    const underWay = sumMinor(movements.filter(({ id, reverses }) => left.has(reverses ?? id)).map(({ amount }) => amount)) - notRefunded;
    let missing = order.payment.refundDue - Math.max(underWay, 0);
    const refundIds: string[] = [];
    for (const { id } of payments) {
      const amount = Math.min(missing, left.get(id) ?? 0);
      if (amount <= 0) continue;
      const wanted = { paymentId: id, amount: minor(amount), reason: order.cancellation?.reason ?? null, requestedBy: 'order', creditNoteId: null };
      refundIds.push((await requestRefund(recording, wanted)).id);
      missing -= amount;
    }
    return { refundIds };
  },
});
