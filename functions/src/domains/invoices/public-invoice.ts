import * as z from 'zod';
import { IsoDate } from '../../platform/business-date.ts';
import { AmountMinor, CurrencyCode } from '../../platform/money.ts';
import { Language } from '../../platform/text.ts';
import { type IssuedInvoice } from './frozen.ts';
import { Invoice } from './invoice.ts';

/** What the holder of an invoice's link may see: that invoice, and nothing of the staff's side of it. */
export const PublicInvoice = z.object({
  kind: Invoice.shape.kind,
  status: Invoice.shape.status,
  number: z.string(),
  language: Language,
  currency: CurrencyCode,
  issueDate: IsoDate,
  dueDate: IsoDate,
  /** `legalName`: in whose name the account is. */
  seller: z.object({ name: z.string(), legalName: z.string(), email: z.string().nullable(), iban: z.string().nullable(), colour: z.string() }),
  buyer: z.object({ name: z.string() }),
  lines: z.array(
    z.object({ description: z.string(), detail: z.string().nullable(), quantity: z.string(), unit: z.string().nullable(), net: AmountMinor }),
  ),
  vat: z.array(z.object({ category: z.string(), rateBp: z.int(), base: AmountMinor, vat: AmountMinor })),
  totals: z.object({ discount: AmountMinor, deposits: AmountMinor, net: AmountMinor, vat: AmountMinor, gross: AmountMinor }),
  wording: z.array(z.string()),
  amounts: Invoice.shape.amounts,
  pdf: z.object({ path: z.string() }).nullable(),
});
export type PublicInvoice = z.output<typeof PublicInvoice>;

export function publicInvoiceOf(invoice: IssuedInvoice): PublicInvoice {
  const { kind, status, number, language, currency, issueDate, dueDate, seller, buyer, amounts, totals } = invoice;
  return {
    kind,
    status,
    number,
    language,
    currency,
    issueDate,
    dueDate,
    seller: { name: seller.tradeName ?? seller.name, legalName: seller.name, email: seller.email, iban: seller.iban, colour: seller.branding.colour },
    buyer: { name: buyer.name },
    lines: invoice.lines.map(({ description, detail, quantity, unit, net }) => ({ description, detail, quantity, unit, net: net.amount })),
    vat: invoice.vat.map(({ category, rateBp, base, vat }) => ({ category, rateBp, base, vat })),
    totals: { discount: totals.discount, deposits: totals.deposits, net: totals.net, vat: totals.vat, gross: totals.gross },
    wording: invoice.wording.map((wording) => wording[language]),
    amounts,
    pdf: invoice.pdf === null ? null : { path: invoice.pdf.path },
  };
}
