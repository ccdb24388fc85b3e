import * as z from 'zod';
import { action } from '../../../platform/action.ts';
import { AppError } from '../../../platform/errors.ts';
import { Id } from '../../../platform/ids.ts';
import { email } from '../../../platform/text.ts';
import { mailQuote } from '../mailing.ts';
import { Quote } from '../quote.ts';
import { changeQuote, quoteById } from '../repo.ts';
import { assertSent } from '../sent.ts';

export const resendQuote = action({
  name: 'quotes/resend',
  summary: 'Mails a quote that waits for an answer once more',
  permission: 'quotes.write',
  input: z.object({ quoteId: Id, to: email.optional() }),
  output: Quote,
  async run({ input: { quoteId, to }, org, clock, correlationId, tx }) {
    const quote = await quoteById(tx, org, quoteId);
    if (quote.status !== 'sent') {
      throw new AppError('wrong-state', `quote ${quoteId} is ${quote.status}`, {
        say: { en: 'This quote is not waiting for an answer.', nl: 'Deze offerte wacht niet op een antwoord.' },
      });
    }
    const changed = changeQuote(tx, org, quote, { sentTo: to ?? quote.sentTo, sentAt: null, sendError: null });
    assertSent(changed);
    mailQuote({ tx, org, clock, correlationId }, changed);
    return changed;
  },
});
