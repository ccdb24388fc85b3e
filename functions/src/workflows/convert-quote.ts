import * as z from 'zod';
import { organisation } from '../domains/accounts/api.ts';
import { customer } from '../domains/customers/api.ts';
import { createDraft, Invoice, newDraft } from '../domains/invoices/api.ts';
import { agreedLines, markConverted, quoteById } from '../domains/quotes/api.ts';
import { action } from '../platform/action.ts';
import { Id, newId } from '../platform/ids.ts';

export const convertQuote = action({
  name: 'quotes/convert',
  summary: 'Turns an accepted quote into a draft invoice, once',
  permission: 'invoices.write',
  input: z.object({ quoteId: Id }),
  output: Invoice,
  async run({ input, org, clock, tx }) {
    const quote = await quoteById(tx, org, input.quoteId);
    const [sender, receiver] = await Promise.all([organisation(tx, org), customer(tx, org, quote.customerId)]);
    const invoiceId = newId();
    markConverted(tx, org, quote, { invoiceId });
    const { language, currency, priceMode, discount } = quote;
    const content = { lines: agreedLines(quote), language, currency, priceMode, discount, quoteId: quote.id };
    return createDraft(tx, org, newDraft(invoiceId, { organisation: sender, customer: receiver, clock }, content));
  },
});
