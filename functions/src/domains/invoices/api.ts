/** Invoices, for the domains that quote, bill, are paid and remind. */
export { newDraft, type DraftContent } from './draft.ts';
export { Invoice } from './invoice.ts';
export { createDraft, customerHasInvoices, invoiceById } from './repo.ts';
export { Seller, sellerOf } from './seller.ts';
export { applyPayments, payable, payableInvoice, type PayableInvoice } from './settlement.ts';
