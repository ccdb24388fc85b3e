import { minor, type Currency, type Minor } from '../../platform/money.ts';
import { type Subject } from './checkout.ts';
import { type Payment } from './payment.ts';
import { type Recording } from './payable.ts';
import { paymentRef } from './repo.ts';

interface CreditMove {
  readonly id: string;
  readonly customerId: string | null;
  readonly from: Subject;
  readonly to: Subject;
  readonly amount: Minor;
  readonly currency: Currency;
}

/**
 * Two movements that together move nothing: what one document has too much is paid on another. The customer owes as
 * much as before, so the ledger has no entry.
 */
export function moveCredit({ tx, org, clock }: Recording, { id, customerId, from, to, amount, currency }: CreditMove): { taken: Payment; given: Payment } {
  const now = clock.now();
  const half = (side: 'from' | 'to', subject: Subject, moved: Minor): Payment =>
    tx.append<Payment>(paymentRef(org, `${id}_${side}`), {
      id: `${id}_${side}`,
      kind: 'credit-moved',
      status: 'succeeded',
      subject,
      reverses: null,
      customerId,
      checkoutId: null,
      provider: 'counter',
      account: null,
      providerIds: { payment: id, charge: null, refund: null, dispute: null },
      amount: moved,
      currency,
      method: 'credit',
      settlement: null,
      paidAt: now,
      createdAt: now,
    });
  return { taken: half('from', from, minor(-amount)), given: half('to', to, amount) };
}
