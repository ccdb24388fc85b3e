import * as z from 'zod';
import { action } from '../../../platform/action.ts';
import { Id } from '../../../platform/ids.ts';
import { Customer } from '../customer.ts';
import { customerRef, indexed, requireCustomer } from '../repo.ts';

export const restoreCustomer = action({
  name: 'customers/restore',
  summary: 'Brings an archived customer back',
  permission: 'customers.write',
  input: z.object({ customerId: Id }),
  output: Customer,
  async run({ input: { customerId }, org, tx }) {
    const customer = await requireCustomer(tx, org, customerId);
    if (customer.archivedAt === null) return customer;
    return tx.update(customerRef(org, customerId), { archivedAt: null, ...indexed({ ...customer, archivedAt: null }) });
  },
});
