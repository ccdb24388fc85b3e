import * as z from 'zod';
import { organisation } from '../domains/accounts/api.ts';
import { customer } from '../domains/customers/api.ts';
import { createDraft, deductible, Invoice, newDraft, openDeposits } from '../domains/invoices/api.ts';
import { agreedLines, markConverted, quoteById } from '../domains/quotes/api.ts';
import { wantRates } from '../domains/rates/api.ts';
import { action } from '../platform/action.ts';
import { businessDate } from '../platform/business-date.ts';
import { Id, newId } from '../platform/ids.ts';

export const convertQuote = action({
  name: 'quotes/convert',
  summary: 'Turns an accepted quote into a draft invoice, once, less the deposits that were invoiced on it',
  permission: 'invoices.write',
  input: z.object({ quoteId: Id }),
  output: Invoice,
  async run({ input, org, clock, correlationId, tx }) {
    const quote = await quoteById(tx, org, input.quoteId);
    const [sender, receiver] = await Promise.all([organisation(tx, org), customer(tx, org, quote.customerId)]);
    await wantRates({ tx, org, clock, correlationId }, quote.currency, businessDate(clock.now(), sender.timeZone));
    const invoiceId = newId();
    markConverted(tx, org, quote, { invoiceId });
    const { customerId, language, currency, priceMode, discount } = quote;
    const deposits = await deductible(tx, org, { id: invoiceId, customerId, currency }, await openDeposits(tx, org, quote.id));
    const content = { lines: agreedLines(quote), language, currency, priceMode, discount, quoteId: quote.id, deposits };
    return createDraft(tx, org, newDraft(invoiceId, { organisation: sender, customer: receiver, clock }, content));
  },
});
