import * as z from 'zod';
import { query } from '../../../platform/action.ts';
import { Id } from '../../../platform/ids.ts';
import { customer } from '../../customers/api.ts';
import { Quote } from '../quote.ts';
import { findQuotes } from '../search.ts';
import { QuoteStatus } from '../status.ts';

export const searchQuotes = query({
  name: 'quotes/search',
  summary: 'Finds quotes by the beginning of any word of their number, subject or customer, the newest first',
  permission: 'quotes.read',
  input: z.object({
    /** Empty: all quotes. */
    text: z.string().max(200, 'must have at most 200 characters').default(''),
    status: QuoteStatus.nullable().default(null),
    customerId: Id.nullable().default(null),
    archived: z.boolean().default(false),
    cursor: z.string().max(2000).nullable().default(null),
    limit: z.int().min(1).max(100).default(25),
  }),
  output: z.object({ quotes: z.array(Quote), nextCursor: z.string().nullable() }),
  async read({ input, org, reader }) {
    // A customer that does not exist is a mistake to be told of, not a list that happens to be empty.
    if (input.customerId !== null) await customer(reader, org, input.customerId);
    return findQuotes(reader, org, input);
  },
});
