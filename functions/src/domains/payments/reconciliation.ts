import * as z from 'zod';
import { Id } from '../../platform/ids.ts';
import { Instant } from '../../platform/instant.ts';
import { AmountMinor, CurrencyCode } from '../../platform/money.ts';
import { ProviderName } from './checkout.ts';

/** A movement of the provider's balance, as the report names it. */
export const ReportedTransaction = z.object({
  transactionId: z.string(),
  type: z.string(),
  net: AmountMinor,
  currency: CurrencyCode,
});
export type ReportedTransaction = z.output<typeof ReportedTransaction>;

/** What comparing an organisation's books with its provider has shown. Immutable; every run makes one. */
export const Reconciliation = z
  .object({
    id: Id,
    provider: ProviderName,
    account: z.string().nullable(),
    /** Movements since this moment were looked at. */
    since: Instant,
    at: Instant,
    checked: z.int(),
    /** What a webhook should have told us and did not; now recorded. */
    repaired: z.array(ReportedTransaction),
    /** On its way, so that it cannot be booked yet. */
    underWay: z.array(ReportedTransaction),
    /** Booked as what it is: payouts, the provider's own fees. */
    booked: z.array(ReportedTransaction),
    /** What nobody here has a document for; it is on the account `suspense`, for a person to look at. */
    unmatched: z.array(ReportedTransaction),
    /** What the provider holds and what the ledger says; `null` when several organisations share the account. */
    balances: z.array(z.object({ currency: CurrencyCode, provider: AmountMinor, ledger: AmountMinor, difference: AmountMinor })).nullable(),
    createdAt: Instant,
  })
  .meta({ id: 'Reconciliation' });
export type Reconciliation = z.output<typeof Reconciliation>;

export function isClean({ unmatched, balances }: Pick<Reconciliation, 'unmatched' | 'balances'>): boolean {
  return unmatched.length === 0 && (balances ?? []).every(({ difference }) => difference === 0);
}
