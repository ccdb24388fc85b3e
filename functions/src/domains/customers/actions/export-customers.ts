import * as z from 'zod';
import { query } from '../../../platform/action.ts';
import { businessDate } from '../../../platform/business-date.ts';
import { AppError } from '../../../platform/errors.ts';
import { Language } from '../../../platform/text.ts';
import { organisation } from '../../accounts/api.ts';
import { COLUMNS, OUR_ID, OUR_NUMBER } from '../csv/columns.ts';
import { writeTable } from '../../../platform/csv.ts';
import { listCustomers, type ListPosition, type StoredCustomer } from '../repo.ts';

const BATCH = 500;
const MOST = 10_000;

export const exportCustomers = query({
  name: 'customers/export',
  summary: 'All customers as a CSV file that a spreadsheet opens, and that can be imported again, here or elsewhere',
  permission: 'customers.read',
  input: z.object({
    archived: z.boolean().default(false),
    /** What Dutch spreadsheets expect, unless told. */
    delimiter: z.enum([';', ',', '\t']).default(';'),
    /** A mark by which Excel knows UTF-8. */
    bom: z.boolean().default(true),
    /** Of the headers and of what stands under them; that of the organisation unless told. */
    language: Language.optional(),
  }),
  output: z.object({ filename: z.string(), csv: z.string(), customers: z.int() }),
  async read({ input: { archived, delimiter, bom, ...told }, org, clock, reader }) {
    const { timeZone, language: usual } = await organisation(reader, org);
    const language = told.language ?? usual;
    const customers: StoredCustomer[] = [];
    for (let after: ListPosition | undefined, more = true; more; ) {
      const page = await listCustomers(reader, org, { prefix: undefined, archived }, after, BATCH);
      customers.push(...page);
      if (customers.length > MOST) throw tooMany();
      after = page.at(-1);
      more = page.length === BATCH;
    }
    // The id goes last, where it is in nobody's way; by it an import finds the customer again.
    const header = [OUR_NUMBER[language], ...COLUMNS.map(({ name }) => name[language]), OUR_ID];
    const rows = customers.map((customer) => [String(customer.number), ...COLUMNS.map((column) => column.write(customer, language)), customer.id]);
    const csv = await writeTable([header, ...rows], { delimiter, bom });
    return { filename: `${language === 'nl' ? 'klanten' : 'customers'}-${businessDate(clock.now(), timeZone)}.csv`, csv, customers: customers.length };
  },
});

function tooMany(): AppError {
  return new AppError('limit-reached', `more than ${MOST} customers`, {
    say: { en: `An export holds at most ${MOST} customers.`, nl: `Een export bevat hoogstens ${MOST} klanten.` },
  });
}
