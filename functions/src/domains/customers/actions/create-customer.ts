import { action } from '../../../platform/action.ts';
import { newId } from '../../../platform/ids.ts';
import { organisation } from '../../accounts/api.ts';
import { Customer, NewCustomer } from '../customer.ts';
import { customerRef, nextCustomerNumbers, stored } from '../repo.ts';

export const createCustomer = action({
  name: 'customers/create',
  summary: 'Adds a customer',
  permission: 'customers.write',
  input: NewCustomer,
  output: Customer,
  hot: () => 'customers',
  async run({ input, org, tx }) {
    const language = input.language ?? (await organisation(tx, org)).language;
    const number = await nextCustomerNumbers(tx, org, 1);
    const id = newId();
    return tx.create(customerRef(org, id), stored({ ...input, id, number, language, archivedAt: null }));
  },
});
