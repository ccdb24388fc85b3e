import * as z from 'zod';
import { query } from '../../../platform/action.ts';
import { Language } from '../../../platform/text.ts';
import { organisation } from '../../accounts/api.ts';
import { CsvIssue, issueIn } from '../csv/csv-issue.ts';
import { csvFields, csvText, MAX_CSV_BYTES } from '../csv/csv-text.ts';
import { readCustomers } from '../csv/read-customers.ts';
import { customersById } from '../repo.ts';

export const checkCustomerImport = query({
  name: 'customers/check-import',
  summary: 'Dry run of an import: what it would do, and what is wrong, by line and column',
  permission: 'customers.write',
  maxBytes: MAX_CSV_BYTES,
  input: z.object({
    ...csvFields,
    /** Of the messages; that of the organisation unless told. */
    language: Language.optional(),
  }),
  output: z.object({
    rows: z.int(),
    valid: z.boolean(),
    /** Customers that the import would add, change, and leave as they are; 0 unless the file is valid. */
    added: z.int(),
    changed: z.int(),
    unchanged: z.int(),
    issues: z.array(CsvIssue),
  }),
  async read({ input, org, reader }) {
    const { address, language } = await organisation(reader, org);
    const existing = (ids: readonly string[]) => customersById(reader, org, ids);
    const { rows, issues, added, changed, unchanged } = await readCustomers(csvText(input), { country: address.country, existing });
    const told = issues.map((issue) => issueIn(input.language ?? language, issue));
    return { rows, valid: issues.length === 0, added: added.length, changed: changed.length, unchanged, issues: told };
  },
});
