import { AppError, invalidField } from '../../platform/errors.ts';
import { newId } from '../../platform/ids.ts';
import { formatMoney, minor, sumMinor, type Minor } from '../../platform/money.ts';
import { providerOf, type Payment } from './payment.ts';
import { type Recording } from './payable.ts';
import { HOLDS_MONEY, type Refund } from './refund.ts';
import { paymentRef, refundLockRef, refundRef, refundsOf } from './repo.ts';

/** A refund that is still unanswered after this was left behind by a crash. */
const ANSWER_MS = 2 * 60_000;

interface Wanted {
  readonly paymentId: string;
  /** All that is left, unless told. */
  readonly amount: Minor | null;
  readonly reason: string | null;
  readonly requestedBy: string;
  readonly creditNoteId: string | null;
}

/** What of a payment has not been refunded, nor is on its way back. */
export async function refundable({ tx, org }: Recording, payment: Payment): Promise<Minor> {
  const earlier = await refundsOf(tx, org, payment.id);
  const held = earlier.filter(({ status }) => HOLDS_MONEY.includes(status)).map(({ amount }) => amount);
  return minor(payment.amount - sumMinor(held));
}

/**
 * Writes the intention to refund. However many ask at once, together they never get more than was paid: the lock of
 * the payment makes them take turns, and each sees what those before it hold.
 * @throws AppError `not-found`; `wrong-state` for what cannot be refunded; `invalid-input` for too much
 */
export async function requestRefund(recording: Recording, wanted: Wanted): Promise<Refund> {
  const { tx, org, clock } = recording;
  const payment = await tx.require(paymentRef(org, wanted.paymentId));
  if (payment.kind !== 'payment') throw notAPayment(payment);
  const provider = providerOf(payment);
  const lock = refundLockRef(org, payment.id);
  const turns = (await tx.get(lock))?.turns ?? 0;
  const left = await refundable(recording, payment);
  const amount = wanted.amount ?? left;
  if (left <= 0) throw nothingLeft(payment);
  if (amount > left) throw tooMuch(payment, left);
  tx.set(lock, { id: payment.id, turns: turns + 1 });
  const { subject, customerId, account, currency } = payment;
  const { reason, requestedBy, creditNoteId } = wanted;
  return tx.create(refundRef(org, newId()), {
    id: '',
    paymentId: payment.id,
    subject,
    customerId,
    provider,
    account,
    amount,
    currency,
    reason,
    status: 'requested',
    attempt: 1,
    providerId: null,
    failure: null,
    creditNoteId,
    requestedBy,
    checkAt: new Date(clock.now().getTime() + ANSWER_MS),
  });
}

function notAPayment({ id, kind }: Payment): AppError {
  return new AppError('wrong-state', `${id} is a ${kind}`, {
    say: { en: 'Only a payment can be refunded.', nl: 'Alleen een betaling kan worden terugbetaald.' },
  });
}

function nothingLeft({ id }: Payment): AppError {
  return new AppError('wrong-state', `payment ${id} has been refunded`, {
    say: { en: 'This payment has been refunded already.', nl: 'Deze betaling is al terugbetaald.' },
  });
}

function tooMuch({ currency }: Payment, left: Minor): AppError {
  const most = (language: 'en' | 'nl') => formatMoney({ amount: left, currency }, language);
  return invalidField('amount', {
    en: `At most ${most('en')} of this payment can be refunded.`,
    nl: `Van deze betaling kan hoogstens ${most('nl')} worden terugbetaald.`,
  });
}
