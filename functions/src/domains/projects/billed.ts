import { type Tx } from '../../platform/tx.ts';
import { type Tenant } from '../../platform/tenancy.ts';
import { type Posting } from '../messages/api.ts';
import { type Expense } from './expense.ts';
import { orderProjectSummary } from './order-summary.ts';
import { changeExpense, changeProject, changeTime, periodRef, projectById, workOnInvoice } from './repo.ts';
import { type TimeEntry } from './time-entry.ts';

/** Marks work as being on an invoice, in the transaction that makes the invoice and has read the work. */
export function markBilled(tx: Tx, org: Tenant, invoiceId: string, work: { readonly time: readonly TimeEntry[]; readonly expenses: readonly Expense[] }): void {
  for (const entry of work.time) changeTime(tx, org, entry, { status: 'billed', invoiceId });
  for (const expense of work.expenses) changeExpense(tx, org, expense, { status: 'billed', invoiceId });
}

/** Makes all that stands on an invoice open again, in the transaction that deletes its draft. */
export async function releaseBilled(posting: Posting, { id: invoiceId, projectId }: { readonly id: string; readonly projectId: string | null }): Promise<void> {
  if (projectId === null) return;
  const { tx, org } = posting;
  const [project, { time, expenses, periods }] = await Promise.all([projectById(tx, org, projectId), workOnInvoice(tx, org, invoiceId)]);
  for (const entry of time) changeTime(tx, org, entry, { status: 'unbilled', invoiceId: null });
  for (const expense of expenses) changeExpense(tx, org, expense, { status: 'unbilled', invoiceId: null });
  for (const period of periods) tx.delete(periodRef(org, period.projectId, period.from));
  const { billing } = project;
  if (billing.kind === 'fixed' && billing.instalments.some((each) => each.invoiceId === invoiceId)) {
    const instalments = billing.instalments.map((each) => (each.invoiceId === invoiceId ? { ...each, invoiceId: null } : each));
    changeProject(tx, org, project, { billing: { ...billing, instalments } });
  }
  orderProjectSummary(posting, projectId);
}
