import { AppError } from '../../platform/errors.ts';
import { type Quote } from './quote.ts';

/** A version of a quote that has been given to the customer, with all that this fixes. */
export type SentQuote = Quote & { readonly [K in 'number' | 'seller' | 'issueDate' | 'validUntil']: NonNullable<Quote[K]> };

/** @throws AppError `wrong-state` for a draft */
export function assertSent(quote: Quote): asserts quote is SentQuote {
  const { number, seller, issueDate, validUntil } = quote;
  if (number === null || seller === null || issueDate === null || validUntil === null) {
    throw new AppError('wrong-state', `quote ${quote.id} has not been sent`, {
      say: { en: 'This quote has not been sent.', nl: 'Deze offerte is niet verstuurd.' },
    });
  }
}
