import * as z from 'zod';
import { query } from '../../../platform/action.ts';
import { Id } from '../../../platform/ids.ts';
import { Quote } from '../quote.ts';
import { quoteById, revisionOf } from '../repo.ts';

export const showQuoteRevision = query({
  name: 'quotes/show-revision',
  summary: 'One version of a quote, the present one or one that was sent and then replaced',
  permission: 'quotes.read',
  input: z.object({ quoteId: Id, revision: z.int().positive() }),
  output: Quote,
  async read({ input: { quoteId, revision }, org, reader }) {
    const quote = await quoteById(reader, org, quoteId);
    return revision === quote.revision ? quote : revisionOf(reader, org, quoteId, revision);
  },
});
