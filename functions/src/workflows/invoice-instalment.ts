import * as z from 'zod';
import { organisation } from '../domains/accounts/api.ts';
import { customer } from '../domains/customers/api.ts';
import { createDraft, deductible, Invoice, newDraft, openDeposits } from '../domains/invoices/api.ts';
import { claimInstalments, orderProjectSummary, projectById } from '../domains/projects/api.ts';
import { action } from '../platform/action.ts';
import { Id, newId } from '../platform/ids.ts';

export const invoiceInstalment = action({
  name: 'projects/invoice-instalment',
  summary: 'Makes a draft invoice of instalments of a fixed price, each once; the last deducts the deposits on the quote',
  permission: 'invoices.write',
  input: z.object({
    projectId: Id,
    /** The ids of the instalments; the first that is open unless told. */
    instalments: z.array(Id).min(1).max(60).nullable().default(null),
  }),
  output: Invoice,
  hot: ({ projectId }) => `project-${projectId}`,
  async run({ input, org, clock, correlationId, tx }) {
    const [sender, project] = await Promise.all([organisation(tx, org), projectById(tx, org, input.projectId)]);
    const receiver = await customer(tx, org, project.customerId);
    const id = newId();
    const { lines, last } = claimInstalments(tx, org, project, input.instalments, id);
    const { id: projectId, customerId, quoteId, currency, priceMode, reference } = project;
    const open = last && quoteId !== null ? await openDeposits(tx, org, quoteId) : [];
    const deposits = await deductible(tx, org, { id, customerId, currency }, open);
    const content = { lines, currency, priceMode, reference: reference ?? undefined, projectId, quoteId, deposits };
    orderProjectSummary({ tx, org, clock, correlationId }, projectId);
    return createDraft(tx, org, newDraft(id, { organisation: sender, customer: receiver, clock }, content));
  },
});
