import * as z from 'zod';
import { query } from '../../../platform/action.ts';
import { businessDate } from '../../../platform/business-date.ts';
import { AppError } from '../../../platform/errors.ts';
import { organisation } from '../../accounts/api.ts';
import { COLUMNS } from '../csv/columns.ts';
import { OUR_NUMBER } from '../csv/read-customers.ts';
import { writeTable } from '../../../platform/csv.ts';
import { listCustomers, type ListPosition, type StoredCustomer } from '../repo.ts';

const BATCH = 500;
const MOST = 10_000;

export const exportCustomers = query({
  name: 'customers/export',
  summary: 'All customers as a CSV file that a spreadsheet opens, and that can be imported elsewhere',
  permission: 'customers.read',
  input: z.object({
    archived: z.boolean().default(false),
    /** What Dutch spreadsheets expect, unless told. */
    delimiter: z.enum([';', ',', '\t']).default(';'),
    /** A mark by which Excel knows UTF-8. */
    bom: z.boolean().default(true),
  }),
  output: z.object({ filename: z.string(), csv: z.string(), customers: z.int() }),
  async read({ input: { archived, delimiter, bom }, org, clock, reader }) {
    const { timeZone } = await organisation(reader, org);
    const customers: StoredCustomer[] = [];
    for (let after: ListPosition | undefined, more = true; more; ) {
      const page = await listCustomers(reader, org, { prefix: undefined, archived }, after, BATCH);
      customers.push(...page);
      if (customers.length > MOST) throw tooMany();
      after = page.at(-1);
      more = page.length === BATCH;
    }
    const header = [OUR_NUMBER, ...COLUMNS.map(({ name }) => name)];
    const rows = customers.map((customer) => [String(customer.number), ...COLUMNS.map((column) => column.write(customer))]);
    const csv = await writeTable([header, ...rows], { delimiter, bom });
    return { filename: `customers-${businessDate(clock.now(), timeZone)}.csv`, csv, customers: customers.length };
  },
});

function tooMany(): AppError {
  return new AppError('limit-reached', `more than ${MOST} customers`, {
    say: { en: `An export holds at most ${MOST} customers.`, nl: `Een export bevat hoogstens ${MOST} klanten.` },
  });
}
