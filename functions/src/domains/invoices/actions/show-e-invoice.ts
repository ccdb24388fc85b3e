import * as z from 'zod';
import { query } from '../../../platform/action.ts';
import { Id } from '../../../platform/ids.ts';
import { renderUbl } from '../../documents/api.ts';
import { assertIssued } from '../frozen.ts';
import { filenameOf } from '../mailing.ts';
import { paperOf } from '../paper.ts';
import { invoiceById } from '../repo.ts';

export const showEInvoice = query({
  name: 'invoices/show-e-invoice',
  summary: 'An issued invoice or credit note as UBL 2.1, by the rules of Peppol BIS 3.0 or NLCIUS',
  permission: 'invoices.read',
  input: z.object({ invoiceId: Id, profile: z.enum(['peppol-bis-3', 'nlcius']) }),
  output: z.object({ filename: z.string(), xml: z.string() }),
  async read({ input, org, reader }) {
    const invoice = await invoiceById(reader, org, input.invoiceId);
    assertIssued(invoice);
    return { filename: `${filenameOf(invoice.number)}.xml`, xml: await renderUbl(paperOf(org, invoice, undefined), input.profile) };
  },
});
