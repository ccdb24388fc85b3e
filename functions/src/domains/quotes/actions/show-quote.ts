import * as z from 'zod';
import { query } from '../../../platform/action.ts';
import { Id } from '../../../platform/ids.ts';
import { Quote } from '../quote.ts';
import { quoteById, revisionOf } from '../repo.ts';

export const showQuote = query({
  name: 'quotes/show',
  summary: 'One quote, or an earlier version of it',
  permission: 'quotes.read',
  input: z.object({
    quoteId: Id,
    /** A version that was sent and then replaced. */
    revision: z.int().positive().optional(),
  }),
  output: Quote,
  async read({ input: { quoteId, revision }, org, reader }) {
    const quote = await quoteById(reader, org, quoteId);
    return revision === undefined || revision === quote.revision ? quote : revisionOf(reader, org, quoteId, revision);
  },
});
