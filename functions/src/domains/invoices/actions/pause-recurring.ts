import * as z from 'zod';
import { action } from '../../../platform/action.ts';
import { businessDate } from '../../../platform/business-date.ts';
import { AppError } from '../../../platform/errors.ts';
import { Id } from '../../../platform/ids.ts';
import { organisation } from '../../accounts/api.ts';
import { placeFrom, RecurringInvoice } from '../recurring.ts';
import { changeRecurring, recurringById } from '../repo.ts';
import { scheduled } from '../schedule-recurring.ts';

export const pauseRecurring = action({
  name: 'invoices/pause-recurring',
  summary: 'Pauses a recurring invoice, or lets it go on with the next period; what began during the pause is not billed',
  permission: 'invoices.finalize',
  input: z.object({ recurringId: Id, paused: z.boolean() }),
  output: RecurringInvoice,
  async run({ input, org, clock, tx }) {
    const recurring = await recurringById(tx, org, input.recurringId);
    if (recurring.status === 'ended') throw new AppError('wrong-state', `recurring invoice ${recurring.id} has ended`);
    const { timeZone } = await organisation(tx, org);
    const status = input.paused ? ('paused' as const) : ('active' as const);
    const goesOn = !input.paused && recurring.status === 'paused';
    const done = goesOn ? placeFrom(recurring, businessDate(clock.now(), timeZone), recurring.done) : recurring.done;
    const next = scheduled({ ...recurring, status }, done, timeZone);
    return changeRecurring(tx, org, recurring, { ...next, problem: goesOn ? null : recurring.problem });
  },
});
