import type { Figure } from './figure.ts';
import { everyFaultEnds, lostAnswers, otherBodyIsRefused, sameRequestAtOnce } from './payment-faults.ts';
import { contendersForOneInvoice, endsOfShuffledEvents, refundsAtOnce } from './payment-races.ts';
import { booksOfAWholeOrganisation } from './whole-books.ts';
import { STRIPE_POSTS } from './stripe-posts.ts';

const part = 'payments';
const kinds = `${STRIPE_POSTS.length} kinds of POST`;

export const paymentsFigures: Figure[] = [
  {
    part,
    name: 'the same request 20 times at once with one key: rounds with one object here, one at Stripe and 20 equal answers',
    bar: 'every round',
    run: async ({ rounds }) => ({ value: rounds, ok: await sameRequestAtOnce(rounds) }),
  },
  {
    part,
    name: 'the same key with another body',
    bar: 'refused',
    run: async () => verdict(await otherBodyIsRefused(), 'refused'),
  },
  {
    part,
    name: 'the answer lost after every kind of POST to Stripe, then asked again; every POST with a key of ours',
    bar: 'no second object',
    run: async () => verdict(await lostAnswers(), kinds),
  },
  {
    part,
    name: 'Stripe answering 500, 429, 503, reset, half a body or nothing at all: a typed error within 30 s, and one end',
    bar: 'every fault',
    // In few rounds every fault meets one kind of request, another one each day; in full every fault meets all of them.
    run: async ({ rounds, seed }) => verdict(await everyFaultEnds(rounds >= 20 ? 'all' : seed), 'every fault'),
  },
  {
    part,
    name: 'events five-fold, reversed and shuffled: different ends, times apart',
    bar: '1 end',
    run: async ({ rounds, seed }) => {
      const ends = await endsOfShuffledEvents(rounds, seed);
      return { value: ends, ok: ends === 1 };
    },
  },
  {
    part,
    name: 'writing off, crediting and being paid at once: rounds in which each happened once at most and the books agree',
    bar: 'every round',
    run: async ({ rounds }) => ({ value: rounds, ok: await contendersForOneInvoice(rounds) }),
  },
  {
    part,
    name: '20 refunds at once: rounds in which as many went out as fit in what was paid',
    bar: 'every round',
    run: async ({ rounds, seed }) => ({ value: rounds, ok: await refundsAtOnce(rounds, seed) }),
  },
  {
    part,
    name: 'an organisation to which things happen at random, half of the events lost: rounds after which the books, the invoices and Stripe agree to the cent',
    bar: 'every round',
    run: async ({ rounds, seed }) => ({ value: rounds, ok: await booksOfAWholeOrganisation(rounds, seed) }),
  },
];

function verdict(ok: boolean, value: string): { value: string; ok: boolean } {
  return { value: ok ? value : 'not so', ok };
}
