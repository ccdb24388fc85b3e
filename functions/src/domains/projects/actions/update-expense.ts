import * as z from 'zod';
import { action } from '../../../platform/action.ts';
import { assertVersion, given } from '../../../platform/change.ts';
import { Id } from '../../../platform/ids.ts';
import { organisation } from '../../accounts/api.ts';
import { chargeFor, Expense, expenseFields } from '../expense.ts';
import { orderProjectSummary } from '../order-summary.ts';
import { assertReceipt } from '../receipt.ts';
import { changeExpense, expenseById } from '../repo.ts';
import { assertUnbilled } from '../time-entry.ts';
import { assertWorkable, openProject } from '../working.ts';

export const updateExpense = action({
  name: 'projects/update-expense',
  summary: 'Changes the given fields of an expense that is on no invoice yet',
  permission: 'projects.write',
  input: z.object({ expenseId: Id, ifVersion: z.int().positive().optional(), ...z.object(expenseFields).partial().shape }),
  output: Expense,
  async run({ input: { expenseId, ifVersion, ...fields }, org, clock, correlationId, tx }) {
    const before = await expenseById(tx, org, expenseId);
    assertVersion(before, ifVersion);
    assertUnbilled(before);
    const [project, sender] = await Promise.all([openProject(tx, org, before.projectId), organisation(tx, org)]);
    const after = { ...before, ...given(fields) };
    if (after.date !== before.date) assertWorkable(after.date, sender, clock.now());
    if (after.receiptFileId !== before.receiptFileId) await assertReceipt(tx, org, after.receiptFileId);
    orderProjectSummary({ tx, org, clock, correlationId }, project.id);
    return changeExpense(tx, org, before, { ...given(fields), charge: chargeFor(after, project.priceMode) });
  },
});
