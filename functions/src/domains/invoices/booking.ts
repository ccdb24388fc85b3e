import { minor } from '../../platform/money.ts';
import { enqueue } from '../../platform/outbox.ts';
import { type Tenant } from '../../platform/tenancy.ts';
import { type Tx } from '../../platform/tx.ts';
import { documentMovement, postEntry, writeOffMovement } from '../ledger/api.ts';
import { type Invoice } from './invoice.ts';
import { reviewOf } from './outbox-kinds.ts';

/**
 * Books what a change of an invoice means for what customers owe: it was issued, or some of it was given up. When less
 * is due than before, without having been paid, whatever is open to pay it is looked at again.
 */
export function book(tx: Tx, org: Tenant, before: Invoice | undefined, after: Invoice): void {
  const { id, number, totals, currency, amounts, updatedAt, version } = after;
  // The stamp is the action's own clock.
  const where = { tx, org, clock: { now: () => updatedAt } };
  const source = { collection: 'invoices', id };
  if (after.status !== 'draft' && (before === undefined || before.status === 'draft')) {
    postEntry(where, { id: `invoice_${id}`, at: updatedAt, memo: number ?? id, source, lines: documentMovement(totals, currency) });
  }
  const givenUp = minor(amounts.writtenOff - (before?.amounts.writtenOff ?? 0));
  if (givenUp !== 0) {
    postEntry(where, { id: `written-off_${id}_${version}`, at: updatedAt, memo: number ?? id, source, lines: writeOffMovement(givenUp, currency) });
  }
  const isLess = before !== undefined && before.status !== 'draft' && amounts.due < before.amounts.due && amounts.paid === before.amounts.paid;
  if (isLess) enqueue({ ...where, correlationId: `invoice-${id}` }, reviewOf, { subject: source }, { id: `review_${id}_${version}` });
}
