import * as z from 'zod';
import { action } from '../../../platform/action.ts';
import { Id } from '../../../platform/ids.ts';
import { assertIssued } from '../frozen.ts';
import { Invoice } from '../invoice.ts';
import { plannedAt } from '../remind.ts';
import { changeInvoice, invoiceById, reminderSteps } from '../repo.ts';

export const resolveDispute = action({
  name: 'invoices/resolve-dispute',
  summary: 'Ends the dispute of an invoice; reminders go on where they stopped',
  permission: 'invoices.write',
  input: z.object({ invoiceId: Id }),
  output: Invoice,
  async run({ input, org, tx }) {
    const invoice = await invoiceById(tx, org, input.invoiceId);
    assertIssued(invoice);
    const resolved = { ...invoice, dispute: null };
    const nextAt = invoice.status === 'overdue' ? plannedAt(resolved, await reminderSteps(tx, org)) : null;
    return changeInvoice(tx, org, invoice, { dispute: null, reminders: { ...invoice.reminders, nextAt } });
  },
});
