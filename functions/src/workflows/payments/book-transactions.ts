import * as z from 'zod';
import { action } from '../../platform/action.ts';
import { BalanceBooking, bookBalance, ProviderName } from '../../domains/payments/api.ts';

/** Movements of the provider's balance that follow from no document of ours. */
export const bookTransactions = action({
  name: 'payments/book-transactions',
  summary: 'Books payouts, fees and unexplained movements of the balance at a provider',
  access: 'system',
  input: z.object({ provider: ProviderName, bookings: z.array(BalanceBooking) }),
  output: z.object({ booked: z.int() }),
  async run({ input, actor: _actor, ...recording }) {
    return { booked: await bookBalance(recording, input.provider, input.bookings) };
  },
});
