import { sendMail, type Posting } from '../messages/api.ts';
import { pageOfOrder } from './link.ts';
import { type Order } from './order.ts';
import { ORDERS } from './repo.ts';

/** Tells the customer by mail that the order has come to a step; who gave no address follows it on its page. */
export function mailOrder(posting: Posting, order: Order, step: 'accepted' | 'ready' | 'out-for-delivery' | 'cancelled'): void {
  const { id, number, customer, shopName, service, dueAt, totals, currency, cancellation } = order;
  if (customer.email === null) return;
  sendMail(posting, {
    id: `order_${id}_${step}`,
    to: customer.email,
    template: 'order',
    language: customer.language,
    data: {
      step,
      number,
      customerName: customer.name,
      shopName,
      service,
      dueAt,
      total: { amount: totals.toPay, currency },
      reason: step === 'cancelled' ? (cancellation?.reason ?? '') : '',
      page: pageOfOrder(order),
    },
    about: { collection: ORDERS, id },
  });
}
