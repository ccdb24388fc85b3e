import * as z from 'zod';
import { Instant } from '../../platform/instant.ts';
import { minor } from '../../platform/money.ts';
import { feeMovement, knownEntries, payoutMovement, postEntry, suspenseMovement, type LedgerLine } from '../ledger/api.ts';
import { ledgerIdOf } from './add-movement.ts';
import { type ProviderName } from './checkout.ts';
import { type Recording } from './payable.ts';
import { Settlement } from './payment.ts';

/** A movement of the balance at a provider that follows from no document of ours. */
export const BalanceBooking = z.object({ kind: z.enum(['payout', 'fee', 'suspense']), settlement: Settlement, at: Instant, memo: z.string() });
export type BalanceBooking = z.output<typeof BalanceBooking>;

/** Books each movement once, however often it is heard of. @returns how many were new */
export async function bookBalance({ tx, org, clock }: Recording, provider: ProviderName, bookings: readonly BalanceBooking[]): Promise<number> {
  const idOf = ({ settlement }: BalanceBooking) => ledgerIdOf(provider, settlement.transactionId);
  const known = await knownEntries(tx, org, bookings.map(idOf));
  const open = bookings.filter((booking) => !known.has(idOf(booking)));
  for (const booking of open) {
    const { settlement, at, memo } = booking;
    const source = { collection: 'provider', id: settlement.transactionId };
    postEntry({ tx, org, clock }, { id: idOf(booking), at, memo, source, lines: linesOf(booking) });
  }
  return open.length;
}

function linesOf({ kind, settlement }: BalanceBooking): LedgerLine[] {
  const { currency, amount, fee, net } = settlement;
  if (kind === 'fee') return feeMovement(minor(-net), currency);
  if (kind === 'suspense') return suspenseMovement(settlement);
  return [...payoutMovement(minor(-amount), currency), ...feeMovement(fee, currency)];
}
