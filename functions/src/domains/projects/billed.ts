import { type Tx } from '../../platform/tx.ts';
import { type Tenant } from '../../platform/tenancy.ts';
import { type Posting } from '../messages/api.ts';
import { type Expense } from './expense.ts';
import { orderProjectSummary } from './order-summary.ts';
import { type Project } from './project.ts';
import { changeExpense, changeProject, changeTime, periodRef, projectById, workOnInvoice } from './repo.ts';
import { type TimeEntry } from './time-entry.ts';

/** Marks work as being on an invoice, in the transaction that makes the invoice and has read the work. */
export function markBilled(tx: Tx, org: Tenant, invoiceId: string, work: { readonly time: readonly TimeEntry[]; readonly expenses: readonly Expense[] }): void {
  for (const entry of work.time) changeTime(tx, org, entry, { status: 'billed', invoiceId });
  for (const expense of work.expenses) changeExpense(tx, org, expense, { status: 'billed', invoiceId });
}

/**
 * Makes all that stands on an invoice open again, in the transaction that deletes its draft or takes it back.
 * @returns how many entries, expenses, periods and instalments that were
 */
export async function releaseBilled(posting: Posting, { id: invoiceId, projectId }: { readonly id: string; readonly projectId: string | null }): Promise<number> {
  if (projectId === null) return 0;
  const { tx, org } = posting;
  const [project, { time, expenses, periods }] = await Promise.all([projectById(tx, org, projectId), workOnInvoice(tx, org, invoiceId)]);
  for (const entry of time) changeTime(tx, org, entry, { status: 'unbilled', invoiceId: null });
  for (const expense of expenses) changeExpense(tx, org, expense, { status: 'unbilled', invoiceId: null });
  for (const period of periods) tx.delete(periodRef(org, period.projectId, period.from));
  const instalments = releaseInstalments(tx, org, project, invoiceId);
  orderProjectSummary(posting, projectId);
  return time.length + expenses.length + periods.length + instalments;
}

function releaseInstalments(tx: Tx, org: Tenant, project: Project, invoiceId: string): number {
  const { billing } = project;
  if (billing.kind !== 'fixed') return 0;
  const released = billing.instalments.filter((each) => each.invoiceId === invoiceId);
  if (released.length > 0) {
    const instalments = billing.instalments.map((each) => (released.includes(each) ? { ...each, invoiceId: null } : each));
    changeProject(tx, org, project, { billing: { ...billing, instalments } });
  }
  return released.length;
}
