import * as z from 'zod';
import { query } from '../../../platform/action.ts';
import { AppError } from '../../../platform/errors.ts';
import { assertIssued } from '../frozen.ts';
import { PublicInvoice, publicInvoiceOf } from '../public-invoice.ts';
import { invoiceById } from '../repo.ts';

export const viewInvoice = query({
  name: 'invoices/view',
  summary: 'What the holder of an invoice\'s link sees of it',
  link: 'invoice',
  input: z.object({}),
  output: PublicInvoice,
  async read({ actor, org, reader }) {
    if (actor.kind !== 'link') throw new AppError('forbidden', 'only for the holder of a link');
    const invoice = await invoiceById(reader, org, actor.documentId);
    assertIssued(invoice);
    return publicInvoiceOf(invoice);
  },
});
