import * as z from 'zod';
import { organisation } from '../domains/accounts/api.ts';
import { customer } from '../domains/customers/api.ts';
import { createDraft, Invoice, newDraft } from '../domains/invoices/api.ts';
import { claimPeriod, line, orderProjectSummary, projectById } from '../domains/projects/api.ts';
import { action } from '../platform/action.ts';
import { businessDate, IsoDate } from '../platform/business-date.ts';
import { Id, newId } from '../platform/ids.ts';

export const invoicePeriod = action({
  name: 'projects/invoice-period',
  summary: 'Makes a draft invoice of one period of a retainer, each once',
  permission: 'invoices.write',
  input: z.object({
    projectId: Id,
    /** First day of the period; the first that is open unless told. */
    from: IsoDate.optional(),
  }),
  output: Invoice,
  hot: ({ projectId }) => `project-${projectId}`,
  async run({ input, org, clock, correlationId, tx }) {
    const [sender, project] = await Promise.all([organisation(tx, org), projectById(tx, org, input.projectId)]);
    const receiver = await customer(tx, org, project.customerId);
    const id = newId();
    const today = businessDate(clock.now(), sender.timeZone);
    const { retainer, ...period } = await claimPeriod({ tx, org, clock, today, invoiceId: id, from: input.from }, project);
    const { id: projectId, name, currency, priceMode, reference, vat, quoteId } = project;
    const lines = [line({ description: name, detail: null, quantity: '1', unit: 'LS', unitPrice: retainer.amount, vat, supply: 'services' })];
    const content = { lines, currency, priceMode, reference: reference ?? undefined, projectId, quoteId, period, supplyDate: period.from };
    orderProjectSummary({ tx, org, clock, correlationId }, projectId);
    return createDraft(tx, org, newDraft(id, { organisation: sender, customer: receiver, clock }, content));
  },
});
