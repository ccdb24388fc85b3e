import { type Tenant } from '../../platform/tenancy.ts';
import { type Tx } from '../../platform/tx.ts';
import { type DraftLine } from '../vat/api.ts';
import { draftLine } from './pricing.ts';
import { type Quote } from './quote.ts';
import { changeQuote } from './repo.ts';
import { assertMove } from './status.ts';

/** The lines that the customer agreed to, as they were written. */
export function agreedLines(quote: Quote): DraftLine[] {
  return quote.lines
    .filter((line) => line.chosen)
    .map((line) => {
      const { optional: _optional, chosen: _chosen, ...written } = draftLine(line);
      return written;
    });
}

/**
 * Marks an accepted quote as turned into an invoice or a project. The status table lets that happen once, and the
 * transaction that makes the other document calls it, so that of two at once only one gets through.
 * @param quote as read in this transaction
 * @throws AppError `wrong-state` when it was not accepted, or was converted before
 */
export function markConverted(tx: Tx, org: Tenant, quote: Quote, into: { readonly invoiceId: string } | { readonly projectId: string }): Quote {
  assertMove(quote.status, 'converted');
  return changeQuote(tx, org, quote, { status: 'converted', ...into });
}
