import { type Clock } from '../../platform/clock.ts';
import { enqueue } from '../../platform/outbox.ts';
import { type Tenant } from '../../platform/tenancy.ts';
import { type Tx } from '../../platform/tx.ts';

/** What this domain puts in the outbox; the handlers are in `effects.ts`, which actions need not load. */
export const pdfOf = { kind: 'invoice-pdf' } as const;

/** The documents of an issued invoice are to be made and stored, and then mailed when `send` says so. */
export interface PdfOrder {
  readonly invoiceId: string;
  readonly send: boolean;
  /** Somebody else than the customer's own address. */
  readonly to?: string;
}

export const reminderOf = { kind: 'invoice-reminder' } as const;

/** The letter of a reminder that was noted on the invoice is to be made, stored and mailed. */
export interface ReminderOrder {
  readonly invoiceId: string;
  /** Its place among the invoice's reminders. */
  readonly place: number;
  /** The organisation's own words. */
  readonly text: string | null;
}

export const rescheduleOf = { kind: 'invoice-reschedule' } as const;

interface Ordering {
  readonly tx: Tx;
  readonly org: Tenant;
  readonly clock: Clock;
  readonly correlationId: string;
}

/** Orders the documents of a newly issued invoice or credit note, in the transaction that issues it. */
export function orderPdf(ordering: Ordering, order: PdfOrder): void {
  enqueue(ordering, pdfOf, order, { id: `invoice-pdf-${order.invoiceId}` });
}

/** What is due has become less without a payment; whoever takes payments looks at what is open. */
export const reviewOf = { kind: 'review-checkout' } as const;
