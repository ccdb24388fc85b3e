import * as z from 'zod';
import { action } from '../../../platform/action.ts';
import { AppError } from '../../../platform/errors.ts';
import { Id } from '../../../platform/ids.ts';
import { assertMayGrant } from '../member.ts';
import { activeMembersInRole, openInvitations, roleRef } from '../repo.ts';

export const deleteRole = action({
  name: 'accounts/delete-role',
  summary: 'Deletes a role that nobody has and nobody is invited to',
  permission: 'members.write',
  input: z.object({ roleId: Id }),
  output: z.object({ id: Id }),
  async run({ input: { roleId }, actor, org, tx }) {
    const role = await tx.require(roleRef(org, roleId));
    assertMayGrant(actor, role.permissions);
    const members = await activeMembersInRole(tx, org, roleId);
    const invited = (await openInvitations(tx, org)).filter((invitation) => invitation.role === roleId);
    if (members.length + invited.length > 0) {
      throw new AppError('wrong-state', `role ${roleId} is in use`, {
        say: {
          en: 'This role is in use. Give its members and invitations another one first.',
          nl: 'Deze rol is in gebruik. Geef de leden en uitnodigingen eerst een andere.',
        },
        data: { members: members.length, invitations: invited.length },
      });
    }
    tx.delete(roleRef(org, roleId));
    return { id: roleId };
  },
});
