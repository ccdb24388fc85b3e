import * as z from 'zod';
import { action } from '../../platform/action.ts';
import { AppError, invalidField } from '../../platform/errors.ts';
import { Id, newId } from '../../platform/ids.ts';
import { AmountMinor, minor, negateMinor } from '../../platform/money.ts';
import { shortText } from '../../platform/text.ts';
import { paymentRef, recordManualPayment, type Payment } from '../../domains/payments/api.ts';
import { addTillMovement, openSessionOf, TillMovement } from '../../domains/till/api.ts';
import { applyMovements } from '../payments/apply-movements.ts';
import { leftOfPayment } from '../payments/left-of-payment.ts';
import { atCounter } from './till-subject.ts';

/** Only what the customer has to get back: after a credit note, a cancelled line, or money that was too much. */
export const payBackAtCounter = action({
  name: 'till/pay-back',
  summary: 'Gives back at the counter what a customer paid there and has too much',
  permission: 'payments.refund',
  input: z.object({
    tillId: Id,
    paymentId: Id,
    /** All that is owed, as far as this payment goes, unless told. */
    amount: AmountMinor.positive('must be more than zero').nullable().default(null),
    reason: shortText(300),
    /** The slip of the terminal, when it goes back to the card. */
    reference: shortText(60).nullable().default(null),
  }),
  output: TillMovement,
  keyed: true,
  hot: ({ tillId }) => tillId,
  async run({ input, actor, ...recording }) {
    const { tx, org, clock } = recording;
    const payment = await tx.require(paymentRef(org, input.paymentId));
    const method = methodOf(payment);
    const { subject, customerId, currency } = payment;
    const about = await atCounter(recording, { invoiceId: null, orderId: null, [subject.collection === 'invoices' ? 'invoiceId' : 'orderId']: subject.id });
    const { session } = await openSessionOf(tx, org, input.tillId);
    const most = minor(Math.min(about.owed, await leftOfPayment(recording, payment)));
    if (most <= 0) throw nothingOwed(payment);
    const back = input.amount ?? most;
    if (back > most) throw invalidField('amount', { en: 'This is more than the customer has to get back.', nl: 'Dit is meer dan de klant terug moet krijgen.' });
    const id = newId();
    const amount = negateMinor(back);
    const money = { method, amount, received: amount, currency, reference: input.reference };
    const refund = recordManualPayment(recording, { ...money, id: `counter_${id}`, subject, customerId, reverses: payment.id, paidAt: clock.now() });
    await applyMovements(recording, subject, [refund]);
    const { number } = about.facts;
    return addTillMovement({ ...recording, actor }, session, { ...money, id, kind: 'refund', reason: input.reason, subject, number, paymentId: refund.id, vat: about.taxed(amount) });
  },
});

function methodOf({ id, provider, kind, method }: Payment): 'cash' | 'card' {
  if (provider === 'counter' && kind === 'payment' && (method === 'cash' || method === 'card')) return method;
  throw new AppError('wrong-state', `${id} is no payment taken at a till`, {
    say: { en: 'This was not paid at a till.', nl: 'Dit is niet aan een kassa betaald.' },
  });
}

function nothingOwed({ id }: Payment): AppError {
  return new AppError('wrong-state', `nothing of ${id} has to go back`, {
    say: {
      en: 'The customer has nothing to get back. Make a credit note or cancel the order first.',
      nl: 'De klant heeft niets terug te krijgen. Maak eerst een creditnota of annuleer de bestelling.',
    },
  });
}
