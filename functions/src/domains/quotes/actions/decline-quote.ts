import * as z from 'zod';
import { action } from '../../../platform/action.ts';
import { longText } from '../../../platform/text.ts';
import { organisation } from '../../accounts/api.ts';
import { assertAnswerable } from '../answer.ts';
import { mailDecline } from '../mailing.ts';
import { PublicQuote, publicQuoteOf } from '../public-quote.ts';
import { changeQuote, quoteById } from '../repo.ts';
import { targetOf } from '../visit.ts';

export const declineQuote = action({
  name: 'quotes/decline',
  summary: 'The customer does not want the quote, and says why',
  link: 'quote',
  input: z.object({
    reason: longText(1000).min(1, 'must not be empty'),
    /** The version that the customer saw; that of the link when left out. */
    revision: z.int().positive().optional(),
  }),
  output: PublicQuote,
  async run({ input, actor, org, clock, correlationId, tx }) {
    const target = targetOf(actor);
    const revision = input.revision ?? target.revision;
    const quote = await quoteById(tx, org, target.quoteId);
    const visit = { linkRevision: target.revision, beingChanged: false, now: clock.now() };
    if (quote.decline?.reason === input.reason && quote.revision === revision) return publicQuoteOf(quote, visit);
    assertAnswerable(quote, 'declined', revision, clock.now());
    const decline = { reason: input.reason, at: clock.now() };
    const declined = changeQuote(tx, org, quote, { status: 'declined', expiresAt: null, decline });
    mailDecline({ tx, org, clock, correlationId }, await organisation(tx, org), declined);
    return publicQuoteOf(declined, visit);
  },
});
