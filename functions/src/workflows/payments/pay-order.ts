import * as z from 'zod';
import { providerAction } from '../../platform/action.ts';
import { AppError } from '../../platform/errors.ts';
import { Id } from '../../platform/ids.ts';
import { reader } from '../../platform/tx.ts';
import { askForCheckout, CheckoutReply, checkoutRef, noteOpened, openCheckout, replyOf } from '../../domains/payments/api.ts';
import { payables } from './payables.ts';

/** For the holder of an order's public link: where to pay it. */
export const payOrder = providerAction({
  name: 'payments/pay-order',
  summary: 'Opens a payment page for the order of a public link',
  link: 'order',
  input: z.object({ via: z.enum(['page', 'embedded', 'intent']).default('page') }),
  output: CheckoutReply,
  opened: z.object({ checkoutId: Id }),
  async run({ input, actor, ...recording }) {
    if (actor.kind !== 'link') throw new AppError('forbidden', 'needs the link of an order');
    const subject = { collection: 'orders', id: actor.documentId } as const;
    const facts = await payables.orders.facts(recording.tx, recording.org, actor.documentId);
    const { id: checkoutId } = await openCheckout(recording, subject, facts, { via: input.via, saved: null });
    return { checkoutId };
  },
  async call({ org, clock, opened }) {
    const checkout = await reader.require(checkoutRef(org, opened.checkoutId));
    return askForCheckout({ org, clock }, checkout, payables.orders.link);
  },
  async settle({ tx, org, opened, answer }) {
    return replyOf(await noteOpened(tx, org, opened.checkoutId, answer), answer);
  },
});
