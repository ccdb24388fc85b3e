import * as z from 'zod';
import { action } from '../../../platform/action.ts';
import { Id } from '../../../platform/ids.ts';
import { assertNotLastOwner, requireActiveMember } from '../joining.ts';
import { assertMayGrant, Member, RoleRef } from '../member.ts';
import { memberRef, membershipRef } from '../repo.ts';
import { resolveRole } from '../roles.ts';

export const changeMemberRole = action({
  name: 'accounts/change-member-role',
  summary: 'Gives a member another role, from the next request on',
  permission: 'members.write',
  rest: { method: 'PUT', path: '/members/{uid}/role' },
  input: z.object({ uid: Id, role: RoleRef }),
  output: Member,
  async run({ input: { uid, role }, actor, org, tx }) {
    const member = await requireActiveMember(tx, org, uid);
    const { permissions } = await resolveRole(tx, org, role);
    assertMayGrant(actor, member.permissions);
    assertMayGrant(actor, permissions);
    if (role !== 'owner') await assertNotLastOwner(tx, org, member);
    tx.patch(membershipRef(uid, org), { role });
    return tx.update(memberRef(org, uid), { role, permissions });
  },
});
