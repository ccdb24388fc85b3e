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

/** What all movements of a document come to. */
export interface MovedMoney {
  /** All that came in less all that went back. */
  readonly paid: Minor;
  /** What of that went back because we gave it back; not what a bank took. */
  readonly refunded: Minor;
  /** What all of it came to in euro cents at the provider; `null` when that is not known of each. */
  readonly inEuro: Minor | null;
  /** One by one, negative for what went back, with the moment at which it moved. */
  readonly moves: readonly { readonly at: Date; readonly amount: Minor }[];
}

/** A kind of document that can be paid. Payments know no invoices; `workflows/payments/payables.ts` brings them together. */
export interface Payable {
  /** The public page to which the customer returns. */
  readonly link: LinkKind;
  /** @throws AppError `not-found`, or `wrong-state` for a document that cannot be paid at all, such as a draft */
  facts(reader: Reader, org: Tenant, id: string): Promise<PayableFacts>;
  /** Sets what the document has been paid, in the transaction that adds a movement. */
  recordPaid(recording: Recording, id: string, moved: MovedMoney): Promise<PayableFacts>;
}
