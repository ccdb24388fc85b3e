import * as z from 'zod';
import { decodeCursor, encodeCursor } from '../../platform/cursor.ts';
import { Instant } from '../../platform/instant.ts';
import { search } from '../../platform/search.ts';
import { type Tenant } from '../../platform/tenancy.ts';
import { type Reader } from '../../platform/tx.ts';
import { searchableTexts, type Quote } from './quote.ts';
import { countQuotesLike, listQuotes, type ListPosition, type QuoteFilter } from './repo.ts';

interface Question extends Omit<QuoteFilter, 'prefix'> {
  readonly text: string;
  readonly cursor: string | null;
  readonly limit: number;
}

const Position = z.strictObject({ createdAt: Instant, id: z.string().max(128) });

/** Quotes by the words of their number, subject and customer; the newest first. */
export async function findQuotes(reader: Reader, org: Tenant, question: Question): Promise<{ quotes: Quote[]; nextCursor: string | null }> {
  const { text, cursor, limit, ...filter } = question;
  const after = cursor === null ? undefined : decodeCursor(Position, cursor);
  const { found, next } = await search<Quote, ListPosition>(
    {
      list: (prefix, from, most) => listQuotes(reader, org, { ...filter, prefix }, from, most),
      count: (prefix, most) => countQuotesLike(org, { ...filter, prefix }, most),
      textsOf: searchableTexts,
      ...(text === '' ? {} : { accepts: (quote: Quote) => passes(quote, filter) }),
      positionOf: ({ createdAt, id }) => ({ createdAt, id }),
    },
    { text, limit, after },
  );
  return { quotes: found, nextCursor: next === null ? null : encodeCursor(z.encode(Position, next)) };
}

function passes({ status, customerId }: Quote, filter: Pick<QuoteFilter, 'status' | 'customerId'>): boolean {
  return (filter.status === null || filter.status === status) && (filter.customerId === null || filter.customerId === customerId);
}
