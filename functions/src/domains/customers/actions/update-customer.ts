import * as z from 'zod';
import { action } from '../../../platform/action.ts';
import { assertVersion, given } from '../../../platform/change.ts';
import { Id } from '../../../platform/ids.ts';
import { Customer, customerFields } from '../customer.ts';
import { customerRef, indexed, requireCustomer } from '../repo.ts';

export const updateCustomer = action({
  name: 'customers/update',
  summary: 'Changes the given fields of a customer; documents that were sent keep what they say',
  permission: 'customers.write',
  input: z.object({
    customerId: Id,
    /** The version the person saw; refused when somebody else changed the customer since. */
    ifVersion: z.int().positive().optional(),
    ...z.object(customerFields).partial().shape,
  }),
  output: Customer,
  async run({ input: { customerId, ifVersion, ...fields }, org, tx }) {
    const before = await requireCustomer(tx, org, customerId);
    assertVersion(before, ifVersion);
    const change = given(fields);
    return tx.update(customerRef(org, customerId), { ...change, ...indexed({ ...before, ...change }) });
  },
});
