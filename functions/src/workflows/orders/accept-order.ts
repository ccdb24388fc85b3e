import * as z from 'zod';
import { action } from '../../platform/action.ts';
import { Id } from '../../platform/ids.ts';
import { orderById } from '../../domains/orders/api.ts';
import { staffStep, StepReply, stepReply } from './order-steps.ts';

export const acceptOrder = action({
  name: 'orders/accept',
  summary: 'Accepts an order, tells the customer when it will be there, and shows it to the kitchen',
  permission: 'orders.write',
  input: z.object({
    orderId: Id,
    /** How long it will take; `null`: estimated from the kitchen's load. A chosen time stays as it is. */
    minutes: z.int().min(0).max(2880).nullable().default(null),
  }),
  output: StepReply,
  async run({ input: { orderId, minutes }, ...stepping }) {
    const order = await orderById(stepping.tx, stepping.org, orderId);
    return stepReply(await staffStep(stepping, order, 'accept', { minutes }));
  },
});
