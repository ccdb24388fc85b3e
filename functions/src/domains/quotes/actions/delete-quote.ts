import * as z from 'zod';
import { action } from '../../../platform/action.ts';
import { AppError } from '../../../platform/errors.ts';
import { Id } from '../../../platform/ids.ts';
import { quoteById, quoteRef } from '../repo.ts';

export const deleteQuote = action({
  name: 'quotes/delete',
  summary: 'Deletes a draft that was never sent',
  permission: 'quotes.write',
  input: z.object({ quoteId: Id }),
  output: z.object({ quoteId: Id }),
  async run({ input: { quoteId }, org, tx }) {
    const quote = await quoteById(tx, org, quoteId);
    // A number that was given out stays accounted for.
    if (quote.status !== 'draft' || quote.number !== null) {
      throw new AppError('wrong-state', `quote ${quoteId} has been sent`, {
        say: { en: 'A quote that has been sent cannot be deleted.', nl: 'Een verstuurde offerte kan niet worden verwijderd.' },
      });
    }
    tx.delete(quoteRef(org, quoteId));
    return { quoteId };
  },
});
