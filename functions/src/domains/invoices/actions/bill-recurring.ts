import * as z from 'zod';
import { action } from '../../../platform/action.ts';
import { Id } from '../../../platform/ids.ts';
import { organisation } from '../../accounts/api.ts';
import { billPeriod } from '../bill-recurring.ts';
import { Problem } from '../by-itself.ts';
import { changeRecurring, recurringById } from '../repo.ts';

export const billRecurring = action({
  name: 'invoices/bill-recurring',
  summary: 'Makes the invoice of the period that is due',
  access: 'system',
  input: z.object({
    recurringId: Id,
    /** What went wrong before: with it the period only gets a draft. */
    problem: Problem,
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
      const { language } = await organisation(tx, org);
      changeRecurring(tx, org, recurring, { status: 'paused', nextAt: null, problem: input.problem?.[language] ?? null });
      return { invoiceId: null, more: false };
    }
    const { id } = await billPeriod(billing, recurring, input.problem);
    return { invoiceId: id, more: isDue((await recurringById(tx, org, recurring.id)).nextAt) };
  },
});
