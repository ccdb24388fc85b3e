import * as z from 'zod';
import { organisation } from '../domains/accounts/api.ts';
import { customer } from '../domains/customers/api.ts';
import { createDraft, Invoice, newDraft } from '../domains/invoices/api.ts';
import { expenseLines, Grouping, markBilled, MOST_ON_INVOICE, orderProjectSummary, projectById, spanOf, timeLines, unbilledWork } from '../domains/projects/api.ts';
import { action } from '../platform/action.ts';
import { businessDate, IsoDate } from '../platform/business-date.ts';
import { AppError } from '../platform/errors.ts';
import { Id, newId } from '../platform/ids.ts';

export const invoiceProject = action({
  name: 'projects/invoice',
  summary: 'Makes a draft invoice of the billable time and expenses that are on none yet',
  permission: 'invoices.write',
  input: z.object({
    projectId: Id,
    groupBy: Grouping.default('person'),
    /** The last day that is invoiced; today unless told. */
    until: IsoDate.optional(),
    /** Whether expenses are invoiced too. */
    expenses: z.boolean().default(true),
  }),
  output: z.object({
    invoice: Invoice,
    entries: z.int(),
    expenses: z.int(),
    /** Whether there is more than one invoice takes. */
    more: z.boolean(),
  }),
  // Two of one project want the same entries; in turn, the second sees that nothing is left.
  hot: ({ projectId }) => `project-${projectId}`,
  async run({ input, org, clock, correlationId, tx }) {
    const [sender, project] = await Promise.all([organisation(tx, org), projectById(tx, org, input.projectId)]);
    const until = input.until ?? businessDate(clock.now(), sender.timeZone);
    const [receiver, work] = await Promise.all([
      customer(tx, org, project.customerId),
      unbilledWork(tx, org, { projectId: project.id, until, expenses: input.expenses }, MOST_ON_INVOICE),
    ]);
    const period = spanOf([...work.time, ...work.expenses].map(({ date }) => date));
    if (period === null) throw nothingOpen(project.id);
    const { language } = receiver;
    const { id: projectId, currency, priceMode, reference } = project;
    const lines = [...timeLines(work.time, input.groupBy, { language, project }), ...expenseLines(work.expenses, language)];
    const content = { lines, currency, priceMode, reference: reference ?? undefined, projectId, quoteId: project.quoteId, period, supplyDate: period.to };
    const invoice = createDraft(tx, org, newDraft(newId(), { organisation: sender, customer: receiver, clock }, content));
    markBilled(tx, org, invoice.id, work);
    orderProjectSummary({ tx, org, clock, correlationId }, projectId);
    const more = work.time.length === MOST_ON_INVOICE || work.expenses.length === MOST_ON_INVOICE;
    return { invoice, entries: work.time.length, expenses: work.expenses.length, more };
  },
});

function nothingOpen(projectId: string): AppError {
  return new AppError('wrong-state', `nothing of project ${projectId} is open`, {
    say: { en: 'There is no time and there are no expenses to invoice.', nl: 'Er zijn geen uren en kosten om te factureren.' },
  });
}
