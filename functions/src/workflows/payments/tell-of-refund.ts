import { formatMoney } from '../../platform/money.ts';
import { notify, sendMail } from '../../domains/messages/api.ts';
import { type PayableFacts, type Recording, type Refund } from '../../domains/payments/api.ts';

/** Tells the customer that money is coming back, or the staff that it could not be sent; once for each. */
export function tellOfRefund(recording: Recording, before: Refund, after: Refund, facts: PayableFacts): void {
  if (after.status === before.status) return;
  const { number, customerName, email, language } = facts;
  const { amount, currency } = after;
  if (after.status === 'succeeded' && email !== null) {
    sendMail(recording, {
      id: `refund_${after.id}`,
      to: email,
      template: 'refund',
      language,
      data: { number, customerName, refunded: { amount, currency } },
      about: { collection: 'refunds', id: after.id },
    });
  }
  if (after.status === 'failed') {
    const money = (reader: 'en' | 'nl') => formatMoney({ amount, currency }, reader);
    notify(recording, {
      id: `refund_failed_${after.id}`,
      permission: 'payments.refund',
      template: 'alert',
      data: {
        title: { en: `Refund for ${number} failed`, nl: `Terugbetaling voor ${number} mislukt` },
        body: { en: `${money('en')} came back from the bank of ${customerName}.`, nl: `${money('nl')} kwam terug van de bank van ${customerName}.` },
        path: `/payments/${after.paymentId}`,
      },
      collapseKey: after.id,
    });
  }
}
