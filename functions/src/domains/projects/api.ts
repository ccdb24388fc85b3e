/** Projects, for the flows that invoice them and for documents that depend on one another. */
export { BillingInput, Instalment } from './billing.ts';
export { markBilled, releaseBilled } from './billed.ts';
export { claimInstalments } from './claim-instalments.ts';
export { claimPeriod } from './claim-period.ts';
export { assertDays, nextInstalment, nextInvoiceAt } from './invoicing.ts';
export { newProject } from './new-project.ts';
export { orderProjectSummary } from './order-summary.ts';
export { Project, projectFields, Rates } from './project.ts';
export { changeProject, customerHasProjects, isBilled, MOST_ON_INVOICE, projectById, projectIsUsed, projectsDue, removeProject, unbilledWork } from './repo.ts';
export { expenseLines, Grouping, line, spanOf, timeLines } from './work-lines.ts';
