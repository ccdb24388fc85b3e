import * as z from 'zod';
import { action } from '../../../platform/action.ts';
import { AppError } from '../../../platform/errors.ts';
import { Id } from '../../../platform/ids.ts';
import { openLink } from '../../../platform/link-token.ts';
import { changeOrder, orderById } from '../repo.ts';

/** More devices than one order is followed on. */
const MOST_FOLLOWERS = 10;

export const followOrder = action({
  name: 'orders/follow',
  summary: 'Whoever holds the link of an order may listen to it from now on, signed in, also anonymously',
  access: 'user',
  input: z.object({ link: z.string().max(1024) }),
  output: z.object({ orgId: Id, orderId: Id }),
  async run({ input: { link }, actor, clock, tx }) {
    const { org, documentId } = openLink('order', link, clock.now());
    const order = await orderById(tx, org, documentId);
    if (!order.followers.includes(actor.uid)) {
      if (order.followers.length >= MOST_FOLLOWERS) throw new AppError('limit-reached', `order ${documentId} has ${MOST_FOLLOWERS} followers`);
      changeOrder(tx, org, order, { followers: [...order.followers, actor.uid] });
    }
    return { orgId: org.id, orderId: documentId };
  },
});
