import { invalidField, type Say } from '../../platform/errors.ts';
import { type Tenant } from '../../platform/tenancy.ts';
import { type Reader, type Tx } from '../../platform/tx.ts';
import { isBuiltIn, ROLES } from './permissions.ts';
import { customRoles, roleRef } from './repo.ts';

export interface ResolvedRole {
  readonly permissions: string[];
  readonly label: Say;
}

/**
 * What a role means now: a built-in one from the table, a custom one from its document.
 * @throws AppError `invalid-input` on the field `role`
 */
export async function resolveRole(reader: Reader, org: Tenant, role: string): Promise<ResolvedRole> {
  if (isBuiltIn(role)) return { permissions: [...ROLES[role].permissions], label: ROLES[role].label };
  const custom = await reader.get(roleRef(org, role));
  if (custom === undefined) throw invalidField('role', { en: 'There is no such role.', nl: 'Deze rol bestaat niet.' });
  return { permissions: [...custom.permissions], label: { en: custom.name, nl: custom.name } };
}

/**
 * Two roles with one name could not be told apart.
 * @throws AppError `invalid-input` on the field `name`
 */
export async function assertRoleNameFree(tx: Tx, org: Tenant, name: string, except?: string): Promise<void> {
  const wanted = name.toLowerCase();
  const builtIn = Object.entries(ROLES).some(([key, { label }]) => [key, label.en, label.nl].includes(wanted));
  const taken = (await customRoles(tx, org)).some((role) => role.id !== except && role.name.toLowerCase() === wanted);
  if (builtIn || taken) throw invalidField('name', { en: 'There is a role with this name already.', nl: 'Er is al een rol met deze naam.' });
}
