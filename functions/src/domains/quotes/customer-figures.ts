import { type FiguresSource } from '../customers/api.ts';
import { countQuotes } from './repo.ts';

/** What the quotes of a customer come to. */
export const quoteFigures: FiguresSource = async (_reader, org, customerId) => {
  const [openQuotes, acceptedQuotes] = await Promise.all([countQuotes(org, customerId, 'sent'), countQuotes(org, customerId, 'accepted')]);
  return { counts: { openQuotes, acceptedQuotes } };
};
