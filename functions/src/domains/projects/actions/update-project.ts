import * as z from 'zod';
import { action } from '../../../platform/action.ts';
import { assertVersion, given } from '../../../platform/change.ts';
import { Id } from '../../../platform/ids.ts';
import { type Tenant } from '../../../platform/tenancy.ts';
import { type Tx } from '../../../platform/tx.ts';
import { customer } from '../../customers/api.ts';
import { alreadyInvoiced, BillingInput, settledBilling, type Billing } from '../billing.ts';
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
  async run({ input: { projectId, ifVersion, billing, tasks, ...fields }, org, clock, correlationId, tx }) {
    const before = await projectById(tx, org, projectId);
    assertVersion(before, ifVersion);
    const { name: customerName } = await customer(tx, org, before.customerId);
    const change = {
      ...given(fields),
      customerName,
      ...(billing === undefined ? {} : { billing: settledBilling(billing, fields.name ?? before.name, before.billing) }),
      ...(tasks === undefined ? {} : { tasks: settledTasks(tasks, before.tasks) }),
    };
    const after = { ...before, ...change };
    checkRates(after);
    if (movesPeriods(before.billing, after.billing)) await assertNoPeriods(tx, org, projectId);
    orderProjectSummary({ tx, org, clock, correlationId }, projectId);
    return changeProject(tx, org, before, change);
  },
});

/** Whether the periods of a retainer would begin on other days, which could invoice a day twice. */
function movesPeriods(before: Billing, after: Billing): boolean {
  if (before.kind !== 'retainer') return false;
  return after.kind !== 'retainer' || after.rhythm !== before.rhythm || after.startOn !== before.startOn;
}

async function assertNoPeriods(tx: Tx, org: Tenant, projectId: string): Promise<void> {
  if ((await billedPeriods(tx, org, projectId, 1)).length > 0) throw alreadyInvoiced();
}
