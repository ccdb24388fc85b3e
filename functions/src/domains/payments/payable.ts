import { type Language } from '../../platform/text.ts';
import { type LinkKind } from '../../platform/actor.ts';
import { type Clock } from '../../platform/clock.ts';
import { type Currency, type Minor } from '../../platform/money.ts';
import { type Tenant } from '../../platform/tenancy.ts';
import { type Reader, type Tx } from '../../platform/tx.ts';

/** What paying needs to know of a document. */
export interface PayableFacts {
  readonly number: string;
  readonly customerId: string | null;
  readonly customerName: string;
  readonly email: string | null;
  readonly language: Language;
  readonly currency: Currency;
  /** What is left to pay; zero or less when nothing is. */
  readonly due: Minor;
}

export interface Recording {
  readonly tx: Tx;
  readonly org: Tenant;
  readonly clock: Clock;
  readonly correlationId: string;
}

/** A kind of document that can be paid. Payments know no invoices; `workflows/payments/payables.ts` brings them together. */
export interface Payable {
  /** The public page to which the customer returns. */
  readonly link: LinkKind;
  /** @throws AppError `not-found`, or `wrong-state` for a document that cannot be paid at all, such as a draft */
  facts(reader: Reader, org: Tenant, id: string): Promise<PayableFacts>;
  /**
   * Sets what the document has been paid, the sum of all its movements, in the transaction that adds one.
   * @param inEuro what all of it came to in euro cents at the provider; `null` when that is not known of each
   */
  recordPaid(recording: Recording, id: string, paid: Minor, inEuro: Minor | null): Promise<PayableFacts>;
}
