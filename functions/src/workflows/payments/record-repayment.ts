import * as z from 'zod';
import { action } from '../../platform/action.ts';
import { IsoDate } from '../../platform/business-date.ts';
import { AppError, invalidField } from '../../platform/errors.ts';
import { Id, newId } from '../../platform/ids.ts';
import { AmountMinor, formatMoney, minor, negateMinor } from '../../platform/money.ts';
import { shortText, type Language } from '../../platform/text.ts';
import { bankDay, organisation } from '../../domains/accounts/api.ts';
import { Payment, paymentRef, recordManualPayment } from '../../domains/payments/api.ts';
import { applyMovements } from './apply-movements.ts';
import { leftOfPayment } from './left-of-payment.ts';
import { payables } from './payables.ts';

/** Only what the customer has to get back: what was too much, or what a credit note took off. */
export const recordRepayment = action({
  name: 'payments/record-repayment',
  summary: 'Notes that money which came by bank transfer was transferred back to the customer',
  permission: 'payments.refund',
  input: z.object({
    paymentId: Id,
    /** All that is owed, as far as this payment goes, unless told. */
    amount: AmountMinor.positive('must be more than zero').nullable().default(null),
    /** The day on the bank statement; today unless told. */
    on: IsoDate.optional(),
    /** The text of the transfer. */
    reference: shortText(140).nullable().default(null),
  }),
  output: Payment,
  keyed: true,
  hot: ({ paymentId }) => paymentId,
  async run({ input, actor: _actor, ...recording }) {
    const { tx, org, clock } = recording;
    const payment = await tx.require(paymentRef(org, input.paymentId));
    const { subject, customerId, currency } = payment;
    assertTransfer(payment);
    const { due } = await payables[subject.collection].facts(tx, org, subject.id);
    const paidAt = bankDay(input.on, await organisation(tx, org), clock.now());
    const most = minor(Math.min(-due, await leftOfPayment(recording, payment)));
    if (most <= 0) throw nothingOwed(payment);
    if (input.amount !== null && input.amount > most) throw tooMuch(most, payment);
    const amount = negateMinor(input.amount ?? most);
    const { reference } = input;
    const back = { id: newId(), subject, customerId, method: 'bank-transfer', amount, received: amount, currency, reference, reverses: payment.id, paidAt } as const;
    const repayment = recordManualPayment(recording, back);
    await applyMovements(recording, subject, [repayment]);
    return repayment;
  },
});

/** @throws AppError `wrong-state` for what did not come by bank transfer, or was changed by the bank on its way */
function assertTransfer({ id, kind, provider, method, settlement }: Payment): void {
  if (kind === 'payment' && provider === 'counter' && method === 'bank-transfer' && settlement === null) return;
  throw new AppError('wrong-state', `${id} is no transfer in the currency of its document`, {
    say: { en: 'This did not come by bank transfer in this currency.', nl: 'Dit kwam niet per overboeking in deze valuta.' },
  });
}

function nothingOwed({ id }: Payment): AppError {
  return new AppError('wrong-state', `nothing of ${id} has to go back`, {
    say: {
      en: 'The customer has nothing to get back. Make a credit note first.',
      nl: 'De klant heeft niets terug te krijgen. Maak eerst een creditnota.',
    },
  });
}

function tooMuch(most: Payment['amount'], { currency }: Payment): AppError {
  const money = (language: Language) => formatMoney({ amount: most, currency }, language);
  return invalidField('amount', { en: `The customer gets back at most ${money('en')}.`, nl: `De klant krijgt hoogstens ${money('nl')} terug.` });
}
