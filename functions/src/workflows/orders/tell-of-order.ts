import { formatMoney } from '../../platform/money.ts';
import { notify, type Posting } from '../../domains/messages/api.ts';
import { mailOrder, type StoredOrder } from '../../domains/orders/api.ts';

/** Tells the staff that an order waits for them. */
export function announceOrder(posting: Posting, order: StoredOrder): void {
  const { id, number, customer, totals, currency } = order;
  const money = (language: 'nl' | 'en') => formatMoney({ amount: totals.toPay, currency }, language);
  notify(posting, {
    id: `order_${id}`,
    permission: 'orders.write',
    template: 'alert',
    data: {
      title: { nl: `Nieuwe bestelling ${number}`, en: `New order ${number}` },
      body: { nl: `${customer.name} · ${money('nl')}`, en: `${customer.name} · ${money('en')}` },
      path: `/orders/${id}`,
    },
    collapseKey: `order_${id}`,
  });
}

/** Tells the customer that the order is accepted, and the kitchen that there is something to make. */
export function tellAccepted(posting: Posting, order: StoredOrder): void {
  mailOrder(posting, order, 'accepted');
  notify(posting, {
    id: `ticket_${order.id}`,
    permission: 'kitchen.use',
    template: 'alert',
    data: {
      title: { nl: `Voor de keuken: ${order.number}`, en: `For the kitchen: ${order.number}` },
      body: { nl: `${order.lines.length} regels`, en: `${order.lines.length} lines` },
      path: `/kitchen/${order.id}`,
    },
    collapseKey: `order_${order.id}`,
  });
}

/** Tells the staff that money came in for an order that had ended. */
export function tellPaidTooLate(posting: Posting, { id, number }: StoredOrder): void {
  notify(posting, {
    id: `late_${id}`,
    permission: 'payments.refund',
    template: 'alert',
    data: {
      title: { nl: `Betaald na afloop: ${number}`, en: `Paid after it ended: ${number}` },
      body: { nl: 'De betaling wordt teruggestort.', en: 'The payment is being refunded.' },
      path: `/orders/${id}`,
    },
    collapseKey: `late_${id}`,
  });
}
