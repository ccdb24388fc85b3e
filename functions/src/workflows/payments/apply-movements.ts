import { negateMinor } from '../../platform/money.ts';
import { closeStaleCheckout, movementsOf, sumInEuro, sumOf, type PayableFacts, type Payment, type Recording, type Subject } from '../../domains/payments/api.ts';
import { payables } from './payables.ts';

/**
 * Makes a document agree with its movements of money, in the transaction that adds some.
 * @param added what this transaction is about to write, which its queries do not see yet
 */
export async function applyMovements(recording: Recording, subject: Subject, added: readonly Payment[]): Promise<PayableFacts> {
  const earlier = await movementsOf(recording.tx, recording.org, subject);
  const all = [...earlier, ...added];
  const refunded = negateMinor(sumOf(all.filter(({ kind }) => REFUNDS.includes(kind))));
  const facts = await payables[subject.collection].recordPaid(recording, subject.id, {
    paid: sumOf(all),
    refunded,
    inEuro: sumInEuro(all),
    moves: all.map(({ paidAt, amount }) => ({ at: paidAt, amount })),
  });
  // Paid in another way: an open page for the whole amount must not be paid as well.
  if (added.some(({ checkoutId }) => checkoutId === null)) await closeStaleCheckout(recording, subject, facts.due);
  return facts;
}

const REFUNDS: readonly Payment['kind'][] = ['refund', 'refund-returned'];
