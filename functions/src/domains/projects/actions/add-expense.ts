import * as z from 'zod';
import { action } from '../../../platform/action.ts';
import { Id, newId } from '../../../platform/ids.ts';
import { ZERO } from '../../../platform/money.ts';
import { organisation } from '../../accounts/api.ts';
import { chargeFor, Expense, expenseFields } from '../expense.ts';
import { orderProjectSummary } from '../order-summary.ts';
import { assertReceipt } from '../receipt.ts';
import { createExpense } from '../repo.ts';
import { assertWorkable, openProject } from '../working.ts';

export const addExpense = action({
  name: 'projects/add-expense',
  summary: 'Writes down money spent for a project, with its receipt',
  permission: 'projects.write',
  input: z.object({
    projectId: Id,
    ...expenseFields,
    vatAmount: expenseFields.vatAmount.default(ZERO),
    markUpBp: expenseFields.markUpBp.default(null),
    vat: expenseFields.vat.default('standard'),
    supply: expenseFields.supply.default('services'),
    billable: expenseFields.billable.default(true),
    receiptFileId: expenseFields.receiptFileId.default(null),
  }),
  output: Expense,
  async run({ input: { projectId, ...spent }, org, actor, clock, correlationId, tx }) {
    const [project, sender] = await Promise.all([openProject(tx, org, projectId), organisation(tx, org)]);
    assertWorkable(spent.date, sender, clock.now());
    await assertReceipt(tx, org, spent.receiptFileId);
    const charge = chargeFor(spent, project.priceMode);
    const uid = actor.kind === 'member' ? actor.uid : null;
    orderProjectSummary({ tx, org, clock, correlationId }, projectId);
    return createExpense(tx, org, { id: newId(), projectId, uid, ...spent, charge, status: 'unbilled', invoiceId: null });
  },
});
