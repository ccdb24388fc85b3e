import * as z from 'zod';
import { action } from '../../../platform/action.ts';
import { AppError } from '../../../platform/errors.ts';
import { Id } from '../../../platform/ids.ts';
import { organisation } from '../../accounts/api.ts';
import { customer } from '../../customers/api.ts';
import { newDraft } from '../draft.ts';
import { endOf, RecurringContent, recurringEnd, RecurringInvoice, RecurringMode } from '../recurring.ts';
import { changeRecurring, recurringById } from '../repo.ts';
import { scheduled } from '../schedule-recurring.ts';

export const updateRecurring = action({
  name: 'invoices/update-recurring',
  summary: 'Changes what a recurring invoice bills from the next period on, how far it goes by itself, and when it ends',
  permission: 'invoices.finalize',
  input: z.object({
    recurringId: Id,
    mode: RecurringMode.optional(),
    ...recurringEnd,
    content: RecurringContent.optional(),
  }),
  output: RecurringInvoice,
  async run({ input, org, clock, tx }) {
    const recurring = await recurringById(tx, org, input.recurringId);
    if (recurring.status === 'ended') {
      throw new AppError('wrong-state', `recurring invoice ${recurring.id} has ended`, {
        say: { en: 'This recurring invoice has ended. Make a new one.', nl: 'Deze periodieke factuur is beëindigd. Maak een nieuwe.' },
      });
    }
    const [sender, receiver] = await Promise.all([organisation(tx, org), customer(tx, org, recurring.customerId)]);
    const { mode = recurring.mode, content = recurring.content } = input;
    const end = endOf(recurring, input);
    const endOn = end === undefined ? recurring.endOn : end;
    newDraft(recurring.id, { organisation: sender, customer: receiver, clock }, content);
    const next = scheduled({ ...recurring, endOn }, recurring.done, sender.timeZone);
    return changeRecurring(tx, org, recurring, { mode, content, endOn, ...next });
  },
});
