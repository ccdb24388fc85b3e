import * as z from 'zod';
import { action } from '../../platform/action.ts';
import { Id } from '../../platform/ids.ts';
import { adoptRefund, paymentRef, ProviderRefund, recordRefundState, refundRef } from '../../domains/payments/api.ts';
import { applyMovements } from './apply-movements.ts';
import { tellOfRefund } from './tell-of-refund.ts';

/** Brings a refund to where the provider's stands; one made in the provider's dashboard is taken in. */
export const settleRefund = action({
  name: 'payments/settle-refund',
  summary: 'Records what the provider says of a refund',
  access: 'system',
  input: z.object({ paymentId: Id, refundId: Id, present: ProviderRefund }),
  output: z.object({ status: z.string(), recorded: z.int() }),
  hot: ({ paymentId }) => paymentId,
  async run({ input, actor: _actor, ...recording }) {
    const { tx, org } = recording;
    const { present } = input;
    const payment = await tx.require(paymentRef(org, input.paymentId));
    const refund = (await tx.get(refundRef(org, input.refundId))) ?? adoptRefund(recording, payment, input.refundId, present);
    const added = await recordRefundState(recording, refund, payment, present);
    const after = await tx.require(refundRef(org, refund.id));
    if (added.length > 0 || after.status !== refund.status) tellOfRefund(recording, refund, after, await applyMovements(recording, refund.subject, added));
    return { status: after.status, recorded: added.length };
  },
});
