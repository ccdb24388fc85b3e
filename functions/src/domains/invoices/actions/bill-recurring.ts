import * as z from 'zod';
import { action } from '../../../platform/action.ts';
import { Id } from '../../../platform/ids.ts';
import { billPeriod } from '../bill-recurring.ts';
import { changeRecurring, recurringById } from '../repo.ts';

export const billRecurring = action({
  name: 'invoices/bill-recurring',
  summary: 'Makes the invoice of the period that is due',
  access: 'system',
  input: z.object({
    recurringId: Id,
    /** What went wrong before: with it the period only gets a draft. */
    problem: z.string().max(1_000).nullable().default(null),
    /** Gives up: somebody has to look at it. */
    pause: z.boolean().default(false),
  }),
  output: z.object({
    invoiceId: Id.nullable(),
    /** Whether another period is due already. */
    more: z.boolean(),
  }),
  hot: () => 'invoice-number',
  async run({ input, ...billing }) {
    const { tx, org, clock } = billing;
    const recurring = await recurringById(tx, org, input.recurringId);
    const isDue = (nextAt: Date | null) => nextAt !== null && nextAt <= clock.now();
    // Paused, or billed by another sweep since it was found.
    if (!isDue(recurring.nextAt)) return { invoiceId: null, more: false };
    if (input.pause) {
      changeRecurring(tx, org, recurring, { status: 'paused', nextAt: null, problem: input.problem });
      return { invoiceId: null, more: false };
    }
    const { id } = await billPeriod(billing, recurring, input.problem);
    return { invoiceId: id, more: isDue((await recurringById(tx, org, recurring.id)).nextAt) };
  },
});
