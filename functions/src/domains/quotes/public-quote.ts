import * as z from 'zod';
import { IsoDate } from '../../platform/business-date.ts';
import { Instant } from '../../platform/instant.ts';
import { AmountMinor, CurrencyCode } from '../../platform/money.ts';
import { Language } from '../../platform/text.ts';
import { nameIn } from '../invoices/api.ts';
import { PriceMode, VatGroup } from '../vat/api.ts';
import { type Quote } from './quote.ts';
import { assertSent } from './sent.ts';
import { QuoteStatus } from './status.ts';

const PublicLine = z.object({
  /** Its place in the quote, from 0: what `chosen` names. */
  index: z.int(),
  description: z.string(),
  detail: z.string().nullable(),
  quantity: z.string(),
  unit: z.string().nullable(),
  /** In the price mode of the quote, after the line's own discount. */
  amount: AmountMinor,
  optional: z.boolean(),
  chosen: z.boolean(),
});

/** What the holder of a quote's link may see: that quote, and nothing of the staff's side of it. */
export const PublicQuote = z.object({
  status: QuoteStatus,
  /** Waiting for an answer, and still in time for one. */
  open: z.boolean(),
  number: z.string(),
  revision: z.int(),
  /** The version that the link was mailed for; lower than `revision` when there is a newer one. */
  linkRevision: z.int(),
  /** The seller is changing it: what is shown is the last version that was sent, and cannot be accepted. */
  beingChanged: z.boolean(),
  language: Language,
  currency: CurrencyCode,
  priceMode: PriceMode,
  issueDate: IsoDate,
  validUntil: IsoDate,
  timeZone: z.string(),
  subject: z.string().nullable(),
  intro: z.string().nullable(),
  closing: z.string().nullable(),
  seller: z.object({
    name: z.string(),
    address: z.array(z.string()),
    email: z.string().nullable(),
    phone: z.string().nullable(),
    kvkNumber: z.string().nullable(),
    vatNumber: z.string().nullable(),
    colour: z.string(),
  }),
  buyer: z.object({ name: z.string(), contactName: z.string().nullable(), address: z.array(z.string()) }),
  lines: z.array(PublicLine),
  vat: z.array(z.object({ category: VatGroup.shape.category, rateBp: z.int(), base: AmountMinor, vat: AmountMinor })),
  totals: z.object({ lines: AmountMinor, discount: AmountMinor, net: AmountMinor, vat: AmountMinor, gross: AmountMinor }),
  wording: z.array(z.string()),
  /** The agreed version when there is one, else the one that was mailed; `null` until it is made. */
  pdf: z.object({ path: z.string(), filename: z.string() }).nullable(),
  /** `on`: the day, when the seller wrote down what was agreed by phone or on paper. */
  acceptance: z.object({ name: z.string(), at: Instant, on: IsoDate.nullable() }).nullable(),
  decline: z.object({ reason: z.string(), at: Instant }).nullable(),
});
export type PublicQuote = z.output<typeof PublicQuote>;

/** How a visitor came to a quote. */
interface Visit {
  readonly linkRevision: number;
  readonly beingChanged: boolean;
  readonly now: Date;
}

/** @param quote a version that has been sent */
export function publicQuoteOf(quote: Quote, { linkRevision, beingChanged, now }: Visit): PublicQuote {
  assertSent(quote);
  const { status, number, revision, language, currency, priceMode, issueDate, validUntil, seller, totals } = quote;
  return {
    status,
    open: status === 'sent' && !beingChanged && quote.expiresAt !== null && now < quote.expiresAt,
    number,
    revision,
    linkRevision,
    beingChanged,
    language,
    currency,
    priceMode,
    issueDate,
    validUntil,
    timeZone: seller.timeZone,
    subject: quote.subject,
    intro: quote.intro,
    closing: quote.closing,
    seller: publicSeller(seller),
    buyer: { name: quote.buyer.name, contactName: quote.buyer.contactName, address: addressLines(quote.buyer.address) },
    lines: quote.lines.map(({ description, detail, quantity, unit, typed, optional, chosen }, index) => {
      return { index, description, detail, quantity, unit, amount: typed.amount, optional, chosen };
    }),
    vat: quote.vat.map(({ category, rateBp, base, vat }) => ({ category, rateBp, base, vat })),
    totals: { lines: totals.lines, discount: totals.discount, net: totals.net, vat: totals.vat, gross: totals.gross },
    wording: quote.wording.map((wording) => wording[language]),
    pdf: publicPdf(quote.acceptedPdf ?? quote.pdf),
    acceptance: quote.acceptance === null ? null : { name: quote.acceptance.name, at: quote.acceptance.at, on: quote.acceptance.recorded?.on ?? null },
    decline: quote.decline,
  };
}

function publicSeller({ name, tradeName, address, email, phone, kvkNumber, vatNumber, branding }: NonNullable<Quote['seller']>) {
  return { name: tradeName ?? name, address: addressLines(address), email, phone, kvkNumber, vatNumber, colour: branding.colour };
}

function publicPdf(pdf: Quote['pdf']) {
  return pdf === null ? null : { path: pdf.path, filename: nameIn(pdf.path) };
}

function addressLines(address: { street: string; postalCode: string; city: string } | null): string[] {
  return address === null ? [] : [address.street, `${address.postalCode} ${address.city}`.trim()];
}
