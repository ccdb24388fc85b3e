import { postEntry, providerMovement } from '../ledger/api.ts';
import { type Payment } from './payment.ts';
import { type Recording } from './payable.ts';
import { paymentRef } from './repo.ts';

/**
 * Adds one movement of money, and its entry in the ledger, under the provider's own id of the balance transaction: so
 * that reconciliation, which starts from those, sees what is booked.
 */
export function addMovement(recording: Recording, movement: Payment): Payment {
  const { id, amount, currency, settlement, paidAt, kind } = movement;
  recording.tx.append(paymentRef(recording.org, id), movement);
  if (settlement !== null) {
    postEntry(recording, {
      id: ledgerIdOf(movement.provider, settlement.transactionId),
      at: paidAt,
      memo: kind,
      source: { collection: 'payments', id },
      lines: providerMovement(amount, currency, settlement),
    });
  }
  return movement;
}

/** The ledger's entry of one transaction on the balance at a provider. */
export function ledgerIdOf(provider: string, transactionId: string): string {
  return `${provider}_${transactionId}`;
}
