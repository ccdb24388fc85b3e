import * as z from 'zod';
import { action } from '../../../platform/action.ts';
import { Id } from '../../../platform/ids.ts';
import { Member } from '../member.ts';
import { isBuiltIn } from '../permissions.ts';
import { memberRef } from '../repo.ts';
import { resolveRole } from '../roles.ts';

export const refreshPermissions = action({
  name: 'accounts/refresh-permissions',
  summary: 'Gives a member what its built-in role means in this release',
  access: 'system',
  input: z.object({ uid: Id }),
  output: Member,
  async run({ input: { uid }, org, tx }) {
    const member = await tx.require(memberRef(org, uid));
    if (member.status !== 'active' || !isBuiltIn(member.role)) return member;
    const { permissions } = await resolveRole(tx, org, member.role);
    const same = permissions.length === member.permissions.length && permissions.every((name) => member.permissions.includes(name));
    return same ? member : tx.update(memberRef(org, uid), { permissions });
  },
});
