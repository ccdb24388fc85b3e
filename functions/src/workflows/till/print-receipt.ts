import * as z from 'zod';
import { query } from '../../platform/action.ts';
import { AppError } from '../../platform/errors.ts';
import { Id } from '../../platform/ids.ts';
import { type Tenant } from '../../platform/tenancy.ts';
import { type Reader } from '../../platform/tx.ts';
import { organisation } from '../../domains/accounts/api.ts';
import { renderSlip } from '../../domains/documents/api.ts';
import { invoiceById } from '../../domains/invoices/api.ts';
import { orderById } from '../../domains/orders/api.ts';
import { tillMovement, tillNamed, type TillMovement } from '../../domains/till/api.ts';
import { invoiceRows, orderRows, slipOf, type Sold } from './slip.ts';

/** Made while the customer waits, and again whenever somebody asks; what it says stands in the movement and its document. */
export const printReceipt = query({
  name: 'till/print-receipt',
  summary: 'The receipt of a sale or refund at the counter, for a printer with a roll of 80 mm',
  permission: 'till.use',
  input: z.object({ movementId: Id }),
  output: z.object({
    name: z.string(),
    contentType: z.literal('application/pdf'),
    /** The file in base64. */
    content: z.base64(),
  }),
  async read({ input, org, reader }) {
    const movement = await tillMovement(reader, org, input.movementId);
    const sold = await soldBy(reader, org, movement);
    const { bytes } = await renderSlip(slipOf(await organisation(reader, org), (await tillNamed(reader, org, movement.tillId)).name, movement, sold));
    const name = `${sold.language === 'nl' ? 'bon' : 'receipt'}-${sold.number.replace(/[^\w-]+/g, '-')}.pdf`;
    return { name, contentType: 'application/pdf' as const, content: Buffer.from(bytes).toString('base64') };
  },
});

async function soldBy(reader: Reader, org: Tenant, { id, subject }: TillMovement): Promise<Sold> {
  if (subject === null) {
    throw new AppError('wrong-state', `till movement ${id} is no sale`, {
      say: { en: 'Only a sale or a refund has a receipt.', nl: 'Alleen een verkoop of terugbetaling heeft een bon.' },
    });
  }
  if (subject.collection === 'invoices') {
    const invoice = await invoiceById(reader, org, subject.id);
    return { language: invoice.language, name: 'invoice', number: invoice.number ?? '', lines: invoiceRows(invoice), due: invoice.amounts.due };
  }
  const order = await orderById(reader, org, subject.id);
  return { language: order.customer.language, name: 'order', number: order.number, lines: orderRows(order), due: order.payment.due };
}
