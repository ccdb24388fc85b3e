import * as z from 'zod';
import { action } from '../../../platform/action.ts';
import { AppError } from '../../../platform/errors.ts';
import { AmountMinor } from '../../../platform/money.ts';
import { shortText } from '../../../platform/text.ts';
import { agreed, agreedPrices } from '../agree.ts';
import { assertAnswerable } from '../answer.ts';
import { PublicQuote, publicQuoteOf } from '../public-quote.ts';
import { quoteById } from '../repo.ts';
import { targetOf } from '../visit.ts';

export const acceptQuote = action({
  name: 'quotes/accept',
  summary: 'The customer agrees to the quote, by name, with the options ticked',
  link: 'quote',
  input: z.object({
    name: shortText(120),
    /** The version that the customer saw; that of the link when left out. */
    revision: z.int().positive().optional(),
    /** Places of the optional lines wanted; the seller's proposal when left out. */
    chosen: z.array(z.int().min(0)).max(500).optional(),
    /** The total including VAT that the customer saw. */
    total: AmountMinor.optional(),
  }),
  output: PublicQuote,
  async run({ input, actor, org, clock, correlationId, tx }) {
    const target = targetOf(actor);
    const revision = input.revision ?? target.revision;
    const quote = await quoteById(tx, org, target.quoteId);
    const visit = { linkRevision: target.revision, beingChanged: false, now: clock.now() };
    // A second press of the button, or a reload, finds what the first one did.
    if (quote.acceptance?.name === input.name && quote.revision === revision) return publicQuoteOf(quote, visit);
    assertAnswerable(quote, 'accepted', revision, clock.now());
    const priced = agreedPrices(quote, input.chosen);
    if (input.total !== undefined && input.total !== priced.totals.gross) throw otherTotal(quote.id, priced.totals.gross);
    const acceptance = { name: input.name, at: clock.now(), recorded: null };
    return publicQuoteOf(agreed({ tx, org, clock, correlationId }, quote, priced, acceptance), visit);
  },
});

function otherTotal(quoteId: string, gross: number): AppError {
  return new AppError('version-mismatch', `quote ${quoteId} comes to ${gross} with this choice`, {
    say: { en: 'With this choice the total is different. Please check it and accept again.', nl: 'Met deze keuze is het totaal anders. Controleer het en aanvaard opnieuw.' },
    data: { gross },
  });
}
