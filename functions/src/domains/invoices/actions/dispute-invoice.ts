import * as z from 'zod';
import { action } from '../../../platform/action.ts';
import { AppError } from '../../../platform/errors.ts';
import { Id } from '../../../platform/ids.ts';
import { shortText } from '../../../platform/text.ts';
import { assertIssued } from '../frozen.ts';
import { Invoice } from '../invoice.ts';
import { changeInvoice, invoiceById } from '../repo.ts';
import { UNPAID } from '../status.ts';

export const disputeInvoice = action({
  name: 'invoices/dispute',
  summary: 'Notes that the customer contests an invoice; reminders wait until that is resolved',
  permission: 'invoices.write',
  input: z.object({ invoiceId: Id, reason: shortText(300) }),
  output: Invoice,
  async run({ input, org, clock, tx }) {
    const invoice = await invoiceById(tx, org, input.invoiceId);
    assertIssued(invoice);
    if (!UNPAID.includes(invoice.status)) throw new AppError('wrong-state', `invoice ${invoice.id} is ${invoice.status}`);
    const dispute = { reason: input.reason, since: clock.now() };
    return changeInvoice(tx, org, invoice, { dispute, reminders: { ...invoice.reminders, nextAt: null } });
  },
});
