import * as z from 'zod';
import { providerAction } from '../../../platform/action.ts';
import { AppError } from '../../../platform/errors.ts';
import { Id, newId, stableId } from '../../../platform/ids.ts';
import { reader } from '../../../platform/tx.ts';
import { organisation } from '../../accounts/api.ts';
import { assertOneCommit, commitImport } from '../csv/commit-import.ts';
import { csvFields, csvText, MAX_CSV_BYTES } from '../csv/csv-text.ts';
import { notValid } from '../csv/not-valid.ts';
import { readCustomers } from '../csv/read-customers.ts';
import { customersById, importRef } from '../repo.ts';

const Opened = z.object({ importId: Id, attempt: Id });

/**
 * Thousands of customers in one transaction are too many for the audit record of the call, which names every change.
 * So the call records that the import begins, and what follows is one transaction of its own; a call that dies in
 * between is taken up again by its idempotency key, or has imported nothing.
 */
export const importCustomers = providerAction({
  name: 'customers/import',
  summary: 'Adds the customers of a CSV file and changes those that it names by id, all of them or none',
  permission: 'customers.write',
  maxBytes: MAX_CSV_BYTES,
  input: z.object(csvFields),
  output: z.object({
    importId: Id,
    imported: z.int(),
    changed: z.int(),
    /** Those that were as the file has them. */
    unchanged: z.int(),
    /** Of the customers that were added; `null` when none was. */
    firstNumber: z.int().nullable(),
    lastNumber: z.int().nullable(),
  }),
  opened: Opened,
  async run({ input, org, tx }) {
    const csv = csvText(input);
    const { address } = await organisation(tx, org);
    // Outside the transaction: nothing is changed by it, and the commit reads them again.
    const read = await readCustomers(csv, { country: address.country, existing: (ids) => customersById(reader, org, ids) });
    if (read.issues.length > 0) throw notValid(read.issues);
    assertOneCommit(read);
    const attempt = newId();
    // Adding is not to happen twice; changing to what the file says may.
    if (read.added.length === 0) return { importId: attempt, attempt };
    const importId = stableId('customer-import', csv);
    if ((await tx.get(importRef(org, importId))) !== undefined) throw importedBefore(importId);
    return { importId, attempt };
  },
  async call({ input, opened, org, clock, correlationId }) {
    return commitImport({ org, clock, correlationId, ...opened, csv: csvText(input) });
  },
  async settle({ opened, answer }) {
    // Somebody else's import of the same file came first.
    if (answer.attempt !== opened.attempt) throw importedBefore(opened.importId);
    const { customers, changed, unchanged, firstNumber } = answer;
    return { importId: answer.id, imported: customers, changed, unchanged, firstNumber, lastNumber: firstNumber === null ? null : firstNumber + customers - 1 };
  },
});

function importedBefore(importId: string): AppError {
  return new AppError('conflict', `import ${importId} was done before`, {
    say: { en: 'This file has been imported already.', nl: 'Dit bestand is al geïmporteerd.' },
  });
}
