import { ZERO, type Minor } from '../../platform/money.ts';
import { Tenant, tenantCollection } from '../../platform/tenancy.ts';
import { type Reader, type Stamped, type Tx } from '../../platform/tx.ts';
import { orderSummary } from '../customers/api.ts';
import { book } from './booking.ts';
import { assertKeepsFrozen } from './frozen.ts';
import { type Invoice, type InvoicePatch } from './invoice.ts';
import { type RecurringInvoice } from './recurring.ts';
import { rememberDraft } from './likely.ts';
import { type ReminderSettings } from './reminder-settings.ts';
import { type ReminderStep } from './reminder-steps.ts';
import { assertMove, UNPAID } from './status.ts';

/** An invoice before the kernel has stamped it. */
export type NewInvoice = Omit<Invoice, keyof Stamped>;

export const invoices = tenantCollection<Invoice>('invoices');
export const recurring = tenantCollection<RecurringInvoice>('recurringInvoices');
const settings = tenantCollection<ReminderSettings>('invoiceSettings');

/** What a participant in the small-business scheme invoiced in a year, without VAT, in euro cents; the id is the year. */
const turnovers = tenantCollection<{ readonly id: string; readonly net: Minor }>('korTurnover');

/** The collection's name, for hooks that are told what a message is about. */
export const INVOICES = invoices.name;

export const invoiceRef = invoices.doc;

/** @throws AppError `not-found` */
export function invoiceById(reader: Reader, org: Tenant, id: string): Promise<Invoice> {
  return reader.require(invoices.doc(org, id));
}

/** Writes a new draft. */
export function createDraft(tx: Tx, org: Tenant, draft: NewInvoice): Invoice {
  rememberDraft(org, draft);
  return tx.create(invoices.doc(org, draft.id), draft);
}

/** Writes a document that is final from the start: a credit note. */
export function createIssued(tx: Tx, org: Tenant, issued: NewInvoice): Invoice {
  const note = tx.create(invoices.doc(org, issued.id), issued);
  book(tx, org, undefined, note);
  orderSummary(tx, org, { ...note, collection: INVOICES });
  return note;
}

/** The deposits of a final invoice that was taken back may be deducted from another. */
export async function releaseDeposits(tx: Tx, org: Tenant, final: Invoice): Promise<void> {
  const deposits = await tx.getAll(final.deposits.map(({ invoiceId }) => invoices.doc(org, invoiceId)));
  for (const deposit of deposits) {
    if (deposit?.deductedBy === final.id) changeInvoice(tx, org, deposit, { deductedBy: null });
  }
}

/** The one way to change an invoice: what is final stays as it is, and the status moves along the table. */
export function changeInvoice(tx: Tx, org: Tenant, before: Invoice, patch: InvoicePatch): Invoice {
  assertKeepsFrozen(before, patch);
  if (patch.status !== undefined) assertMove(before.status, patch.status);
  const after = tx.update(invoices.doc(org, before.id), patch);
  if (patch.buyer !== undefined) rememberDraft(org, after);
  book(tx, org, before, after);
  if (after.status !== before.status || after.amounts.due !== before.amounts.due) orderSummary(tx, org, { ...after, collection: INVOICES });
  return after;
}

export function deleteDraft(tx: Tx, org: Tenant, draft: Invoice): void {
  tx.delete(invoices.doc(org, draft.id));
}

/** Invoices in the order of `ids`; `undefined` where there is none. */
export function invoicesById(reader: Reader, org: Tenant, ids: readonly string[]): Promise<(Invoice | undefined)[]> {
  return ids.length === 0 ? Promise.resolve([]) : reader.getAll(ids.map((id) => invoices.doc(org, id)));
}

/** More deposits than anybody asks on one quote. */
const MAX_DEPOSITS = 50;

/** Deposit invoices on a quote, drafts included. */
export async function depositsOfQuote(reader: Reader, org: Tenant, quoteId: string): Promise<Invoice[]> {
  const found = await reader.find(invoices.in(org).where('quoteId', '==', quoteId).limit(MAX_DEPOSITS));
  return found.filter(({ purpose }) => purpose === 'deposit');
}

/** Whether any invoice, draft or not, names this customer, or will. */
export async function customerHasInvoices(reader: Reader, org: Tenant, customerId: string): Promise<boolean> {
  const named = await reader.find(invoices.in(org).where('customerId', '==', customerId).limit(1));
  if (named.length > 0) return true;
  return (await reader.find(recurring.in(org).where('customerId', '==', customerId).limit(1))).length > 0;
}

/** Whether any invoice, draft or not, is about this project. */
export async function projectHasInvoices(reader: Reader, org: Tenant, projectId: string): Promise<boolean> {
  return (await reader.find(invoices.in(org).where('projectId', '==', projectId).limit(1))).length > 0;
}

const SWEEP_BATCH = 200;

/** Issued invoices of all organisations whose due date has just passed, the longest passed first. */
export async function justOverdue(now: Date): Promise<readonly { org: Tenant; invoiceId: string }[]> {
  const due = invoices.everywhere().where('overdueAt', '<=', now).orderBy('overdueAt').limit(SWEEP_BATCH);
  return (await due.get()).docs.map((doc) => ({ org: Tenant.of(doc.ref), invoiceId: doc.id }));
}

/** Issued invoices of all organisations of which a reminder is due, the longest due first. */
export async function remindersDue(now: Date): Promise<readonly { org: Tenant; invoiceId: string }[]> {
  const due = invoices.everywhere().where('reminders.nextAt', '<=', now).orderBy('reminders.nextAt').limit(SWEEP_BATCH);
  return (await due.get()).docs.map((doc) => ({ org: Tenant.of(doc.ref), invoiceId: doc.id }));
}

/** Unpaid invoices of an organisation in the order of their ids, a page at a time. */
export function unpaidInvoices(reader: Reader, org: Tenant, after: string | undefined, limit: number): Promise<Invoice[]> {
  const page = invoices.in(org).where('status', 'in', [...UNPAID]).orderBy('__name__').limit(limit);
  return reader.find(after === undefined ? page : page.startAfter(after));
}

export const reminderSettingsRef = (org: Tenant) => settings.doc(org, 'reminders');

/** The organisation's schedule of reminders; none until it has set one. */
export async function reminderSteps(reader: Reader, org: Tenant): Promise<readonly ReminderStep[]> {
  return (await reader.get(reminderSettingsRef(org)))?.steps ?? [];
}

const PAGE = 500;

/** All invoices of a customer on which something is still to be paid. */
export async function unpaidByCustomer(reader: Reader, org: Tenant, customerId: string): Promise<Invoice[]> {
  const unpaid = invoices.in(org).where('customerId', '==', customerId).where('status', 'in', UNPAID).orderBy('__name__').limit(PAGE);
  const found: Invoice[] = [];
  for (let page = await reader.find(unpaid); ; page = await reader.find(unpaid.startAfter(found.at(-1)?.id))) {
    found.push(...page);
    if (page.length < PAGE) return found;
  }
}

/** Invoices of a customer on which more came in than was to be paid. */
export function overpaidByCustomer(reader: Reader, org: Tenant, customerId: string): Promise<Invoice[]> {
  return reader.find(invoices.in(org).where('customerId', '==', customerId).where('amounts.due', '<', 0).limit(PAGE));
}

const creditNotes = (org: Tenant, customerId: string) => invoices.in(org).where('customerId', '==', customerId).where('kind', '==', 'credit-note');

/** The latest credit notes of a customer. */
export function creditNotesOfCustomer(reader: Reader, org: Tenant, customerId: string, limit: number): Promise<Invoice[]> {
  return reader.find(creditNotes(org, customerId).orderBy('issueDate', 'desc').limit(limit));
}

export async function countCreditNotes(org: Tenant, customerId: string): Promise<number> {
  return (await creditNotes(org, customerId).count().get()).data().count;
}

/** @throws AppError `not-found` */
export function recurringById(reader: Reader, org: Tenant, id: string): Promise<RecurringInvoice> {
  return reader.require(recurring.doc(org, id));
}

export function createRecurring(tx: Tx, org: Tenant, created: Omit<RecurringInvoice, keyof Stamped>): RecurringInvoice {
  return tx.create(recurring.doc(org, created.id), created);
}

export function changeRecurring(tx: Tx, org: Tenant, before: RecurringInvoice, patch: Partial<Omit<RecurringInvoice, 'id' | keyof Stamped>>): RecurringInvoice {
  return tx.update(recurring.doc(org, before.id), patch);
}

/** Recurring invoices of all organisations of which a period is due, the longest due first. */
export async function recurringDue(now: Date): Promise<readonly { org: Tenant; recurringId: string }[]> {
  const due = recurring.everywhere().where('nextAt', '<=', now).orderBy('nextAt').limit(SWEEP_BATCH);
  return (await due.get()).docs.map((doc) => ({ org: Tenant.of(doc.ref), recurringId: doc.id }));
}

export async function turnoverOf(reader: Reader, org: Tenant, year: string): Promise<Minor> {
  return (await reader.get(turnovers.doc(org, year)))?.net ?? ZERO;
}

export function changeTurnover(tx: Tx, org: Tenant, year: string, net: Minor): void {
  tx.set(turnovers.doc(org, year), { id: year, net });
}
