import { AppError } from '../../platform/errors.ts';
import { shopRef } from '../../domains/catalogue/api.ts';
import { changeOrder, hasEnded, ORDER_STEPS, orderById, paymentAfter, takeStep, type OrderPatch, type OrderStatus, type StoredOrder } from '../../domains/orders/api.ts';
import { type MovedMoney, type Payable, type PayableFacts, type Recording } from '../../domains/payments/api.ts';
import { accept } from './accepting.ts';
import { refundLater } from './refund-order-later.ts';
import { announceOrder, tellPaidTooLate } from './tell-of-order.ts';

/** Orders as something to pay. */
export const orderPayable: Payable = {
  link: 'order',
  async facts(reader, org, id) {
    const order = await orderById(reader, org, id);
    if (!hasEnded(order)) return factsOf(order);
    throw new AppError('wrong-state', `order ${id} is ${order.status}`, {
      say: { en: 'This order has been cancelled.', nl: 'Deze bestelling is geannuleerd.' },
    });
  },
  async recordPaid(recording, id, moved) {
    const before = await orderById(recording.tx, recording.org, id);
    return factsOf(await applyMoved(recording, before, moved));
  },
};

function factsOf({ number, customer, currency, payment }: StoredOrder): PayableFacts {
  return { number, customerId: null, customerName: customer.name, email: customer.email, language: customer.language, currency, due: payment.due };
}

const SYSTEM = { kind: 'system', job: 'payment' } as const;

async function applyMoved(recording: Recording, before: StoredOrder, moved: MovedMoney): Promise<StoredOrder> {
  const patch: OrderPatch = { payment: paymentAfter(before, moved.paid, moved.refunded) };
  const after = await moveOn(recording, before, moved, patch);
  // Nobody asked for so much: the order had ended, or had lost lines since the page was opened.
  if (moved.paid > before.payment.paid) refundLater(recording, after);
  return after;
}

async function moveOn(recording: Recording, before: StoredOrder, moved: MovedMoney, patch: OrderPatch): Promise<StoredOrder> {
  const { tx, org } = recording;
  const stepping = { ...recording, actor: SYSTEM };
  if (isPaidBack(before, moved)) return takeStep(stepping, before, 'refund', patch);
  if (!isPaidNow(before, patch)) {
    const after = changeOrder(tx, org, before, patch);
    if (hasEnded(before) && moved.paid > before.payment.paid) tellPaidTooLate(recording, after);
    return after;
  }
  const order = takeStep(stepping, before, 'pay', { ...patch, unpaidUntil: null });
  if ((await tx.require(shopRef(org, order.shopId))).autoAccept) return accept(stepping, order);
  announceOrder(recording, order);
  return order;
}

/** All of it was given back, of an order that is over. What a bank took back is a debt instead. */
function isPaidBack({ status, payment }: StoredOrder, { paid, refunded }: MovedMoney): boolean {
  const from: readonly OrderStatus[] = ORDER_STEPS.refund.from;
  return paid === 0 && payment.paid > 0 && refunded > 0 && from.includes(status);
}

/** It waited for its money, and all of that has come. */
function isPaidNow({ status, unpaidUntil }: StoredOrder, { payment }: OrderPatch): boolean {
  return status === 'pending' && unpaidUntil !== null && payment?.due === 0;
}
