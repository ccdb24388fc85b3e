import * as z from 'zod';
import { action } from '../../../platform/action.ts';
import { Id } from '../../../platform/ids.ts';
import { enqueue } from '../../../platform/outbox.ts';
import { email } from '../../../platform/text.ts';
import { assertIssued } from '../frozen.ts';
import { Invoice } from '../invoice.ts';
import { assertMailable, mailInvoice } from '../mailing.ts';
import { pdfOf } from '../outbox-kinds.ts';
import { invoiceById } from '../repo.ts';

export const sendInvoice = action({
  name: 'invoices/send',
  summary: 'Mails an issued invoice or credit note with its PDF; again when it was sent before',
  permission: 'invoices.write',
  input: z.object({
    invoiceId: Id,
    /** Somebody else than the customer's own address. */
    to: email.optional(),
  }),
  output: Invoice,
  async run({ input, org, clock, correlationId, tx }) {
    const invoice = await invoiceById(tx, org, input.invoiceId);
    assertIssued(invoice);
    const receiver = { email: input.to ?? invoice.buyer.email };
    assertMailable(receiver);
    const to = receiver.email;
    const posting = { tx, org, clock, correlationId };
    // Without its PDF it is not sent; the effect that makes the PDF then sends it.
    if (invoice.pdf === null) enqueue(posting, pdfOf, { invoiceId: invoice.id, send: true, to });
    else mailInvoice(posting, invoice, { to });
    return invoice;
  },
});
