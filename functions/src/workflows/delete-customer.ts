import * as z from 'zod';
import { customer, removeCustomer } from '../domains/customers/api.ts';
import { customerHasInvoices } from '../domains/invoices/api.ts';
import { customerHasProjects } from '../domains/projects/api.ts';
import { customerHasQuotes } from '../domains/quotes/api.ts';
import { action } from '../platform/action.ts';
import { AppError } from '../platform/errors.ts';
import { Id } from '../platform/ids.ts';
import { type Tenant } from '../platform/tenancy.ts';
import { type Reader } from '../platform/tx.ts';

/** Each kind of document that names a customer, and the question whether one does. */
const dependants: Readonly<Record<string, (reader: Reader, org: Tenant, customerId: string) => Promise<boolean>>> = {
  quotes: customerHasQuotes,
  invoices: customerHasInvoices,
  projects: customerHasProjects,
};

export const deleteCustomer = action({
  name: 'customers/delete',
  summary: 'Deletes a customer that no document names; others can be archived',
  permission: 'customers.write',
  input: z.object({ customerId: Id }),
  output: z.object({ customerId: Id }),
  async run({ input: { customerId }, org, tx }) {
    // Whoever makes a document reads the customer in its transaction, so of the two only one commits.
    await customer(tx, org, customerId);
    const found = await Promise.all(Object.entries(dependants).map(async ([kind, has]) => ((await has(tx, org, customerId)) ? [kind] : [])));
    const kinds = found.flat();
    if (kinds.length > 0) throw inUse(customerId, kinds);
    removeCustomer(tx, org, customerId);
    return { customerId };
  },
});

function inUse(customerId: string, dependants: readonly string[]): AppError {
  return new AppError('wrong-state', `customer ${customerId} has ${dependants.join(', ')}`, {
    say: {
      en: 'This customer has documents and cannot be deleted. Archive the customer instead.',
      nl: 'Deze klant heeft documenten en kan niet worden verwijderd. Archiveer de klant.',
    },
    data: { dependants },
  });
}
