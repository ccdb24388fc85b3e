import * as z from 'zod';
import { action } from '../../platform/action.ts';
import { Id } from '../../platform/ids.ts';
import { orderById } from '../../domains/orders/api.ts';
import { staffStep, StepReply, stepReply } from './order-steps.ts';

export const completeOrder = action({
  name: 'orders/complete',
  summary: 'An order was handed over at the counter or table',
  permission: 'orders.write',
  input: z.object({ orderId: Id }),
  output: StepReply,
  async run({ input, ...stepping }) {
    const order = await orderById(stepping.tx, stepping.org, input.orderId);
    return stepReply(await staffStep(stepping, order, 'complete'));
  },
});
