import { ZERO, type Currency, type Minor } from '../../platform/money.ts';
import { changedMovement, directMovement, postEntry, type LedgerLine } from '../ledger/api.ts';
import { type Subject } from './checkout.ts';
import { type Payment, type Settlement } from './payment.ts';
import { type Recording } from './payable.ts';
import { paymentRef } from './repo.ts';

/** How money comes in without a provider, and the account of the books in which it lands. */
const ACCOUNTS = { cash: 'cash', card: 'card-terminal', 'bank-transfer': 'bank' } as const;

/** Money that somebody took or saw, and notes by hand. */
export interface ManualPayment {
  /** Made from what happened, so that the same event is the same document. */
  readonly id: string;
  readonly subject: Subject;
  readonly customerId: string | null;
  readonly method: keyof typeof ACCOUNTS;
  /** What it settles of the document; negative for what is paid back. */
  readonly amount: Minor;
  /** What came into the drawer or onto the account: more or less than `amount` where cash is rounded. */
  readonly received: Minor;
  readonly currency: Currency;
  /** What the bank made of it in another currency, when it changed it; `received` is in the currency of the document. */
  readonly changed?: { readonly amount: Minor; readonly currency: Currency } | undefined;
  /** The slip of the terminal or the text of the transfer. */
  readonly reference: string | null;
  /** For what is paid back, the payment that it takes from. */
  readonly reverses: string | null;
  readonly paidAt: Date;
}

/**
 * Adds a payment that no provider knows of, and its entry in the ledger. The caller then makes the document agree with
 * its movements (`workflows/payments/apply-movements.ts`), in the same transaction.
 */
export function recordManualPayment(recording: Recording, manual: ManualPayment): Payment {
  const { tx, org, clock } = recording;
  const { id, subject, customerId, method, amount, currency, reference, reverses, paidAt } = manual;
  const kind = reverses === null ? 'payment' : 'refund';
  postEntry(recording, {
    id: `counter_${id}`,
    at: paidAt,
    memo: kind,
    source: { collection: 'payments', id },
    lines: linesOf(manual),
  });
  return tx.append<Payment>(paymentRef(org, id), {
    id,
    kind,
    status: 'succeeded',
    subject,
    reverses,
    customerId,
    checkoutId: null,
    provider: 'counter',
    account: null,
    providerIds: { payment: reference ?? id, charge: null, refund: null, dispute: null },
    amount,
    currency,
    method,
    settlement: settlementOf(manual),
    paidAt,
    createdAt: clock.now(),
  });
}

function linesOf({ method, amount, received, currency, changed }: ManualPayment): LedgerLine[] {
  if (changed === undefined) return directMovement(ACCOUNTS[method], amount, currency, received);
  return changedMovement('bank', amount, currency, changed);
}

/** A bank keeps nothing that it names: its margin is in the rate. */
function settlementOf({ id, changed }: ManualPayment): Settlement | null {
  return changed === undefined ? null : { transactionId: id, ...changed, fee: ZERO, net: changed.amount, exchangeRate: null };
}
