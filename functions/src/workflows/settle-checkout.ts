import * as z from 'zod';
import { action } from '../platform/action.ts';
import { Id } from '../platform/ids.ts';
import { notify, sendMail, type Amount } from '../domains/messages/api.ts';
import { checkoutRef, PresentState, recordPresentState, type PayableFacts, type Payment, type Recording } from '../domains/payments/api.ts';
import { applyMovements } from './apply-movements.ts';

/**
 * Brings a checkout of ours to where the provider's stands: the payment, what the document has been paid, the receipt
 * and the word to the staff, all in one transaction. Their ids are made from the payment, so nothing happens twice.
 */
export const settleCheckout = action({
  name: 'payments/settle',
  summary: 'Records what the provider says of a checkout',
  access: 'system',
  input: z.object({ checkoutId: Id, present: PresentState }),
  output: z.object({ status: z.string(), recorded: Id.nullable() }),
  hot: ({ checkoutId }) => checkoutId,
  async run({ input, tx, org, clock, correlationId }) {
    const recording = { tx, org, clock, correlationId };
    const ours = await tx.require(checkoutRef(org, input.checkoutId));
    const payment = await recordPresentState(recording, ours, input.present);
    if (payment !== undefined) tell(recording, payment, await applyMovements(recording, payment.subject, [payment]));
    const { status } = await tx.require(checkoutRef(org, ours.id));
    return { status, recorded: payment?.id ?? null };
  },
});

function tell(recording: Recording, payment: Payment, facts: PayableFacts): void {
  const { number, customerName, email, language, currency, due } = facts;
  const amount: Amount = { amount: payment.amount, currency };
  if (email !== null) {
    sendMail(recording, {
      id: `receipt_${payment.id}`,
      to: email,
      template: 'receipt',
      language,
      data: { number, customerName, paid: amount, remaining: { amount: Math.max(due, 0), currency }, method: payment.method, paidAt: payment.paidAt },
      about: { collection: 'payments', id: payment.id },
    });
  }
  notify(recording, {
    id: `push_${payment.id}`,
    permission: 'payments.read',
    template: due <= 0 ? 'invoice-paid' : 'payment-received',
    data: { invoiceId: payment.subject.id, number, customerName, amount },
    collapseKey: payment.id,
  });
}
