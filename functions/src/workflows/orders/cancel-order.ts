import * as z from 'zod';
import { action } from '../../platform/action.ts';
import { Id } from '../../platform/ids.ts';
import { longText } from '../../platform/text.ts';
import { orderById } from '../../domains/orders/api.ts';
import { staffStep, StepReply, stepReply } from './order-steps.ts';

export const cancelOrder = action({
  name: 'orders/cancel',
  summary: 'Cancels an order: stock and promo codes go back, and what was paid online is paid back',
  permission: 'orders.write',
  input: z.object({
    orderId: Id,
    /** The customer reads it. */
    reason: longText(300).default(''),
    /** What becomes of goods that were made already. */
    goods: z.enum(['returned', 'wasted']).default('wasted'),
  }),
  output: StepReply,
  async run({ input: { orderId, reason, goods }, ...stepping }) {
    const order = await orderById(stepping.tx, stepping.org, orderId);
    return stepReply(await staffStep(stepping, order, 'cancel', { reason, goods }));
  },
});
