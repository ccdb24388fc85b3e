import * as z from 'zod';
import { type Say } from '../../platform/errors.ts';

/** Every permission there is: what an action asks for, what a rule looks up, what a role consists of. */
export const PERMISSIONS = [
  'organisation.read',
  'organisation.write',
  'members.read',
  'members.write',
  'customers.read',
  'customers.write',
  'projects.read',
  'projects.write',
  'quotes.read',
  'quotes.write',
  'invoices.read',
  'invoices.write',
  'invoices.finalize',
  'payments.read',
  'payments.write',
  'payments.refund',
  'catalogue.read',
  'catalogue.write',
  'orders.read',
  'orders.write',
  'kitchen.use',
  'stock.read',
  'stock.write',
  'promotions.read',
  'promotions.write',
  'delivery.read',
  'delivery.write',
  'till.use',
  'messages.read',
  'messages.write',
  'files.read',
  'files.write',
  'books.read',
  'books.write',
  'insight.read',
  'insight.write',
  'keys.read',
  'keys.write',
  'audit.read',
] as const;

export const PermissionName = z.enum(PERMISSIONS, { error: 'is not a permission' });
export type PermissionName = z.output<typeof PermissionName>;

export const BUILT_IN_ROLES = ['owner', 'admin', 'bookkeeper', 'sales', 'kitchen', 'driver', 'viewer'] as const;
export type BuiltInRole = (typeof BUILT_IN_ROLES)[number];

interface RoleDefinition {
  readonly label: Say;
  /** `*` is every permission, also of later releases; nobody but an owner has it. */
  readonly permissions: readonly (PermissionName | '*')[];
}

/** The roles that every organisation has. They are copied into member documents; `role-refresh.ts` renews the copies when this table changes. */
export const ROLES: Readonly<Record<BuiltInRole, RoleDefinition>> = {
  owner: { label: { en: 'owner', nl: 'eigenaar' }, permissions: ['*'] },
  admin: { label: { en: 'administrator', nl: 'beheerder' }, permissions: PERMISSIONS },
  bookkeeper: {
    label: { en: 'bookkeeper', nl: 'boekhouder' },
    permissions: [
      'organisation.read',
      'customers.read',
      'customers.write',
      'projects.read',
      'quotes.read',
      'invoices.read',
      'invoices.write',
      'invoices.finalize',
      'payments.read',
      'payments.write',
      'payments.refund',
      'catalogue.read',
      'orders.read',
      'messages.read',
      'files.read',
      'files.write',
      'books.read',
      'books.write',
      'insight.read',
    ],
  },
  sales: {
    label: { en: 'sales', nl: 'verkoop' },
    permissions: [
      'organisation.read',
      'customers.read',
      'customers.write',
      'projects.read',
      'projects.write',
      'quotes.read',
      'quotes.write',
      'invoices.read',
      'invoices.write',
      'payments.read',
      'catalogue.read',
      'orders.read',
      'orders.write',
      'kitchen.use',
      'stock.read',
      'promotions.read',
      'delivery.read',
      'till.use',
      'messages.read',
      'files.read',
      'files.write',
    ],
  },
  kitchen: {
    label: { en: 'kitchen', nl: 'keuken' },
    // Orders themselves hold names, addresses and prices; the kitchen has its own view of them, and so has the driver.
    permissions: ['organisation.read', 'catalogue.read', 'kitchen.use', 'stock.read', 'stock.write'],
  },
  driver: {
    label: { en: 'driver', nl: 'bezorger' },
    permissions: ['organisation.read', 'delivery.read', 'delivery.write'],
  },
  viewer: {
    label: { en: 'viewer', nl: 'meekijker' },
    permissions: [
      'organisation.read',
      'customers.read',
      'projects.read',
      'quotes.read',
      'invoices.read',
      'payments.read',
      'catalogue.read',
      'orders.read',
      'stock.read',
      'promotions.read',
      'delivery.read',
      'files.read',
      'books.read',
      'insight.read',
    ],
  },
};

export function isBuiltIn(role: string): role is BuiltInRole {
  return Object.hasOwn(ROLES, role);
}
