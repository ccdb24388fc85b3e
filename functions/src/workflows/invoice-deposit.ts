import * as z from 'zod';
import { organisation } from '../domains/accounts/api.ts';
import { customer } from '../domains/customers/api.ts';
import { createDraft, Invoice, newDraft } from '../domains/invoices/api.ts';
import { quoteById, type Quote } from '../domains/quotes/api.ts';
import { wantRates } from '../domains/rates/api.ts';
import { groupId, splitDeposit, StoredLine, type DepositPart } from '../domains/vat/api.ts';
import { action } from '../platform/action.ts';
import { businessDate } from '../platform/business-date.ts';
import { AppError } from '../platform/errors.ts';
import { Id, newId } from '../platform/ids.ts';
import { AmountMinor, BasisPoints } from '../platform/money.ts';
import { type Tx } from '../platform/tx.ts';
import { type Tenant } from '../platform/tenancy.ts';

const MORE = { error: 'must be more than zero' };

/** A share of the quote's total, or an amount including VAT. */
const Share = z.union([z.strictObject({ percentBp: BasisPoints.refine((share) => share > 0, MORE) }), z.strictObject({ amount: AmountMinor.refine((amount) => amount > 0, MORE) })], {
  error: 'Give a deposit as { percentBp } or as { amount }',
});

export const invoiceDeposit = action({
  name: 'quotes/invoice-deposit',
  summary: 'Makes a draft invoice for a deposit on an accepted quote; the final invoice deducts it',
  permission: 'invoices.write',
  input: z.object({
    quoteId: Id,
    deposit: Share,
  }),
  output: Invoice,
  async run({ input, org, clock, correlationId, tx }) {
    const quote = await acceptedQuote(tx, org, input.quoteId);
    const [sender, receiver] = await Promise.all([organisation(tx, org), customer(tx, org, quote.customerId)]);
    const share = 'percentBp' in input.deposit ? input.deposit : { amountMinor: input.deposit.amount };
    const lines = splitDeposit(quote.vat, share).map((part) => depositLine(quote, part));
    const { id: quoteId, language, currency } = quote;
    await wantRates({ tx, org, clock, correlationId }, currency, businessDate(clock.now(), sender.timeZone));
    const content = { lines, language, currency, priceMode: 'inclusive', purpose: 'deposit', quoteId } as const;
    return createDraft(tx, org, newDraft(newId(), { organisation: sender, customer: receiver, clock }, content));
  },
});

async function acceptedQuote(tx: Tx, org: Tenant, quoteId: string): Promise<Quote> {
  const quote = await quoteById(tx, org, quoteId);
  if (quote.status === 'accepted') return quote;
  throw new AppError('wrong-state', `quote ${quote.id} is ${quote.status}`, {
    say: {
      en: 'A deposit is asked on a quote that was accepted and not invoiced yet.',
      nl: 'Een aanbetaling vraag je op een offerte die is aanvaard en nog niet gefactureerd.',
    },
  });
}

/** One line per rate, taxed as the lines of the quote that it is a deposit on. */
function depositLine(quote: Quote, { treatment, gross }: DepositPart): StoredLine {
  const like = quote.lines.find((line) => line.chosen && groupId(line) === groupId(treatment));
  const number = quote.number ?? '';
  return StoredLine.parse({
    description: quote.language === 'nl' ? `Aanbetaling op offerte ${number}` : `Deposit on quote ${number}`,
    quantity: '1',
    unitPrice: gross,
    vat: like?.vat,
    supply: like?.supply,
  });
}
