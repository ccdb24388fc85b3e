import * as z from 'zod';
import { providerAction } from '../../../platform/action.ts';
import { AppError } from '../../../platform/errors.ts';
import { Id, newId, stableId } from '../../../platform/ids.ts';
import { organisation } from '../../accounts/api.ts';
import { assertOneCommit, commitImport } from '../csv/commit-import.ts';
import { CsvText, MAX_CSV_BYTES } from '../csv/csv-text.ts';
import { readCustomers, type CsvIssue } from '../csv/read-customers.ts';
import { importRef } from '../repo.ts';

const Opened = z.object({ importId: Id, attempt: Id });

/**
 * Thousands of customers in one transaction are too many for the audit record of the call, which names every change.
 * So the call records that the import begins, and what follows is one transaction of its own; a call that dies in
 * between is taken up again by its idempotency key, or has imported nothing.
 */
export const importCustomers = providerAction({
  name: 'customers/import',
  summary: 'Adds the customers of a CSV file, all of them or none',
  permission: 'customers.write',
  maxBytes: MAX_CSV_BYTES,
  input: z.object({ csv: CsvText }),
  output: z.object({ importId: Id, imported: z.int(), firstNumber: z.int(), lastNumber: z.int() }),
  opened: Opened,
  async run({ input, org, tx }) {
    const { address } = await organisation(tx, org);
    const importId = stableId('customer-import', input.csv);
    if ((await tx.get(importRef(org, importId))) !== undefined) throw importedBefore(importId);
    const { customers, issues } = await readCustomers(input.csv, address.country);
    if (issues.length > 0) throw notValid(issues);
    assertOneCommit(customers);
    return { importId, attempt: newId() };
  },
  async call({ input, opened, org, clock, correlationId, reader }) {
    const { address, language } = await organisation(reader, org);
    const { customers } = await readCustomers(input.csv, address.country);
    const complete = customers.map((customer) => ({ ...customer, language: customer.language ?? language }));
    return commitImport({ org, clock, correlationId, ...opened, customers: complete });
  },
  async settle({ opened, answer }) {
    // Somebody else's import of the same file came first.
    if (answer.attempt !== opened.attempt) throw importedBefore(opened.importId);
    const { customers, firstNumber } = answer;
    return { importId: answer.id, imported: customers, firstNumber, lastNumber: firstNumber + customers - 1 };
  },
});

function importedBefore(importId: string): AppError {
  return new AppError('conflict', `import ${importId} was done before`, {
    say: { en: 'This file has been imported already.', nl: 'Dit bestand is al geïmporteerd.' },
  });
}

/** Issues as of any other input; which line and column is in their path. */
function notValid(issues: readonly CsvIssue[]): AppError {
  return new AppError('invalid-input', `csv: ${issues.length} issues, the first on line ${issues[0]?.line}`, {
    say: {
      en: `Nothing was imported: ${issues.length} cells are not right. The first is on line ${issues[0]?.line}.`,
      nl: `Er is niets geïmporteerd: ${issues.length} cellen kloppen niet. De eerste staat op regel ${issues[0]?.line}.`,
    },
    issues: issues.map(({ line, column, message }) => ({ path: ['csv', String(line), column].filter((part) => part !== null).join('.'), code: 'custom', message })),
    data: { issues },
  });
}
