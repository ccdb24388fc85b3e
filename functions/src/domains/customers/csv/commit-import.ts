import { type Clock } from '../../../platform/clock.ts';
import { invalidField } from '../../../platform/errors.ts';
import { newId } from '../../../platform/ids.ts';
import { enqueue } from '../../../platform/outbox.ts';
import { type Tenant } from '../../../platform/tenancy.ts';
import { transact, type Tx } from '../../../platform/tx.ts';
import { organisation } from '../../accounts/api.ts';
import { searchableTexts } from '../customer.ts';
import { customerRef, customersById, importRef, indexed, nextCustomerNumbers, stored, type CustomerImport } from '../repo.ts';
import { importIndexing } from './index-import.ts';
import { notValid } from './not-valid.ts';
import { readCustomers, type ChangedCustomer, type ReadCustomers } from './read-customers.ts';

/**
 * One commit of Firestore holds 10 MiB, its index entries included; what is above that could not be all or nothing.
 * Prefixes for searching would be most of it, so they are written afterwards (`index-import.ts`), and the other fields
 * of customers have no index of their own.
 */
const MAX_COMMIT_BYTES = 9_500_000;
/** A document's path and overhead, its entries in the two indexes of the list and in that of the number. */
const BYTES_AROUND = 600;

/** @throws AppError `invalid-input` on the field `csv` */
export function assertOneCommit({ added, changed }: Pick<ReadCustomers, 'added' | 'changed'>): void {
  const written = [...added, ...changed.map(({ change }) => change)];
  const bytes = written.reduce((sum, customer) => sum + Buffer.byteLength(JSON.stringify(customer)) + BYTES_AROUND, 0);
  if (bytes <= MAX_COMMIT_BYTES) return;
  throw invalidField('csv', { en: 'This is too much text for one import. Split the file.', nl: 'Dit is te veel tekst voor één import. Splits het bestand.' });
}

interface Import {
  readonly org: Tenant;
  readonly clock: Clock;
  readonly correlationId: string;
  /** Follows from the file where that adds customers, so that the same file is not imported twice. */
  readonly importId: string;
  /** Which attempt this is: one that is taken up again finds its own work. */
  readonly attempt: string;
  readonly csv: string;
}

/** Adds and changes all customers in one transaction. @returns what the import came to, also when it had been done before */
export function commitImport({ org, clock, correlationId, importId, attempt, csv }: Import): Promise<CustomerImport> {
  return transact(clock, async (tx) => {
    const earlier = await tx.get(importRef(org, importId));
    if (earlier !== undefined) return earlier;
    const { address, language } = await organisation(tx, org);
    // In the transaction: whoever changes one of these customers meanwhile is not overwritten with what was.
    const read = await readCustomers(csv, { country: address.country, existing: (ids) => customersById(tx, org, ids) });
    if (read.issues.length > 0) throw notValid(read.issues);
    const { added, changed, unchanged } = read;
    const firstNumber = added.length === 0 ? null : await nextCustomerNumbers(tx, org, added.length);
    added.forEach((customer, index) => {
      const facts = { ...customer, language: customer.language ?? language, id: newId(), number: (firstNumber ?? 0) + index, archivedAt: null };
      tx.create(customerRef(org, facts.id), { ...stored(facts), searchWords: [] });
    });
    const renamed = changed.filter((one) => changeCustomer(tx, org, one)).map(({ before }) => before.id);
    if (added.length + renamed.length > 0) enqueue({ tx, org, clock, correlationId }, importIndexing, { firstNumber, customers: added.length, renamed });
    return tx.append(importRef(org, importId), { id: importId, attempt, at: clock.now(), customers: added.length, changed: changed.length, unchanged, firstNumber });
  });
}

/** @returns whether the words changed by which it is found; until they are written, it is not found by any */
function changeCustomer(tx: Tx, org: Tenant, { before, change }: ChangedCustomer): boolean {
  const after = { ...before, ...change, language: change.language ?? before.language };
  const renamed = JSON.stringify(searchableTexts(after)) !== JSON.stringify(searchableTexts(before));
  const { sortName } = indexed(after);
  tx.update(customerRef(org, before.id), { ...change, language: after.language, sortName, ...(renamed ? { searchWords: [] } : {}) });
  return renamed;
}
