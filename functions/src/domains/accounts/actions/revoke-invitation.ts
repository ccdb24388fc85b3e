import * as z from 'zod';
import { action } from '../../../platform/action.ts';
import { Id } from '../../../platform/ids.ts';
import { assertMayBecome, Invitation, statusAt } from '../invitation.ts';
import { invitationRef } from '../repo.ts';

export const revokeInvitation = action({
  name: 'accounts/revoke-invitation',
  summary: 'Withdraws an open invitation; its link stops working',
  permission: 'members.write',
  input: z.object({ invitationId: Id }),
  output: Invitation,
  async run({ input: { invitationId }, org, clock, tx }) {
    const invitation = await tx.require(invitationRef(org, invitationId));
    assertMayBecome(statusAt(invitation, clock.now()), 'revoked');
    return tx.update(invitationRef(org, invitationId), { status: 'revoked' });
  },
});
