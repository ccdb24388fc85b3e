import * as z from 'zod';
import { action } from '../../../platform/action.ts';
import { businessDate, IsoDate } from '../../../platform/business-date.ts';
import { invalidField } from '../../../platform/errors.ts';
import { Id, newId } from '../../../platform/ids.ts';
import { organisation } from '../../accounts/api.ts';
import { activeCustomer } from '../../customers/api.ts';
import { newDraft } from '../draft.ts';
import { endOf, RecurringContent, recurringEnd, RecurringInvoice, RecurringMode, Rhythm } from '../recurring.ts';
import { createRecurring as create } from '../repo.ts';
import { scheduled } from '../schedule-recurring.ts';

export const createRecurring = action({
  name: 'invoices/create-recurring',
  summary: 'Sets up an invoice that is made anew every week, month, quarter or year',
  permission: 'invoices.finalize',
  input: z.object({
    customerId: Id,
    rhythm: Rhythm,
    startOn: IsoDate,
    ...recurringEnd,
    mode: RecurringMode.default('draft'),
    content: RecurringContent,
  }),
  output: RecurringInvoice,
  async run({ input, org, clock, tx }) {
    const { times: _times, ...fields } = input;
    const { customerId, startOn, content } = input;
    const endOn = endOf(input, input) ?? null;
    const [sender, receiver] = await Promise.all([organisation(tx, org), activeCustomer(tx, org, customerId)]);
    if (startOn < businessDate(clock.now(), sender.timeZone)) {
      throw invalidField('startOn', { en: 'The first period cannot begin in the past.', nl: 'De eerste periode kan niet in het verleden beginnen.' });
    }
    const id = newId();
    // Priced once, so that a mistake is found now and not at night on the first of the month.
    newDraft(id, { organisation: sender, customer: receiver, clock }, content);
    const status = 'active' as const;
    const next = scheduled({ ...input, endOn, status }, 0, sender.timeZone);
    return create(tx, org, { ...fields, endOn, id, ...next, problem: null });
  },
});
