import * as z from 'zod';
import { action } from '../../../platform/action.ts';
import { Id } from '../../../platform/ids.ts';
import { Customer } from '../customer.ts';
import { customerRef, indexed, requireCustomer } from '../repo.ts';

export const archiveCustomer = action({
  name: 'customers/archive',
  summary: 'Takes a customer out of lists and new documents; what exists stays',
  permission: 'customers.write',
  input: z.object({ customerId: Id }),
  output: Customer,
  async run({ input: { customerId }, org, clock, tx }) {
    const customer = await requireCustomer(tx, org, customerId);
    if (customer.archivedAt !== null) return customer;
    const archivedAt = clock.now();
    return tx.update(customerRef(org, customerId), { archivedAt, ...indexed({ ...customer, archivedAt }) });
  },
});
