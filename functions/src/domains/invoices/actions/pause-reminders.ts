import * as z from 'zod';
import { action } from '../../../platform/action.ts';
import { Id } from '../../../platform/ids.ts';
import { assertIssued } from '../frozen.ts';
import { Invoice } from '../invoice.ts';
import { plannedAt } from '../remind.ts';
import { changeInvoice, invoiceById, reminderSteps } from '../repo.ts';

export const pauseReminders = action({
  name: 'invoices/pause-reminders',
  summary: 'Stops the reminders of one invoice, or lets them go on',
  permission: 'invoices.write',
  input: z.object({ invoiceId: Id, stopped: z.boolean() }),
  output: Invoice,
  async run({ input, org, tx }) {
    const invoice = await invoiceById(tx, org, input.invoiceId);
    assertIssued(invoice);
    const reminders = { ...invoice.reminders, stopped: input.stopped };
    const nextAt = invoice.status === 'overdue' ? plannedAt({ ...invoice, reminders }, await reminderSteps(tx, org)) : null;
    return changeInvoice(tx, org, invoice, { reminders: { ...reminders, nextAt } });
  },
});
