import { tenantCollection, type Tenant } from './tenancy.ts';
import { type Tx } from './tx.ts';

interface Sequence {
  readonly id: string;
  /** The last number given out. */
  readonly last: number;
}

const sequences = tenantCollection<Sequence>('sequences');

/**
 * The next number of a series: 1, 2, 3, … without a gap, since it advances in the transaction that uses it.
 * Call it last, after every check that can fail: the document is locked from here to the commit.
 * @param key one series, for instance `invoices-2026`
 */
export async function nextNumber(tx: Tx, org: Tenant, key: string): Promise<number> {
  const ref = sequences.doc(org, key);
  const next = ((await tx.get(ref))?.last ?? 0) + 1;
  tx.set(ref, { id: key, last: next });
  return next;
}
