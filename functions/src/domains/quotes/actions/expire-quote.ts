import * as z from 'zod';
import { action } from '../../../platform/action.ts';
import { Id } from '../../../platform/ids.ts';
import { changeQuote, quoteById } from '../repo.ts';
import { QuoteStatus } from '../status.ts';

export const expireQuote = action({
  name: 'quotes/expire',
  summary: 'Notes that the last day of a quote has passed without an answer',
  access: 'system',
  input: z.object({ quoteId: Id }),
  output: z.object({ status: QuoteStatus }),
  async run({ input: { quoteId }, org, clock, tx }) {
    const quote = await quoteById(tx, org, quoteId);
    // Answered, or sent again with a later date, since the sweep found it.
    if (quote.status !== 'sent' || quote.expiresAt === null || quote.expiresAt > clock.now()) return { status: quote.status };
    return { status: changeQuote(tx, org, quote, { status: 'expired', expiresAt: null }).status };
  },
});
