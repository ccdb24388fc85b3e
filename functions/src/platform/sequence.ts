import { laterOf, type IsoDate } from './business-date.ts';
import { tenantCollection, type Tenant } from './tenancy.ts';
import { type Tx } from './tx.ts';

interface Sequence {
  readonly id: string;
  /** The last number given out. */
  readonly last: number;
  /** The date that went with it, in series whose numbers rise with the date. */
  readonly lastDate?: IsoDate;
}

const sequences = tenantCollection<Sequence>('sequences');

/** Where a series stands, to be read together with other documents before it is advanced. */
export const sequenceRef = sequences.doc;

/**
 * The next number of a series: 1, 2, 3, … without a gap, since it advances in the transaction that uses it.
 * Call it last, after every check that can fail: the document is locked from here to the commit.
 * @param key one series, for instance `invoices-2026`
 */
export function nextNumber(tx: Tx, org: Tenant, key: string): Promise<number> {
  return nextNumbers(tx, org, key, 1);
}

/** As `nextNumber`, `count` of them at once: the first of a run without a gap. */
export async function nextNumbers(tx: Tx, org: Tenant, key: string, count: number): Promise<number> {
  const ref = sequences.doc(org, key);
  const last = (await tx.get(ref))?.last ?? 0;
  tx.set(ref, { id: key, last: last + count });
  return last + 1;
}

/**
 * As `nextNumber`, for numbers that rise with their date. Two calls just before and just after midnight may commit the
 * other way round; the one that comes second then takes the date of the first.
 */
export async function nextDatedNumber(tx: Tx, org: Tenant, key: string, today: IsoDate): Promise<{ number: number; date: IsoDate }> {
  const ref = sequences.doc(org, key);
  const sequence = await tx.get(ref);
  const number = (sequence?.last ?? 0) + 1;
  const date = laterOf(today, sequence?.lastDate ?? today);
  tx.set(ref, { id: key, last: number, lastDate: date });
  return { number, date };
}

/** Reads a counter along with other documents, so that taking its number later costs no round trip of its own. */
export async function readyNumber(tx: Tx, org: Tenant, key: string): Promise<void> {
  await tx.get(sequences.doc(org, key));
}
