import { type IsoDate } from '../../platform/business-date.ts';
import { rootCollection, type Entity } from '../../platform/tenancy.ts';
import { type Reader, type Tx } from '../../platform/tx.ts';
import { type ReferenceRates } from './reference-rates.ts';

interface Check extends Entity {
  /** When the bank was last asked . */
  readonly at: Date;
  readonly answered: boolean;
}

const tables = rootCollection<ReferenceRates>('exchangeRates');
const checks = rootCollection<Check>('exchangeRateChecks');

/** The latest table of a day before `date`. */
export async function latestBefore(reader: Reader, date: IsoDate): Promise<ReferenceRates | undefined> {
  const [table] = await reader.find(tables.all().where('date', '<', date).orderBy('date', 'desc').limit(1));
  return table;
}

/** Keeps the tables that are not there yet; what was published never changes. */
export async function keepTables(tx: Tx, found: readonly Omit<ReferenceRates, 'id'>[]): Promise<number> {
  const refs = found.map(({ date }) => tables.doc(date));
  const known = await tx.getAll(refs);
  const fresh = found.filter((_, index) => known[index] === undefined);
  for (const table of fresh) tx.append(tables.doc(table.date), { ...table, id: table.date });
  return fresh.length;
}

export const lastCheckRef = () => checks.doc('ecb');
