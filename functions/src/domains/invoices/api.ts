/** Invoices, for the domains that quote, bill, are paid and remind. */
export { deductible, openDeposits } from './deposits.ts';
export { newDraft, type DraftContent } from './draft.ts';
export { Invoice } from './invoice.ts';
// What a quote shows as an invoice does.
export { logoOf, nameIn } from './invoice-files.ts';
export { filenameOf } from './mailing.ts';
export { adjustments, lineOnPaper, vatRows } from './paper.ts';
export { buyerOnPaper, sellerOnPaper } from './paper-parties.ts';
export { catchUp, Problem } from './by-itself.ts';
export { periodAt, periodStart, RecurringMode, Rhythm } from './recurring.ts';
export { assertDraft } from './frozen.ts';
export { createDraft, customerHasInvoices, deleteDraft, invoiceById, projectHasInvoices } from './repo.ts';
export { issueCredit } from './issue-credit.ts';
export { issueNew } from './issue-new.ts';
export { Seller, sellerOf } from './seller.ts';
export { applyPayments, payable, payableInvoice, type PayableInvoice } from './settlement.ts';
