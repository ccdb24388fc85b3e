import * as z from 'zod';
import { action } from '../../../platform/action.ts';
import { businessDate } from '../../../platform/business-date.ts';
import { Id } from '../../../platform/ids.ts';
import { assertIssued } from '../frozen.ts';
import { plannedAt } from '../remind.ts';
import { changeInvoice, invoiceById, reminderSteps } from '../repo.ts';
import { InvoiceStatus, statusFor, UNPAID } from '../status.ts';

export const markOverdue = action({
  name: 'invoices/mark-overdue',
  summary: 'Notes that the due date of an unpaid invoice has passed, and plans its reminders',
  access: 'system',
  input: z.object({ invoiceId: Id }),
  output: z.object({ status: InvoiceStatus }),
  async run({ input, org, clock, tx }) {
    const invoice = await invoiceById(tx, org, input.invoiceId);
    assertIssued(invoice);
    const now = clock.now();
    // Paid or credited since the sweep found it.
    if (invoice.overdueAt === null || invoice.overdueAt > now) return { status: invoice.status };
    const { totals, amounts, dueDate, seller, reminders } = invoice;
    const status = statusFor(totals.gross, amounts, dueDate, businessDate(now, seller.timeZone));
    const nextAt = UNPAID.includes(status) ? plannedAt(invoice, await reminderSteps(tx, org)) : null;
    return { status: changeInvoice(tx, org, invoice, { status, overdueAt: null, reminders: { ...reminders, nextAt } }).status };
  },
});
