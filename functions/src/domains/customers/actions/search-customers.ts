import * as z from 'zod';
import { query } from '../../../platform/action.ts';
import { Customer } from '../customer.ts';
import { findCustomers } from '../search.ts';

export const searchCustomers = query({
  name: 'customers/search',
  summary: 'Finds customers by the beginning of any word of their name, number, e-mail address, city or contacts',
  permission: 'customers.read',
  input: z.object({
    /** Empty: all customers. */
    text: z.string().max(200, 'must have at most 200 characters').default(''),
    archived: z.boolean().default(false),
    cursor: z.string().max(2000).nullable().default(null),
    limit: z.int().min(1).max(100).default(25),
  }),
  output: z.object({ customers: z.array(Customer), nextCursor: z.string().nullable() }),
  read: ({ input, org, reader }) => findCustomers(reader, org, input),
});
