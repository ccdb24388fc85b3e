import * as z from 'zod';
import { organisation } from '../domains/accounts/api.ts';
import { activeCustomer } from '../domains/customers/api.ts';
import { issueNew, periodStart, Problem, type Invoice } from '../domains/invoices/api.ts';
import { type Posting } from '../domains/messages/api.ts';
import { changeProject, isBilled, nextInstalment, nextInvoiceAt, projectById, type Project } from '../domains/projects/api.ts';
import { action } from '../platform/action.ts';
import { Id } from '../platform/ids.ts';
import { draftInstalments, draftPeriod, partiesOf, type Parties } from './project-invoices.ts';

export const invoiceDue = action({
  name: 'projects/invoice-due',
  summary: 'Invoices the period or instalment of a project that is due, as far as it goes by itself',
  access: 'system',
  input: z.object({
    projectId: Id,
    /** What went wrong before: with it, there is only a draft. */
    problem: Problem,
    /** Not even a draft could be made: from here on a person invoices. */
    giveUp: z.boolean().default(false),
  }),
  output: z.object({
    invoiceId: Id.nullable(),
    /** Whether another is due already. */
    more: z.boolean(),
  }),
  hot: () => 'invoice-number',
  async run({ input: { projectId, problem, giveUp }, ...posting }) {
    const { tx, org, clock } = posting;
    const project = await projectById(tx, org, projectId);
    const isDue = ({ invoiceAt }: Project) => invoiceAt !== null && invoiceAt <= clock.now();
    // Changed, or invoiced by another sweep since it was found.
    if (!isDue(project)) return { invoiceId: null, more: false };
    if (giveUp) {
      const { language } = await organisation(tx, org);
      changeProject(tx, org, project, { invoicing: 'by-hand', invoiceAt: null, invoicingProblem: problem?.[language] ?? null });
      return { invoiceId: null, more: false };
    }
    const parties = await partiesOf(posting, project);
    await activeCustomer(tx, org, project.customerId);
    const { draft, project: after } = await takeNext(posting, project, parties);
    const mode = problem !== null || project.invoicing === 'by-hand' ? 'draft' : project.invoicing;
    if (draft !== null) await issueNew(posting, { ...parties, clock }, draft, mode);
    const { timeZone, language } = parties.organisation;
    const next = changeProject(tx, org, after, { nextPeriod: after.nextPeriod, invoiceAt: nextInvoiceAt(after, timeZone), invoicingProblem: problem?.[language] ?? null });
    return { invoiceId: draft?.id ?? null, more: isDue(next) };
  },
});

/** What is next, with the project as it is when that has been taken; no draft when a person was first. */
async function takeNext(posting: Posting, project: Project, parties: Parties): Promise<{ draft: Invoice | null; project: Project }> {
  const { billing, nextPeriod } = project;
  if (billing.kind === 'fixed') {
    const instalment = nextInstalment(billing.instalments);
    return instalment === undefined ? { draft: null, project } : draftInstalments(posting, project, parties, [instalment.id]);
  }
  if (billing.kind === 'hourly') return { draft: null, project };
  const from = periodStart(billing, nextPeriod);
  const after = { ...project, nextPeriod: nextPeriod + 1 };
  if (await isBilled(posting.tx, posting.org, project.id, from)) return { draft: null, project: after };
  return { draft: await draftPeriod(posting, project, parties, from), project: after };
}
