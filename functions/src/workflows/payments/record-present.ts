import { notify, sendMail, type Amount } from '../../domains/messages/api.ts';
import { recordPresentState, type Checkout, type PayableFacts, type Payment, type PresentState, type Recording } from '../../domains/payments/api.ts';
import { applyMovements } from './apply-movements.ts';

/**
 * Records what the provider shows of a checkout: its payment, what the document has been paid, the receipt and the word
 * to the staff, in one transaction. Their ids are made from the payment, so nothing happens twice.
 * @returns the payment, if this transaction added it
 */
export async function recordPresent(recording: Recording, ours: Checkout, present: PresentState): Promise<Payment | undefined> {
  const payment = await recordPresentState(recording, ours, present);
  if (payment !== undefined) tell(recording, payment, await applyMovements(recording, payment.subject, [payment]));
  return payment;
}

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
  // Orders tell those who make them, by themselves.
  if (payment.subject.collection !== 'invoices') return;
  notify(recording, {
    id: `push_${payment.id}`,
    permission: 'payments.read',
    template: due <= 0 ? 'invoice-paid' : 'payment-received',
    data: { invoiceId: payment.subject.id, number, customerName, amount },
    collapseKey: payment.id,
  });
}
