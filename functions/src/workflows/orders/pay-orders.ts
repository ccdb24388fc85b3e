import { AppError } from '../../platform/errors.ts';
import { minor, ZERO, type Minor } from '../../platform/money.ts';
import { shopRef } from '../../domains/catalogue/api.ts';
import { changeOrder, orderById, takeStep, type OrderPatch, type StoredOrder } from '../../domains/orders/api.ts';
import { type Payable, type PayableFacts, type Recording } from '../../domains/payments/api.ts';
import { refundLater } from './refund-order-later.ts';
import { announceOrder, tellAccepted, tellPaidTooLate } from './tell-of-order.ts';

/** Orders as something to pay. */
export const orderPayable: Payable = {
  link: 'order',
  async facts(reader, org, id) {
    const order = await orderById(reader, org, id);
    if (order.status !== 'cancelled' && order.status !== 'refunded') return factsOf(order);
    throw new AppError('wrong-state', `order ${id} is ${order.status}`, {
      say: { en: 'This order has been cancelled.', nl: 'Deze bestelling is geannuleerd.' },
    });
  },
  async recordPaid(recording, id, paid) {
    const before = await orderById(recording.tx, recording.org, id);
    return factsOf(await applyPaid(recording, before, paid));
  },
};

function factsOf({ number, customer, currency, payment }: StoredOrder): PayableFacts {
  return { number, customerId: null, customerName: customer.name, email: customer.email, language: customer.language, currency, due: payment.due };
}

const SYSTEM = { kind: 'system', job: 'payment' } as const;

async function applyPaid(recording: Recording, before: StoredOrder, paid: Minor): Promise<StoredOrder> {
  const { tx, org } = recording;
  const stepping = { ...recording, actor: SYSTEM };
  const payment = settled(before, paid);
  const patch: OrderPatch = { payment };
  const ended = hasEnded(before);
  if (ended && paid > before.payment.paid) return paidTooLate(recording, changeOrder(tx, org, before, patch));
  const isReturned = paid === 0 && before.payment.paid > 0;
  if (isReturned && ['cancelled', 'delivered', 'completed'].includes(before.status)) return takeStep(stepping, before, 'refund', patch);
  if (before.status !== 'pending' || before.unpaidUntil === null || payment.due > 0) return changeOrder(tx, org, before, patch);
  const order = takeStep(stepping, before, 'pay', { ...patch, unpaidUntil: null });
  if (!(await tx.require(shopRef(org, order.shopId))).autoAccept) {
    announceOrder(recording, order);
    return order;
  }
  const accepted = takeStep(stepping, order, 'accept');
  tellAccepted(recording, accepted);
  return accepted;
}

function hasEnded({ status }: StoredOrder): boolean {
  return status === 'cancelled' || status === 'refunded';
}

/** What an order has left to pay and to give back, by the sum of all its movements. */
function settled(order: StoredOrder, paid: Minor): StoredOrder['payment'] {
  const owed = hasEnded(order) ? ZERO : order.totals.toPay;
  return { ...order.payment, paid, due: minor(hasEnded(order) ? 0 : Math.max(owed - paid, 0)), refundDue: minor(Math.max(paid - owed, 0)) };
}

function paidTooLate(recording: Recording, order: StoredOrder): StoredOrder {
  tellPaidTooLate(recording, order);
  refundLater(recording, order);
  return order;
}
