import * as z from 'zod';
import { action } from '../../../platform/action.ts';
import { Id } from '../../../platform/ids.ts';
import { Quote } from '../quote.ts';
import { changeQuote, quoteById } from '../repo.ts';

export const restoreQuote = action({
  name: 'quotes/restore',
  summary: 'Brings an archived quote back',
  permission: 'quotes.write',
  input: z.object({ quoteId: Id }),
  output: Quote,
  async run({ input: { quoteId }, org, tx }) {
    const quote = await quoteById(tx, org, quoteId);
    return quote.archivedAt === null ? quote : changeQuote(tx, org, quote, { archivedAt: null });
  },
});
