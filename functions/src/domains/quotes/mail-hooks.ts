import { type MailHooks } from '../messages/api.ts';
import { QUOTES, changeQuote, quoteById } from './repo.ts';

/** What becomes of the mail that carries a quote. The mail of an earlier version says nothing of the present one. */
export const quoteMailHooks: MailHooks = {
  [QUOTES]: {
    async sent({ tx, org, clock, about }) {
      const quote = await quoteById(tx, org, about.id);
      if (quote.sentAt === null && quote.status !== 'draft') changeQuote(tx, org, quote, { sentAt: clock.now(), sendError: null });
    },
    async failed({ tx, org, about, error }) {
      const quote = await quoteById(tx, org, about.id);
      if (quote.sentAt === null && quote.status !== 'draft') changeQuote(tx, org, quote, { sendError: error });
    },
  },
};
