import type { Bill } from './meter.ts';

/** The fewest operations that can express an action under our laws, and why each is needed. */
export interface Minimum extends Bill {
  readonly because: string;
}

/**
 * Every change by a member needs at least: the member document (a role taken away works at once), the document itself
 * (its state is checked inside the transaction), the write of the document, and the audit record.
 */
export const MINIMUM: Readonly<Record<string, Minimum>> = {
  'customers/create': {
    reads: 3, writes: 3, deletes: 0,
    because: 'member, organisation (language), the number series; customer, number series, audit',
  },
  'customers/update': { reads: 2, writes: 2, deletes: 0, because: 'member, customer; customer, audit' },
  'quotes/create': { reads: 3, writes: 2, deletes: 0, because: 'member, organisation (VAT scheme, terms), customer; quote, audit' },
  'quotes/send': {
    reads: 5, writes: 4, deletes: 0,
    because: 'member, quote, organisation, customer (both frozen into it), number series; quote, number series, outbox, audit',
  },
  'quotes/convert': { reads: 4, writes: 3, deletes: 0, because: 'member, quote, organisation, customer; quote, invoice, audit' },
  'invoices/finalize': {
    reads: 5, writes: 4, deletes: 0,
    because: 'member, invoice, organisation, customer (both frozen into it), number series; invoice, number series, outbox, audit',
  },
  'effect invoice-pdf': {
    reads: 5, writes: 5, deletes: 0,
    because: 'lease: outbox; rendering: invoice; settling: outbox, invoice, organisation; lease, file, invoice, mail, done',
  },
  'effect mail (invoice)': {
    reads: 5, writes: 3, deletes: 0,
    because: 'lease: outbox; rendering: organisation, invoice; settling: outbox, invoice (sent); lease, invoice, done',
  },
  'payments/start-checkout': {
    reads: 6, writes: 5, deletes: 0,
    because: 'member, invoice, open checkout of the invoice, customer (language); after the answer: checkout, open checkout; checkout, open checkout, audit; checkout, audit',
  },
  'event checkout.session.completed': {
    reads: 7, writes: 9, deletes: 0,
    because:
      'lease: event; checkout; in the transaction: checkout, payments of the invoice, invoice, organisation (time zone); done: event. ' +
      'Lease, payment, invoice, checkout, ledger entry, receipt, push, audit, done',
  },
};
