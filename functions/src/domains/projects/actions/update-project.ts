import * as z from 'zod';
import { action } from '../../../platform/action.ts';
import { assertVersion, given } from '../../../platform/change.ts';
import { Id } from '../../../platform/ids.ts';
import { type Tenant } from '../../../platform/tenancy.ts';
import { type Tx } from '../../../platform/tx.ts';
import { organisation } from '../../accounts/api.ts';
import { customer } from '../../customers/api.ts';
import { alreadyInvoiced, BillingInput, settledBilling } from '../billing.ts';
import { assertDays, rescheduled, samePeriods } from '../invoicing.ts';
import { assertMayIssue } from '../may-issue.ts';
import { orderProjectSummary } from '../order-summary.ts';
import { checkRates, Project, projectFields, settledTasks, taskInputs } from '../project.ts';
import { billedPeriods, changeProject, projectById } from '../repo.ts';

export const updateProject = action({
  name: 'projects/update',
  summary: 'Changes the given fields of a project; time that was written down keeps its rate, and what was invoiced stays',
  permission: 'projects.write',
  input: z.object({
    projectId: Id,
    /** The version the person saw; refused when somebody else changed the project since. */
    ifVersion: z.int().positive().optional(),
    ...z.object(projectFields).partial().shape,
    billing: BillingInput.optional(),
    tasks: taskInputs.optional(),
  }),
  output: Project,
  async run({ input: { projectId, ifVersion, billing, tasks, ...fields }, org, actor, clock, correlationId, tx }) {
    const before = await projectById(tx, org, projectId);
    assertVersion(before, ifVersion);
    const [sender, { name: customerName }] = await Promise.all([organisation(tx, org), customer(tx, org, before.customerId)]);
    const change = {
      ...given(fields),
      customerName,
      ...(billing === undefined ? {} : { billing: settledBilling(billing, fields.name ?? before.name, before.billing) }),
      ...(tasks === undefined ? {} : { tasks: settledTasks(tasks, before.tasks) }),
    };
    const after = { ...before, ...change };
    checkRates(after);
    if (billing !== undefined || fields.vat !== undefined) assertMayIssue(actor, before.invoicing);
    const same = samePeriods(before.billing, after.billing);
    if (billing !== undefined) assertDays(billing, sender);
    if (before.billing.kind === 'retainer' && !same) await assertNoPeriods(tx, org, projectId);
    orderProjectSummary({ tx, org, clock, correlationId }, projectId);
    return changeProject(tx, org, before, { ...change, ...rescheduled(before, after, sender, clock.now()) });
  },
});

/** Periods that begin on other days could invoice a day twice. */
async function assertNoPeriods(tx: Tx, org: Tenant, projectId: string): Promise<void> {
  if ((await billedPeriods(tx, org, projectId, 1)).length > 0) throw alreadyInvoiced();
}
