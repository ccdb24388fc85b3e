import * as z from 'zod';
import { action } from '../../../platform/action.ts';
import { AppError } from '../../../platform/errors.ts';
import { Id } from '../../../platform/ids.ts';
import { Instant } from '../../../platform/instant.ts';
import { changeOrder, orderById } from '../repo.ts';

export const setEstimate = action({
  name: 'orders/set-estimate',
  summary: 'Tells the customer that an order will be there in so many minutes from now',
  permission: 'kitchen.use',
  input: z.object({ orderId: Id, minutes: z.int().min(0).max(2880) }),
  output: z.object({ orderId: Id, dueAt: Instant }),
  async run({ input: { orderId, minutes }, org, tx, clock }) {
    const order = await orderById(tx, org, orderId);
    if (!order.open) throw new AppError('wrong-state', `order ${orderId} is ${order.status}`);
    const { dueAt } = changeOrder(tx, org, order, { dueAt: new Date(clock.now().getTime() + minutes * 60_000) });
    return { orderId, dueAt };
  },
});
