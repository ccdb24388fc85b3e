import * as z from 'zod';
import { providerAction } from '../../platform/action.ts';
import { actorName } from '../../platform/actor.ts';
import { Id } from '../../platform/ids.ts';
import { AmountMinor, SignedQuantity } from '../../platform/money.ts';
import { shortText } from '../../platform/text.ts';
import { reader } from '../../platform/tx.ts';
import { askForRefund, paymentRef, ProviderRefund, recordRefundState, Refund, refundRef, requestRefund } from '../../domains/payments/api.ts';
import { applyMovements } from './apply-movements.ts';
import { creditForRefund } from './credit-for-refund.ts';
import { tellOfRefund } from './tell-of-refund.ts';

export const refundPayment = providerAction({
  name: 'payments/refund',
  summary: 'Pays a payment back, whole or in part, with the credit note that goes with it',
  permission: 'payments.refund',
  input: z.object({
    paymentId: Id,
    /** All that is left, or all that is owed after the credit note, unless told. */
    amount: AmountMinor.positive('must be more than zero').optional(),
    /** What of the invoice is taken back; the credit note says the same. */
    lines: z.array(z.strictObject({ line: z.int().min(0), quantity: SignedQuantity })).min(1, 'must have at least one line').max(500, 'must have at most 500 lines').optional(),
    /** False pays back without taking anything off the invoice. */
    creditNote: z.boolean().default(true),
    reason: shortText(300).nullable().default(null),
  }),
  output: Refund,
  hot: ({ paymentId }) => paymentId,
  opened: z.object({ refundId: Id }),
  async run({ input, actor, ...recording }) {
    const payment = await recording.tx.require(paymentRef(recording.org, input.paymentId));
    const { amount, creditNoteId } = await creditForRefund(recording, actor, payment, input);
    const wanted = { paymentId: payment.id, amount, reason: input.reason, requestedBy: actorName(actor), creditNoteId };
    const { id: refundId } = await requestRefund(recording, wanted);
    return { refundId };
  },
  async call({ org, clock, opened }) {
    const answer = await askForRefund({ org, clock }, await reader.require(refundRef(org, opened.refundId)));
    return z.encode(ProviderRefund, answer);
  },
  async settle({ opened, answer, input: _input, actor: _actor, ...recording }) {
    const { tx, org } = recording;
    const refund = await tx.require(refundRef(org, opened.refundId));
    const payment = await tx.require(paymentRef(org, refund.paymentId));
    const added = await recordRefundState(recording, refund, payment, z.decode(ProviderRefund, answer));
    const after = await tx.require(refundRef(org, refund.id));
    if (added.length > 0) tellOfRefund(recording, refund, after, await applyMovements(recording, refund.subject, added));
    return after;
  },
});
