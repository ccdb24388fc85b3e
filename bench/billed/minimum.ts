import type { Bill } from './meter.ts';

/** The fewest operations that can express an action under our laws, and why each is needed. */
export interface Minimum extends Bill {
  /** Reads; writes. */
  readonly because: string;
  /** What we do beyond it, on purpose. */
  readonly beyond?: { readonly reads?: number; readonly writes?: number; readonly because: string };
}

/**
 * Every change by a member needs at least: the member document (a role taken away works at once), the document itself
 * (its state is checked inside the transaction), the write of the document, and the audit record. What changes how a
 * customer stands also writes one order to compute the figures anew: figures are computed after the commit, from the
 * documents, never added to.
 */
export const MINIMUM: Readonly<Record<string, Minimum>> = {
  'accounts/create-organisation': {
    reads: 3, writes: 5, deletes: 0,
    because: 'memberships of the person (a limit), profile, member; profile, organisation, member, membership, audit',
  },
  'accounts/invite-member': {
    reads: 4, writes: 3, deletes: 0,
    because: 'member, members with this address, open invitations, organisation (language); invitation, mail, audit',
  },
  'effect mail (invitation)': { reads: 4, writes: 3, deletes: 0, because: 'lease: outbox; organisation; settling: outbox, invitation; lease, invitation (sent), done' },
  'accounts/accept-invitation': {
    reads: 5, writes: 5, deletes: 0,
    because: 'invitation, member, members with this address, profile, organisation (name); profile, member, membership, invitation, audit',
  },
  'customers/create': { reads: 3, writes: 3, deletes: 0, because: 'member, organisation (language), number series; customer, number series, audit' },
  'customers/update': { reads: 2, writes: 2, deletes: 0, because: 'member, customer; customer, audit' },
  'quotes/create': { reads: 3, writes: 2, deletes: 0, because: 'member, organisation (VAT scheme, terms), customer; quote, audit' },
  'quotes/send': {
    reads: 5, writes: 5, deletes: 0,
    because: 'member, quote, organisation, customer (both frozen into it), number series; quote, number series, PDF order, figures order, audit',
  },
  'effect customer-summary': {
    reads: 10, writes: 3, deletes: 0,
    because: 'lease: outbox; summary, three counts, three limited queries of invoices; settling: summary, outbox; lease, summary, done',
    beyond: { reads: 1, because: 'the customer is looked for, so that a summary does not outlive a deleted customer' },
  },
  'effect quote-pdf': {
    reads: 4, writes: 5, deletes: 0,
    because: 'lease: outbox; quote; settling: outbox, quote; lease, file, quote, mail, done',
    beyond: { reads: 1, because: "the file's record is looked for first, so that an attempt that comes twice notes it once" },
  },
  'effect mail (quote)': { reads: 4, writes: 3, deletes: 0, because: 'lease: outbox; organisation; settling: outbox, quote; lease, quote (sent), done' },
  'quotes/accept': { reads: 1, writes: 4, deletes: 0, because: 'quote; quote, signed PDF order, figures order, audit' },
  'quotes/convert': {
    reads: 5, writes: 4, deletes: 0,
    because: 'member, quote, organisation, customer, deposits invoiced on the quote; quote, invoice, figures order, audit',
  },
  'invoices/create': { reads: 3, writes: 2, deletes: 0, because: 'member, organisation (VAT scheme, terms), customer; invoice, audit' },
  'invoices/finalize': {
    reads: 5, writes: 6, deletes: 0,
    because:
      'member, invoice, organisation, customer (both frozen into it), number series; invoice, number series, ledger entry, PDF order, figures order, audit',
  },
  'effect invoice-pdf': {
    reads: 4, writes: 6, deletes: 0,
    because: 'lease: outbox; invoice; settling: outbox, invoice; lease, PDF file, e-invoice file, invoice, mail, done',
    beyond: { reads: 2, because: "each file's record is looked for first, so that an attempt that comes twice notes it once" },
  },
  'effect mail (invoice)': { reads: 4, writes: 3, deletes: 0, because: 'lease: outbox; organisation; settling: outbox, invoice; lease, invoice (sent), done' },
  'payments/start-checkout': {
    reads: 6, writes: 5, deletes: 0,
    because:
      'member, invoice, open checkout of the invoice, payment account; for the provider: checkout; after its answer: checkout. Checkout, open checkout, audit; checkout, audit',
  },
  'webhook, first delivery': { reads: 0, writes: 1, deletes: 0, because: 'the event, created under its id: a second delivery is refused by that' },
  'event checkout.session.completed': {
    reads: 6, writes: 10, deletes: 0,
    because:
      'lease: event; checkout; in the transaction: checkout, payment, payments of the invoice, invoice. ' +
      'Lease, payment, invoice, checkout, ledger entry, figures order, receipt, push, audit, done',
  },
  'effect mail (receipt)': { reads: 3, writes: 2, deletes: 0, because: 'lease: outbox; organisation; settling: outbox; lease, done' },
  'effect push': {
    reads: 9, writes: 2, deletes: 0,
    because: 'lease: outbox; two members with the permission, organisation, a profile and the devices of each; settling: outbox; lease, done',
  },
  'payments/refund': {
    reads: 11, writes: 10, deletes: 0,
    because:
      'member, payment, lock, refunds so far; for the provider: refund, payment; after its answer: refund, payment, movement, payments of the invoice, invoice. ' +
      'Lock, refund, audit; refund, movement, ledger entry, invoice, figures order, mail, audit',
    beyond: { reads: 1, because: 'the checkout is looked up: whether an application fee has to be given back stands there and nowhere else' },
  },
  'invoices/credit': {
    reads: 4, writes: 8, deletes: 0,
    because:
      'member, invoice, organisation, number series; number series, credit note, ledger entry, invoice, figures order, PDF order, review of what is now paid too much, audit',
    beyond: { writes: 1, because: 'note and invoice each order the figures of their customer anew: whoever changes one need not know of the other' },
  },
  'orders/quote': { reads: 3, writes: 0, deletes: 0, because: 'organisation, shop (both may change at any time), availability; products are remembered per revision of the shop' },
  'orders/place': {
    reads: 5, writes: 7, deletes: 0,
    because: 'organisation, shop, a level for each of two products, number series; series, two levels, reservation, order, push to the staff, audit',
  },
  'orders/accept': { reads: 3, writes: 5, deletes: 0, because: 'member, order, shop (times); order, kitchen ticket, mail to the customer, print job, audit' },
  'orders/prepare': { reads: 2, writes: 3, deletes: 0, because: 'member, order; order, kitchen ticket, audit' },
  'orders/ready': {
    reads: 5, writes: 8, deletes: 0,
    because: 'member, order, reservation, two levels; order, kitchen ticket, two levels, movement, reservation, mail to the customer, audit',
  },
  'orders/complete': { reads: 2, writes: 2, deletes: 1, because: 'member, order; order, audit; the kitchen ticket' },
  'invoices/update': { reads: 4, writes: 2, deletes: 0, because: 'member, invoice, organisation (VAT scheme, terms), customer; invoice, audit' },
  'invoices/delete': { reads: 2, writes: 1, deletes: 1, because: 'member, invoice; audit; the draft' },
  'payments/record-transfer': {
    reads: 5, writes: 5, deletes: 0,
    because: 'member, invoice, organisation (currency, time zone), payments of the invoice, open checkout; ledger entry, payment, invoice, figures order, audit',
  },
  'invoices/view': { reads: 1, writes: 0, deletes: 0, because: 'invoice: what its page shows was frozen into it' },
  'invoices/write-off': { reads: 2, writes: 5, deletes: 0, because: 'member, invoice; invoice, ledger entry, figures order, review of an open checkout, audit' },
  'quotes/view': { reads: 1, writes: 0, deletes: 0, because: 'quote' },
  'quotes/decline': { reads: 2, writes: 4, deletes: 0, because: 'quote, organisation (whom to tell); quote, figures order, mail, audit' },
  'projects/create': { reads: 4, writes: 4, deletes: 0, because: 'member, organisation, customer, number series; project, number series, figures order, audit' },
  'projects/log-time': {
    reads: 3, writes: 3, deletes: 0,
    because: 'member, project, organisation (time zone, first day); time entry, figures order, audit',
    beyond: { reads: 1, because: 'whose time it is must be a member when it is written, also when that is the caller' },
  },
  'projects/add-expense': { reads: 3, writes: 3, deletes: 0, because: 'member, project, organisation (time zone, first day); expense, figures order, audit' },
  'projects/invoice': {
    reads: 6, writes: 5, deletes: 0,
    because: 'member, project, organisation, customer, the one expense, the one time entry; invoice, time entry, expense, figures order, audit',
  },
  'catalogue/update-product': {
    reads: 8, writes: 5, deletes: 0,
    because: 'member, product, category, its menu, two shops, a stock level in each; product, menu, both shops (their revision), audit',
  },
  'stock/receive': { reads: 3, writes: 4, deletes: 0, because: 'member, a level for each of two products; two levels, movement, audit' },
  'promotions/create': {
    reads: 1, writes: 2, deletes: 0,
    because: 'member; promotion, created under its code, audit',
    beyond: { reads: 1, because: 'the code is looked for first, so that the refusal can say that it is taken' },
  },
  'payments/pay-order': {
    reads: 5, writes: 5, deletes: 0,
    because: 'order, open checkout of the order, payment account; for the provider: checkout; after its answer: checkout. Checkout, open checkout, audit; checkout, audit',
  },
  'orders/view': { reads: 2, writes: 0, deletes: 0, because: 'order, organisation (name, colours)' },
  'orders/cancel': { reads: 5, writes: 6, deletes: 0, because: 'member, order, reservation, two levels; order, two levels, reservation, mail to the customer, audit' },
  'till/open': { reads: 3, writes: 5, deletes: 0, because: 'member, till, number series; number series, till, session, ledger entry (float), audit' },
  'till/sell': {
    reads: 7, writes: 7, deletes: 0,
    because:
      'member, order, till, session, payments of the order, checkouts under way, open checkout; ' +
      'order, payment, a ledger entry for the sale and one for the money, till movement, session, audit',
  },
  'till/close': { reads: 4, writes: 5, deletes: 0, because: 'member, till, session, the one movement; till, session, ledger entry (difference), report order, audit' },
  'orders/search (a page of 2)': {
    reads: 3, writes: 0, deletes: 0,
    because: 'member, two orders',
    beyond: { reads: 1, because: 'one order more tells whether there is a next page' },
  },
  'orders/list (a page of 2)': { reads: 3, writes: 0, deletes: 0, because: 'member, two orders' },
  'customers/search (a page of 2)': { reads: 3, writes: 0, deletes: 0, because: 'member, two customers, who are all that there are' },
  'invoices/list (a page of 2)': { reads: 3, writes: 0, deletes: 0, because: 'member, two invoices' },
  'sweep, nothing due': {
    reads: 15, writes: 0, deletes: 0,
    because:
      'an empty query or a mark each: outbox, inbox, roles of a new release, rates, recurring invoices, checkouts, invitations, overdue invoices, reminders, accounts, refunds, disputes, quotes, orders, projects',
  },
};
