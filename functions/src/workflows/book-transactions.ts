import * as z from 'zod';
import { action } from '../platform/action.ts';
import { Instant } from '../platform/instant.ts';
import { minor } from '../platform/money.ts';
import { feeMovement, knownEntries, payoutMovement, postEntry, suspenseMovement, type LedgerLine } from '../domains/ledger/api.ts';
import { ledgerIdOf, ProviderName, Settlement } from '../domains/payments/api.ts';

const Booking = z.object({ kind: z.enum(['payout', 'fee', 'suspense']), settlement: Settlement, at: Instant, memo: z.string() });

/** Movements of the provider's balance that follow from no document of ours. */
export const bookTransactions = action({
  name: 'payments/book-transactions',
  summary: 'Books payouts, fees and unexplained movements of the balance at a provider',
  access: 'system',
  input: z.object({ provider: ProviderName, bookings: z.array(Booking) }),
  output: z.object({ booked: z.int() }),
  async run({ input, tx, org, clock }) {
    const ids = input.bookings.map(({ settlement }) => ledgerIdOf(input.provider, settlement.transactionId));
    const known = await knownEntries(tx, org, ids);
    const open = input.bookings.filter(({ settlement }) => !known.has(ledgerIdOf(input.provider, settlement.transactionId)));
    for (const booking of open) {
      const { settlement, at, memo } = booking;
      const id = ledgerIdOf(input.provider, settlement.transactionId);
      postEntry({ tx, org, clock }, { id, at, memo, source: { collection: 'provider', id: settlement.transactionId }, lines: linesOf(booking) });
    }
    return { booked: open.length };
  },
});

function linesOf({ kind, settlement }: z.output<typeof Booking>): LedgerLine[] {
  const { currency, amount, fee, net } = settlement;
  if (kind === 'fee') return feeMovement(minor(-net), currency);
  if (kind === 'suspense') return suspenseMovement(settlement);
  return [...payoutMovement(minor(-amount), currency), ...feeMovement(fee, currency)];
}
