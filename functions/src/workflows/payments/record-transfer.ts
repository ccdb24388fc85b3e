import * as z from 'zod';
import { action } from '../../platform/action.ts';
import { IsoDate } from '../../platform/business-date.ts';
import { invalidField } from '../../platform/errors.ts';
import { Id, newId } from '../../platform/ids.ts';
import { AmountMinor } from '../../platform/money.ts';
import { shortText } from '../../platform/text.ts';
import { bankDay, organisation } from '../../domains/accounts/api.ts';
import { Payment, recordManualPayment } from '../../domains/payments/api.ts';
import { applyMovements } from './apply-movements.ts';
import { payables } from './payables.ts';

/** Money that somebody saw on the bank account. More than is due is kept as a credit of the customer. */
export const recordTransfer = action({
  name: 'payments/record-transfer',
  summary: 'Notes a bank transfer for an invoice',
  permission: 'payments.write',
  input: z.object({
    invoiceId: Id,
    /** In the currency of the invoice. */
    amount: AmountMinor.positive('must be more than zero'),
    /** What the bank made of it in the organisation's own currency, for an invoice in another. */
    received: AmountMinor.positive('must be more than zero').optional(),
    /** The day on the bank statement; today unless told. */
    on: IsoDate.optional(),
    /** The text of the transfer. */
    reference: shortText(140).nullable().default(null),
  }),
  output: Payment,
  hot: ({ invoiceId }) => invoiceId,
  async run({ input, actor: _actor, ...recording }) {
    const { tx, org, clock } = recording;
    const facts = await payables.invoices.facts(tx, org, input.invoiceId);
    const sender = await organisation(tx, org);
    const { currency } = sender;
    const paidAt = bankDay(input.on, sender, clock.now());
    if (input.received !== undefined && facts.currency === currency) {
      throw invalidField('received', { en: 'Only for an invoice in another currency.', nl: 'Alleen bij een factuur in een andere valuta.' });
    }
    const payment = recordManualPayment(recording, {
      id: newId(),
      subject: { collection: 'invoices', id: input.invoiceId },
      customerId: facts.customerId,
      method: 'bank-transfer',
      amount: input.amount,
      received: input.amount,
      currency: facts.currency,
      changed: input.received === undefined ? undefined : { amount: input.received, currency },
      reference: input.reference,
      reverses: null,
      paidAt,
    });
    await applyMovements(recording, payment.subject, [payment]);
    return payment;
  },
});
