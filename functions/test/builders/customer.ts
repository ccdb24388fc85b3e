import { createCustomer } from '../../src/domains/customers/actions/create-customer.ts';
import { type Customer } from '../../src/domains/customers/api.ts';
import { type Clock } from '../../src/platform/clock.ts';
import { type Stored } from '../support/stored.ts';
import { callAs } from '../support/call.ts';

/** Who does it, and where; what `anOrganisation` gives. */
export interface Within {
  readonly orgId: string;
  readonly owner: string;
  readonly clock?: Clock;
}

/** What `customers/create` needs; every number in it passes its checksum. */
export function customerInput(fields: object = {}): object {
  return {
    kind: 'business',
    name: 'Bakkerij De Gouden Aar',
    contactName: 'Fenna Özdemir',
    email: 'fenna@goudenaar.example',
    language: 'nl',
    address: { street: 'Lijnmarkt 31', postalCode: '3511 KE', city: 'Utrecht', country: 'NL' },
    vatNumber: 'NL002065538B01',
    ...fields,
  };
}

/** A customer as the reply of `customers/create` describes it. */
export function aCustomer({ orgId, owner, clock }: Within, fields: object = {}): Promise<Stored<Customer>> {
  return callAs(owner, createCustomer, customerInput(fields), { orgId, ...(clock === undefined ? {} : { clock }) });
}
