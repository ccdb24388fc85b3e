import * as z from 'zod';
import { action } from '../../../platform/action.ts';
import { AppError } from '../../../platform/errors.ts';
import { newId } from '../../../platform/ids.ts';
import { assertMayGrant, CustomRole, MAX_CUSTOM_ROLES, RoleName, RolePermissions } from '../member.ts';
import { customRoles, roleRef } from '../repo.ts';
import { assertRoleNameFree } from '../roles.ts';

export const createRole = action({
  name: 'accounts/create-role',
  summary: 'Adds a role of the organisation\'s own: a name and a set of permissions',
  permission: 'members.write',
  input: z.object({ name: RoleName, permissions: RolePermissions }),
  output: CustomRole,
  async run({ input, actor, org, tx }) {
    assertMayGrant(actor, input.permissions);
    await assertRoleNameFree(tx, org, input.name);
    if ((await customRoles(tx, org)).length >= MAX_CUSTOM_ROLES) {
      throw new AppError('limit-reached', `${MAX_CUSTOM_ROLES} roles`, {
        say: { en: `There can be at most ${MAX_CUSTOM_ROLES} roles.`, nl: `Er kunnen hoogstens ${MAX_CUSTOM_ROLES} rollen zijn.` },
      });
    }
    const id = newId();
    return tx.create(roleRef(org, id), { id, ...input });
  },
});
