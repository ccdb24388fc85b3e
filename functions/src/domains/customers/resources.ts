import * as z from 'zod';
import { resource } from '../../platform/resource.ts';
import { Customer } from './customer.ts';
import { customers } from './repo.ts';

export const customerResources = [
  resource({
    name: 'customers',
    domain: 'customers',
    singular: 'customer',
    summary: 'customers',
    collection: customers,
    schema: Customer,
    permission: 'customers.read',
    filters: { archived: z.boolean(), kind: Customer.shape.kind },
    sorts: { name: 'sortName', '-createdAt': 'createdAt', updatedAt: 'updatedAt' },
  }),
];
