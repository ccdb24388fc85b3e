import * as z from 'zod';
import { action } from '../../../platform/action.ts';
import { given } from '../../../platform/change.ts';
import { Id } from '../../../platform/ids.ts';
import { assertMayGrant, CustomRole, RoleName, RolePermissions } from '../member.ts';
import { activeMembersInRole, memberRef, roleRef } from '../repo.ts';
import { assertRoleNameFree } from '../roles.ts';

export const updateRole = action({
  name: 'accounts/update-role',
  summary: 'Changes a role; its members have the new permissions at once',
  permission: 'members.write',
  input: z.object({ roleId: Id, name: RoleName.optional(), permissions: RolePermissions.optional() }),
  output: CustomRole,
  async run({ input: { roleId, ...change }, actor, org, tx }) {
    const before = await tx.require(roleRef(org, roleId));
    assertMayGrant(actor, before.permissions);
    assertMayGrant(actor, change.permissions ?? []);
    if (change.name !== undefined) await assertRoleNameFree(tx, org, change.name, roleId);
    const role = tx.update(roleRef(org, roleId), given(change));
    // Members are few (MAX_MEMBERS), so all copies change in this transaction and none is ever out of step.
    const members = change.permissions === undefined ? [] : await activeMembersInRole(tx, org, roleId);
    for (const { id } of members) tx.update(memberRef(org, id), { permissions: [...role.permissions] });
    return role;
  },
});
