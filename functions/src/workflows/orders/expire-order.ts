import * as z from 'zod';
import { action } from '../../platform/action.ts';
import { Id } from '../../platform/ids.ts';
import { orderById } from '../../domains/orders/api.ts';
import { endOrder } from './end-order.ts';

/** What the customer reads; in both languages, since a document has no reader. */
const UNPAID = 'Niet op tijd betaald · Not paid in time';

export const expireOrder = action({
  name: 'orders/expire',
  summary: 'Ends an order that was not paid in time and releases what it held',
  access: 'system',
  input: z.object({ orderId: Id }),
  output: z.object({ expired: z.boolean() }),
  async run({ input: { orderId }, ...ending }) {
    const { tx, org, clock } = ending;
    const order = await orderById(tx, org, orderId);
    // It may have been paid since the sweep looked.
    if (order.unpaidUntil === null || order.unpaidUntil > clock.now()) return { expired: false };
    await endOrder(ending, order, 'expire', { reason: UNPAID });
    return { expired: true };
  },
});
