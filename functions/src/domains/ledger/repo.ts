import { AggregateField, FieldPath } from 'firebase-admin/firestore';
import { minor, type Minor } from '../../platform/money.ts';
import { tenantCollection, type Tenant } from '../../platform/tenancy.ts';
import { type Reader } from '../../platform/tx.ts';
import { type LedgerEntry } from './entry.ts';

export const ledger = tenantCollection<LedgerEntry>('ledger');

export const entryRef = ledger.doc;

/** Which of these entries exist. */
export async function knownEntries(reader: Reader, org: Tenant, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const found = await reader.getAll(ids.map((id) => ledger.doc(org, id)));
  return new Set(found.flatMap((entry) => (entry === undefined ? [] : [entry.id])));
}

/** The balance of one account in one currency, summed by the database over the index of that field. */
export async function balanceOf(org: Tenant, key: string): Promise<Minor> {
  // One field at a time: a sum of several counts only the entries that have all of them.
  const answer = await ledger.in(org).aggregate({ total: AggregateField.sum(new FieldPath('sums', key)) }).get();
  return minor(answer.data().total);
}
