import * as z from 'zod';
import { query } from '../../../platform/action.ts';
import { PublicQuote } from '../public-quote.ts';
import { targetOf, visibleQuote } from '../visit.ts';

export const viewQuote = query({
  name: 'quotes/view',
  summary: 'What the holder of a quote\'s link sees of it, with the totals for the options ticked',
  link: 'quote',
  input: z.object({
    /** Places of the optional lines to count; the seller's proposal when left out. */
    chosen: z.array(z.int().min(0)).max(500).optional(),
  }),
  output: PublicQuote,
  read: ({ input, actor, org, clock, reader }) => visibleQuote(reader, org, targetOf(actor), clock.now(), input.chosen),
});
