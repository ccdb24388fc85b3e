import { type Clock } from '../../../platform/clock.ts';
import { invalidField } from '../../../platform/errors.ts';
import { newId } from '../../../platform/ids.ts';
import { enqueue } from '../../../platform/outbox.ts';
import { type Tenant } from '../../../platform/tenancy.ts';
import { transact } from '../../../platform/tx.ts';
import { type NewCustomer } from '../customer.ts';
import { customerRef, importRef, nextCustomerNumbers, stored, type CustomerImport } from '../repo.ts';
import { importIndexing } from './index-import.ts';

/**
 * One commit of Firestore holds 10 MiB, its index entries included; what is above that could not be all or nothing.
 * Prefixes for searching would be most of it, so they are written afterwards (`index-import.ts`), and the other fields
 * of customers have no index of their own.
 */
const MAX_COMMIT_BYTES = 9_500_000;
/** A document's path and overhead, its entries in the two indexes of the list and in that of the number. */
const BYTES_AROUND = 600;

/** @throws AppError `invalid-input` on the field `csv` */
export function assertOneCommit(customers: readonly NewCustomer[]): void {
  const bytes = customers.reduce((sum, customer) => sum + Buffer.byteLength(JSON.stringify(customer)) + BYTES_AROUND, 0);
  if (bytes <= MAX_COMMIT_BYTES) return;
  throw invalidField('csv', { en: 'This is too much text for one import. Split the file.', nl: 'Dit is te veel tekst voor één import. Splits het bestand.' });
}

interface Import {
  readonly org: Tenant;
  readonly clock: Clock;
  readonly correlationId: string;
  /** Follows from the file, so that the same file is not imported twice. */
  readonly importId: string;
  /** Which attempt this is: one that is taken up again finds its own work. */
  readonly attempt: string;
  readonly customers: readonly (NewCustomer & { readonly language: 'nl' | 'en' })[];
}

/** Adds all customers in one transaction. @returns what the import came to, also when it had been done before */
export function commitImport({ org, clock, correlationId, importId, attempt, customers }: Import): Promise<CustomerImport> {
  return transact(clock, async (tx) => {
    const earlier = await tx.get(importRef(org, importId));
    if (earlier !== undefined) return earlier;
    const firstNumber = await nextCustomerNumbers(tx, org, customers.length);
    customers.forEach((customer, index) => {
      const id = newId();
      const facts = { ...customer, id, number: firstNumber + index, archivedAt: null };
      tx.create(customerRef(org, id), { ...stored(facts), searchWords: [] });
    });
    const done = { id: importId, attempt, at: clock.now(), customers: customers.length, firstNumber };
    enqueue({ tx, org, clock, correlationId }, importIndexing, { firstNumber, customers: customers.length });
    return tx.append(importRef(org, importId), done);
  });
}
