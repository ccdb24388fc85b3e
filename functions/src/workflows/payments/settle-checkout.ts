import * as z from 'zod';
import { action } from '../../platform/action.ts';
import { Id } from '../../platform/ids.ts';
import { checkoutRef, PresentState } from '../../domains/payments/api.ts';
import { recordPresent } from './record-present.ts';

/** Brings a checkout of ours to where the provider's stands. */
export const settleCheckout = action({
  name: 'payments/settle',
  summary: 'Records what the provider says of a checkout',
  access: 'system',
  input: z.object({ checkoutId: Id, present: PresentState }),
  output: z.object({ status: z.string(), recorded: Id.nullable() }),
  hot: ({ checkoutId }) => checkoutId,
  async run({ input, actor: _actor, ...recording }) {
    const ref = checkoutRef(recording.org, input.checkoutId);
    const payment = await recordPresent(recording, await recording.tx.require(ref), input.present);
    const { status } = await recording.tx.require(ref);
    return { status, recorded: payment?.id ?? null };
  },
});
