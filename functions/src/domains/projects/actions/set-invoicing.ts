import * as z from 'zod';
import { action } from '../../../platform/action.ts';
import { Id } from '../../../platform/ids.ts';
import { organisation } from '../../accounts/api.ts';
import { beginning, nextInvoiceAt } from '../invoicing.ts';
import { assertMayIssue } from '../may-issue.ts';
import { Invoicing, Project } from '../project.ts';
import { changeProject, projectById } from '../repo.ts';

export const setInvoicing = action({
  name: 'projects/set-invoicing',
  summary: 'How far periods of a retainer, and instalments on their day, are invoiced without a person',
  permission: 'invoices.write',
  input: z.object({
    projectId: Id,
    /** To finalise or send by itself asks for the permission to finalise. */
    invoicing: Invoicing,
  }),
  output: Project,
  async run({ input: { projectId, invoicing }, org, actor, clock, tx }) {
    const [before, sender] = await Promise.all([projectById(tx, org, projectId), organisation(tx, org)]);
    assertMayIssue(actor, before.invoicing, invoicing);
    const after = { ...before, invoicing };
    const { nextPeriod } = before;
    const schedule = before.invoicing === 'by-hand' ? beginning(after, sender, clock.now()) : { nextPeriod, invoiceAt: nextInvoiceAt(after, sender.timeZone) };
    return changeProject(tx, org, before, { invoicing, ...schedule, invoicingProblem: null });
  },
});
