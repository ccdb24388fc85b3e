import * as z from 'zod';
import { action } from '../../../platform/action.ts';
import { Id } from '../../../platform/ids.ts';
import { orderProjectSummary } from '../order-summary.ts';
import { expenseById, removeExpense } from '../repo.ts';
import { assertUnbilled } from '../time-entry.ts';

export const deleteExpense = action({
  name: 'projects/delete-expense',
  summary: 'Deletes an expense that is on no invoice; the receipt stays among the files',
  permission: 'projects.write',
  input: z.object({ expenseId: Id }),
  output: z.object({ expenseId: Id }),
  async run({ input: { expenseId }, org, clock, correlationId, tx }) {
    const expense = await expenseById(tx, org, expenseId);
    assertUnbilled(expense);
    removeExpense(tx, org, expenseId);
    orderProjectSummary({ tx, org, clock, correlationId }, expense.projectId);
    return { expenseId };
  },
});
