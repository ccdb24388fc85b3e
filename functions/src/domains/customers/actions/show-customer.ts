import * as z from 'zod';
import { query } from '../../../platform/action.ts';
import { Id } from '../../../platform/ids.ts';
import { Customer } from '../customer.ts';
import { requireCustomer } from '../repo.ts';

export const showCustomer = query({
  name: 'customers/show',
  summary: 'One customer',
  permission: 'customers.read',
  input: z.object({ customerId: Id }),
  output: Customer,
  read: ({ input, org, reader }) => requireCustomer(reader, org, input.customerId),
});
