import * as z from 'zod';
import { action } from '../../../platform/action.ts';
import { AppError } from '../../../platform/errors.ts';
import { Id } from '../../../platform/ids.ts';
import { Quote } from '../quote.ts';
import { changeQuote, quoteById } from '../repo.ts';

export const archiveQuote = action({
  name: 'quotes/archive',
  summary: 'Takes a quote out of lists; one that waits for an answer stays where it is seen',
  permission: 'quotes.write',
  input: z.object({ quoteId: Id }),
  output: Quote,
  async run({ input: { quoteId }, org, clock, tx }) {
    const quote = await quoteById(tx, org, quoteId);
    if (quote.status === 'sent') {
      throw new AppError('wrong-state', `quote ${quoteId} waits for an answer`, {
        say: { en: 'This quote is waiting for an answer.', nl: 'Deze offerte wacht nog op een antwoord.' },
      });
    }
    return quote.archivedAt === null ? changeQuote(tx, org, quote, { archivedAt: clock.now() }) : quote;
  },
});
