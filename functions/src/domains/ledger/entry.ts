import * as z from 'zod';
import { Id } from '../../platform/ids.ts';
import { Instant } from '../../platform/instant.ts';
import { AmountMinor, CurrencyCode, type Currency, type Minor, minor, sumMinor } from '../../platform/money.ts';
import { LedgerAccount } from './account.ts';

export const LedgerLine = z.object({
  account: LedgerAccount,
  currency: CurrencyCode,
  /** Positive for a debit, negative for a credit; never zero. */
  amount: AmountMinor,
});
export type LedgerLine = z.output<typeof LedgerLine>;

/** One event in the books. Immutable; what was wrong is corrected by another entry. */
export const LedgerEntry = z
  .object({
    id: Id,
    /** When it happened, which may be before it was heard of. */
    at: Instant,
    memo: z.string(),
    /** The document that it follows from. */
    source: z.object({ collection: z.string(), id: z.string() }),
    lines: z.array(LedgerLine).min(2),
    /** The same amounts by account and currency, for sums that the database makes: `receivable_EUR`. */
    sums: z.record(z.string(), AmountMinor),
    createdAt: Instant,
  })
  .meta({ id: 'LedgerEntry' });
export type LedgerEntry = z.output<typeof LedgerEntry>;

/** A line, or nothing for an amount of zero. */
export function line(account: LedgerLine['account'], currency: Currency, amount: number): LedgerLine[] {
  return amount === 0 ? [] : [{ account, currency, amount: minor(amount) }];
}

export function sumKey({ account, currency }: Pick<LedgerLine, 'account' | 'currency'>): string {
  return `${account}_${currency}`;
}

export function sumsOf(lines: readonly LedgerLine[]): Record<string, Minor> {
  const sums: Record<string, Minor> = {};
  for (const entry of lines) sums[sumKey(entry)] = minor((sums[sumKey(entry)] ?? 0) + entry.amount);
  return sums;
}

/** Debits equal credits in every currency by itself. @throws Error, since an unbalanced entry is our mistake */
export function assertBalanced(lines: readonly LedgerLine[]): void {
  for (const currency of new Set(lines.map((entry) => entry.currency))) {
    const total = sumMinor(lines.filter((entry) => entry.currency === currency).map(({ amount }) => amount));
    if (total !== 0) throw new Error(`ledger entry is off by ${total} ${currency}`);
  }
}
