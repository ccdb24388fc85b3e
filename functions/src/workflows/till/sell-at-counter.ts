import * as z from 'zod';
import { action } from '../../platform/action.ts';
import { AppError, invalidField } from '../../platform/errors.ts';
import { Id, newId } from '../../platform/ids.ts';
import { AmountMinor, formatMoney, minor, sumMinor, type Currency, type Minor } from '../../platform/money.ts';
import { email, shortText, type Language } from '../../platform/text.ts';
import { sendMail } from '../../domains/messages/api.ts';
import { checkoutRef, closeCheckoutLater, processingOf, recordManualPayment, slotRef, type PayableFacts, type Payment, type Recording, type Subject } from '../../domains/payments/api.ts';
import { addTillMovement, openSessionOf, roundedToFive, TillMovement } from '../../domains/till/api.ts';
import { applyMovements } from '../payments/apply-movements.ts';
import { atCounter, subjectInput, type AtCounter } from './till-subject.ts';

const SellInput = z.object({
  tillId: Id,
  ...subjectInput,
  /** All that is due unless told. */
  amount: AmountMinor.positive('must be more than zero').nullable().default(null),
  method: z.enum(['cash', 'card'], { error: 'must be cash or card' }),
  /** What the customer hands over in cash; just enough unless told. */
  tendered: AmountMinor.positive('must be more than zero').nullable().default(null),
  /** Rounds what is paid in cash to five cents. */
  roundCash: z.boolean().default(false),
  /** The slip of the card terminal. */
  reference: shortText(60).nullable().default(null),
  /** Takes the money although another payment of the same document is on its way. */
  despiteUnderWay: z.boolean().default(false),
  /** Where a receipt is mailed to; none is mailed unless told. */
  receiptTo: email.nullable().default(null),
});
type SellInput = z.output<typeof SellInput>;

/** The payment, what it settles and the till change together or not at all. */
export const sellAtCounter = action({
  name: 'till/sell',
  summary: 'Takes cash or a card at the counter for an invoice or an order',
  permission: 'till.use',
  input: SellInput,
  output: TillMovement,
  keyed: true,
  hot: ({ tillId }) => tillId,
  async run({ input, actor, ...recording }) {
    const { tx, org, clock } = recording;
    const sold = await atCounter(recording, input);
    const { session } = await openSessionOf(tx, org, input.tillId);
    const amount = amountOf(input, sold, session.currency);
    if (!input.despiteUnderWay) await assertNotUnderWay(recording, sold, amount);
    const taken = input.method === 'cash' ? takeCash(input, amount, session.currency) : takeCard(input, amount);
    const id = newId();
    const { subject, facts } = sold;
    const { method, reference } = input;
    const money = { method, amount, received: taken.received, currency: session.currency, reference };
    const payment = recordManualPayment(recording, { ...money, id: `counter_${id}`, subject, customerId: facts.customerId, reverses: null, paidAt: clock.now() });
    const after = await applyMovements(recording, subject, [payment]);
    await endOnlinePayment(recording, subject);
    if (input.receiptTo !== null) mailReceipt(recording, input.receiptTo, payment, after);
    return addTillMovement({ ...recording, actor }, session, { ...money, ...taken, id, kind: 'sale', subject, number: facts.number, paymentId: payment.id, vat: sold.taxed(amount) });
  },
});

function amountOf({ amount, orderId }: SellInput, { subject, facts }: AtCounter, currency: Currency): Minor {
  const { due } = facts;
  if (due <= 0) {
    throw new AppError('wrong-state', `nothing is due on ${subject.collection}/${subject.id}`, { say: { en: 'There is nothing left to pay.', nl: 'Er is niets meer te betalen.' } });
  }
  if (facts.currency !== currency) {
    throw invalidField(orderId === null ? 'invoiceId' : 'orderId', { en: `This till takes ${currency} only.`, nl: `Deze kassa neemt alleen ${currency} aan.` });
  }
  if (amount !== null && amount > due) throw invalidField('amount', { en: 'This is more than what is left to pay.', nl: 'Dit is meer dan er nog te betalen is.' });
  return amount ?? due;
}

/**
 * A bank debit takes days. Whoever pays at the counter meanwhile pays twice, so somebody must say that it is meant.
 * @throws AppError `wrong-state` with what is on its way
 */
async function assertNotUnderWay({ tx, org }: Recording, { subject, facts }: AtCounter, amount: Minor): Promise<void> {
  const underWay = sumMinor((await processingOf(tx, org, subject)).map((checkout) => checkout.amount));
  if (underWay === 0 || underWay + amount <= facts.due) return;
  const money = (language: Language) => formatMoney({ amount: underWay, currency: facts.currency }, language);
  throw new AppError('wrong-state', `${underWay} of ${subject.collection}/${subject.id} is on its way`, {
    say: {
      en: `A payment of ${money('en')} is on its way and may still arrive. Take this one only if it is meant as well.`,
      nl: `Er is een betaling van ${money('nl')} onderweg die nog kan binnenkomen. Neem deze alleen aan als het daarnaast de bedoeling is.`,
    },
    data: { underWay },
  });
}

function mailReceipt(recording: Recording, to: string, payment: Payment, { number, customerName, language, currency, due }: PayableFacts): void {
  const paid = { amount: payment.amount, currency };
  const remaining = { amount: Math.max(due, 0), currency };
  sendMail(recording, {
    id: `receipt_${payment.id}`,
    to,
    template: 'receipt',
    language,
    data: { number, customerName, paid, remaining, method: payment.method, paidAt: payment.paidAt },
    about: { collection: 'payments', id: payment.id },
  });
}

type Taken = Pick<TillMovement, 'received' | 'tendered' | 'change'>;

function takeCash({ tendered, roundCash, reference }: SellInput, amount: Minor, currency: Currency): Taken {
  if (reference !== null) throw invalidField('reference', { en: 'Only a card has a slip of the terminal.', nl: 'Alleen bij een pinbetaling hoort een bonnummer.' });
  const received = roundCash && currency === 'EUR' ? roundedToFive(amount) : amount;
  if (tendered !== null && tendered < received) throw invalidField('tendered', { en: 'This is less than what has to be paid.', nl: 'Dit is minder dan er betaald moet worden.' });
  return { received, tendered: tendered ?? received, change: minor((tendered ?? received) - received) };
}

function takeCard({ tendered, reference }: SellInput, amount: Minor): Taken {
  if (tendered !== null) throw invalidField('tendered', { en: 'Only cash is handed over.', nl: 'Alleen contant geld wordt overhandigd.' });
  if (reference === null) throw invalidField('reference', { en: 'Give the number on the slip of the terminal.', nl: 'Geef het nummer op de bon van de pinautomaat.' });
  return { received: amount, tendered: null, change: null };
}

/** A page that still asks for what was just paid at the counter would take it twice. */
async function endOnlinePayment(recording: Recording, subject: Subject): Promise<void> {
  const { tx, org } = recording;
  const slot = await tx.get(slotRef(org, subject));
  const checkout = slot === undefined ? undefined : await tx.get(checkoutRef(org, slot.checkoutId));
  if (checkout?.status === 'open' || checkout?.status === 'opening') await closeCheckoutLater(recording, checkout);
}
