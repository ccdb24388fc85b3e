import * as z from 'zod';
import { query } from '../../../platform/action.ts';
import { organisation } from '../../accounts/api.ts';
import { MAX_CSV_BYTES, CsvText } from '../csv/csv-text.ts';
import { CsvIssue, readCustomers } from '../csv/read-customers.ts';

export const checkCustomerImport = query({
  name: 'customers/check-import',
  summary: 'Dry run of an import: what is wrong, by line and column',
  permission: 'customers.write',
  maxBytes: MAX_CSV_BYTES,
  input: z.object({ csv: CsvText }),
  output: z.object({ rows: z.int(), valid: z.boolean(), issues: z.array(CsvIssue) }),
  async read({ input, org, reader }) {
    const { address } = await organisation(reader, org);
    const { rows, issues } = await readCustomers(input.csv, address.country);
    return { rows, valid: issues.length === 0, issues: [...issues] };
  },
});
