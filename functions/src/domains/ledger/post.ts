import { type Clock } from '../../platform/clock.ts';
import { type Tenant } from '../../platform/tenancy.ts';
import { type Tx } from '../../platform/tx.ts';
import { assertBalanced, sumsOf, type LedgerEntry, type LedgerLine } from './entry.ts';
import { entryRef } from './repo.ts';

interface Where {
  readonly tx: Tx;
  readonly org: Tenant;
  readonly clock: Clock;
}

interface Posting {
  /** Made from what happened, so that the same event is the same entry. */
  readonly id: string;
  readonly at: Date;
  readonly memo: string;
  readonly source: LedgerEntry['source'];
  readonly lines: readonly LedgerLine[];
}

/**
 * Books one event, in the transaction of the change that it belongs to. An entry that would move nothing is left out.
 * @throws Error when debits and credits differ, or (at the commit) when the entry exists
 */
export function postEntry({ tx, org, clock }: Where, { lines, ...posting }: Posting): void {
  assertBalanced(lines);
  if (lines.length === 0) return;
  tx.append(entryRef(org, posting.id), { ...posting, lines: [...lines], sums: sumsOf(lines), createdAt: clock.now() });
}
