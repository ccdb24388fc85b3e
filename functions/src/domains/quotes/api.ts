/** Quotes, for the flows that turn them into work or an invoice, and for customers who cannot go while one names them. */
export { Quote, type DraftQuoteLine } from './quote.ts';
export { QUOTE_TRANSITIONS, QuoteStatus } from './status.ts';
export { customerHasQuotes, quoteById } from './repo.ts';
export { agreedLines, markConverted } from './conversion.ts';
