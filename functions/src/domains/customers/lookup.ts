import { AppError } from '../../platform/errors.ts';
import { type Tenant } from '../../platform/tenancy.ts';
import { type Reader } from '../../platform/tx.ts';
import { type Customer } from './customer.ts';
import { requireCustomer } from './repo.ts';

/**
 * A customer of the organisation, archived or not.
 * @throws AppError `not-found`
 */
export function customer(reader: Reader, org: Tenant, customerId: string): Promise<Customer> {
  return requireCustomer(reader, org, customerId);
}

/**
 * A customer that new documents may be made for. Read in the transaction that makes the document, so that a customer
 * cannot be deleted meanwhile.
 * @throws AppError `not-found`, or `wrong-state` when archived
 */
export async function activeCustomer(reader: Reader, org: Tenant, customerId: string): Promise<Customer> {
  const found = await requireCustomer(reader, org, customerId);
  if (found.archivedAt !== null) {
    throw new AppError('wrong-state', `customer ${customerId} is archived`, {
      say: { en: 'This customer is archived. Restore it first.', nl: 'Deze klant is gearchiveerd. Herstel de klant eerst.' },
    });
  }
  return found;
}
