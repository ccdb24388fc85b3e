import * as z from 'zod';
import { IsoDate } from '../../platform/business-date.ts';
import { Id } from '../../platform/ids.ts';
import { Instant, stamps } from '../../platform/instant.ts';
import { AmountMinor, BasisPoints, CurrencyCode } from '../../platform/money.ts';
import { Language, longText, shortText } from '../../platform/text.ts';
import { Party } from '../customers/api.ts';
import { DraftDiscount, PricedDocument, PriceMode, VatCategory } from '../vat/api.ts';
import { SentReminder } from './reminder-steps.ts';
import { Seller } from './seller.ts';
import { Amounts, InvoiceStatus } from './status.ts';

/** A period that a document bills; both ends belong to it. */
export const BilledPeriod = z
  .strictObject({ from: IsoDate, to: IsoDate })
  .refine(({ from, to }) => from <= to, { error: 'The period ends before it begins', path: ['to'] });

/** The European Central Bank's rate that turned a document into euros. */
export const ExchangeRate = z.object({
  /** Units of the document's currency for one euro, as the bank prints it. */
  rate: z.string(),
  /** The day that the bank published it for. */
  date: IsoDate,
  source: z.literal('ECB'),
});
export type ExchangeRate = z.output<typeof ExchangeRate>;

const groupInEuro = { category: VatCategory, rateBp: BasisPoints, base: AmountMinor, vat: AmountMinor };

/** What a document in another currency comes to in euro cents; the VAT of each group is rounded once. */
export const InEuro = z.object({ net: AmountMinor, vat: AmountMinor, gross: AmountMinor, groups: z.array(z.object(groupInEuro)) });
export type InEuro = z.output<typeof InEuro>;

/** A deposit invoice, as the final invoice that deducts it remembers it. */
export const DeductedDeposit = z.object({
  invoiceId: Id,
  number: z.string(),
  groups: z.array(z.object(groupInEuro)),
});
export type DeductedDeposit = z.output<typeof DeductedDeposit>;

/** The deposit invoices that an invoice deducts, as a client names them. */
export const depositIds = z.array(Id).max(20, 'must be at most 20 deposits').optional();

/** How much of an invoice its credit notes have taken back; see `credit-progress.ts` of the domain vat. */
const CreditProgress = z.object({ quantities: z.array(z.string()).readonly(), charges: z.array(z.boolean()).readonly(), deposits: z.boolean() });

/** The invoice a credit note corrects, and which of its lines. */
const Correction = z.object({
  invoiceId: Id,
  number: z.string(),
  issueDate: IsoDate,
  reason: shortText(300).nullable(),
  /** For each line of the credit note: the line of the invoice, counted from 0. */
  lines: z.array(z.int()),
});

/** What has become of reminding somebody of an invoice. */
const Reminders = z.object({
  sent: z.array(SentReminder),
  /** When the next step is due; `null` when none is. */
  nextAt: Instant.nullable(),
  /** A person has stopped them for this invoice. */
  stopped: z.boolean(),
});

/** The document as stored at finalising. */
const StoredDocument = z.object({ fileId: Id, path: z.string(), sha256: z.string() });

/** What of an invoice a person decides while it is a draft. */
export const draftTerms = {
  language: Language,
  currency: CurrencyCode,
  priceMode: PriceMode,
  discount: DraftDiscount.nullable(),
  /** Day of supply, or of the prepayment; the day of finalising unless told. */
  supplyDate: IsoDate.nullable(),
  period: BilledPeriod.nullable(),
  paymentDays: z.int().min(0).max(365),
  /** The buyer's own reference (BT-10). */
  reference: shortText(100).nullable(),
  /** The buyer's order number (BT-13). */
  orderReference: shortText(100).nullable(),
  notes: longText(2000).nullable(),
};

export const Invoice = z.object({
  id: Id,
  kind: z.enum(['invoice', 'credit-note']),
  /** A deposit is asked before supply; a final invoice deducts the deposits. */
  purpose: z.enum(['standard', 'deposit', 'final']),
  status: InvoiceStatus,
  number: z.string().nullable(),
  customerId: Id,
  quoteId: Id.nullable(),
  projectId: Id.nullable(),
  recurringId: Id.nullable(),
  /** As they were when the invoice was finalised; `null` while it is a draft. */
  seller: Seller.nullable(),
  buyer: Party,
  ...draftTerms,
  ...PricedDocument.shape,
  deposits: z.array(DeductedDeposit),
  /** The final invoice that deducted this deposit. */
  deductedBy: Id.nullable(),
  correction: Correction.nullable(),
  creditProgress: CreditProgress.nullable(),
  exchangeRate: ExchangeRate.nullable(),
  inEuro: InEuro.nullable(),
  /** What payments in another currency came to in euro cents above (or below) the amount invoiced. */
  exchangeDifference: AmountMinor.nullable(),
  issueDate: IsoDate.nullable(),
  dueDate: IsoDate.nullable(),
  /** When the due date has passed where the organisation is; `null` once that has been noted or does not matter. */
  overdueAt: Instant.nullable(),
  amounts: Amounts,
  /** What came in less what went back, by the day on which it moved where the organisation is; one entry per day. */
  received: z.array(z.object({ on: IsoDate, amount: AmountMinor })),
  reminders: Reminders,
  /** The customer contests the invoice: no reminders until it is resolved. */
  dispute: z.object({ reason: shortText(300), since: Instant }).nullable(),
  writeOff: z.object({ reason: shortText(300), on: IsoDate }).nullable(),
  pdf: StoredDocument.nullable(),
  eInvoice: StoredDocument.nullable(),
  sentAt: Instant.nullable(),
  ...stamps,
});
export type Invoice = z.output<typeof Invoice>;

/** Every field but those that the kernel keeps. */
export type InvoicePatch = Partial<Omit<Invoice, 'id' | keyof typeof stamps>>;
