import * as z from 'zod';
import { IsoDate } from '../../platform/business-date.ts';
import { Id } from '../../platform/ids.ts';
import { Instant, stamps } from '../../platform/instant.ts';
import { CurrencyCode } from '../../platform/money.ts';
import { Language, longText, shortText } from '../../platform/text.ts';
import { Party } from '../customers/api.ts';
import { Seller } from '../invoices/api.ts';
import { DraftDiscount, DraftLine, PricedDocument, PricedLine, PriceMode } from '../vat/api.ts';
import { QuoteStatus } from './status.ts';

const choice = {
  /** The customer may leave this line out. */
  optional: z.boolean().default(false),
  /** Whether an optional line counts: as the seller proposes it, and from acceptance on as the customer wants it. */
  chosen: z.boolean().default(false),
};

/** A line as a person writes it. A line that is not optional is always chosen. */
export const DraftQuoteLine = DraftLine.extend(choice).overwrite((line) => ({ ...line, chosen: !line.optional || line.chosen }));
export type DraftQuoteLine = z.output<typeof DraftQuoteLine>;

export const DraftQuoteLines = z.array(DraftQuoteLine).min(1, 'must have at least one line').max(500, 'must have at most 500 lines');

/** A line as stored; the amounts of one that is not chosen are what it would add. */
export const QuoteLine = PricedLine.extend(choice);
export type QuoteLine = z.output<typeof QuoteLine>;

/** What a person decides of a quote while it is a draft, besides the customer and the lines. */
export const draftTerms = {
  language: Language,
  currency: CurrencyCode,
  priceMode: PriceMode,
  discount: DraftDiscount.nullable(),
  /** The last day on which it can be accepted; the organisation's usual term, counted from sending, unless told. */
  validUntil: IsoDate.nullable(),
  subject: shortText(200).nullable(),
  /** Above the lines. */
  intro: longText(5000).nullable(),
  /** Below the totals: conditions, planning. */
  closing: longText(5000).nullable(),
};

/** A file that never changes; `fileId` names its document among the files. */
const StoredPdf = z.object({ fileId: Id, path: z.string(), sha256: z.string() });

/** An agreement given otherwise than on the quote's page, as the staff wrote it down. */
const RecordedAnswer = z.object({
  /** The day on which the customer said so. */
  on: IsoDate,
  how: z.enum(['phone', 'paper', 'mail', 'in-person'], { error: 'must be phone, paper, mail or in-person' }),
  /** What is worth remembering of it; for the staff only. */
  note: longText(1000),
  /** Who wrote it down: `user:<uid>` or `key:<id>`. */
  by: z.string(),
});

const Acceptance = z.object({
  name: z.string(),
  at: Instant,
  /** `null` when the customer accepted on the page. */
  recorded: RecordedAnswer.nullable(),
});

/** What the staff says of an agreement that it writes down. */
export const recordedFields = RecordedAnswer.omit({ by: true }).shape;

export const Quote = z.object({
  id: Id,
  status: QuoteStatus,
  /** Given at the first sending and kept by later versions. */
  number: z.string().nullable(),
  /** Counts up each time a quote that had been sent is changed. */
  revision: z.int().positive(),
  customerId: Id,
  /** As they were at sending; `null` while this version is a draft. */
  seller: Seller.nullable(),
  buyer: Party,
  ...draftTerms,
  ...PricedDocument.shape,
  lines: z.array(QuoteLine),
  issueDate: IsoDate.nullable(),
  /** When it can no longer be accepted; `null` unless it is waiting for an answer. */
  expiresAt: Instant.nullable(),
  /** The address it was mailed to. */
  sentTo: z.string().nullable(),
  /** When the mail service took the mail; `null` before that. */
  sentAt: Instant.nullable(),
  /** Why the mail could not be delivered, when it was given up. */
  sendError: z.string().nullable(),
  /** As it was mailed. */
  pdf: StoredPdf.nullable(),
  /** As it was agreed, with the options that were chosen, the name and the time. */
  acceptedPdf: StoredPdf.nullable(),
  acceptance: Acceptance.nullable(),
  decline: z.object({ reason: z.string(), at: Instant }).nullable(),
  /** What it was turned into, once. */
  invoiceId: Id.nullable(),
  projectId: Id.nullable(),
  archivedAt: Instant.nullable(),
  ...stamps,
});
export type Quote = z.output<typeof Quote>;

/** The texts by which a quote is found. */
export function searchableTexts({ number, subject, buyer }: Pick<Quote, 'number' | 'subject' | 'buyer'>): string[] {
  const texts = [number, buyer.name, buyer.contactName, String(buyer.customerNumber), subject];
  return texts.filter((text) => text !== null);
}

/** A quote before the kernel has stamped it. */
export type NewQuote = Omit<Quote, keyof typeof stamps>;

/** Every field but those that the kernel keeps. */
export type QuotePatch = Partial<Omit<Quote, 'id' | keyof typeof stamps>>;
