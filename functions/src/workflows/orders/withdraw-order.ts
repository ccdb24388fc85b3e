import * as z from 'zod';
import { action } from '../../platform/action.ts';
import { AppError } from '../../platform/errors.ts';
import { longText } from '../../platform/text.ts';
import { orderById } from '../../domains/orders/api.ts';
import { endOrder } from './end-order.ts';
import { StepReply, stepReply } from './order-steps.ts';

export const withdrawOrder = action({
  name: 'orders/withdraw',
  summary: 'The customer cancels an order that has not been accepted yet',
  link: 'order',
  input: z.object({ reason: longText(300).default('') }),
  output: StepReply,
  async run({ input: { reason }, ...ending }) {
    const { actor, tx, org } = ending;
    if (actor.kind !== 'link') throw new AppError('forbidden', 'needs the link of an order');
    const order = await orderById(tx, org, actor.documentId);
    return stepReply(await endOrder(ending, order, 'withdraw', { reason }));
  },
});
