import { businessDate, type IsoDate } from '../../platform/business-date.ts';
import { invalidField } from '../../platform/errors.ts';
import { type Quote } from './quote.ts';

/** A document of Firestore holds 1 MiB; what is above this could not be stored. */
const MAX_BYTES = 900_000;

/** What only sending a quote, or the customer's answer, fills in. */
export const UNSENT = {
  seller: null,
  issueDate: null,
  expiresAt: null,
  sentTo: null,
  sentAt: null,
  sendError: null,
  pdf: null,
  acceptedPdf: null,
  acceptance: null,
  decline: null,
  invoiceId: null,
  projectId: null,
  archivedAt: null,
} satisfies Partial<Quote>;

/** @throws AppError `invalid-input` when the texts of the lines together are too long to be one document */
export function assertFits(quote: Pick<Quote, 'lines' | 'intro' | 'closing'>): void {
  if (Buffer.byteLength(JSON.stringify(quote)) <= MAX_BYTES) return;
  throw invalidField('lines', { en: 'The lines are too long together.', nl: 'De regels zijn samen te lang.' });
}

/**
 * The organisation's own date, and that a quote can still be accepted on it.
 * @throws AppError `invalid-input` on `validUntil`
 */
export function assertAhead(validUntil: IsoDate | null, now: Date, timeZone: string): IsoDate {
  const today = businessDate(now, timeZone);
  if (validUntil === null || validUntil >= today) return today;
  throw invalidField('validUntil', { en: 'The last day to accept this quote has passed.', nl: 'De laatste dag om deze offerte te aanvaarden is voorbij.' });
}
