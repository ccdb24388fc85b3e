import * as z from 'zod';
import { action } from '../../../platform/action.ts';
import { Id } from '../../../platform/ids.ts';
import { Invitation, statusAt } from '../invitation.ts';
import { invitationRef } from '../repo.ts';

export const expireInvitation = action({
  name: 'accounts/expire-invitation',
  summary: 'Marks an invitation whose time is up, so that lists show it',
  access: 'system',
  input: z.object({ invitationId: Id }),
  output: Invitation,
  async run({ input: { invitationId }, org, clock, tx }) {
    const invitation = await tx.require(invitationRef(org, invitationId));
    if (invitation.status !== 'pending' || statusAt(invitation, clock.now()) !== 'expired') return invitation;
    return tx.update(invitationRef(org, invitationId), { status: 'expired' });
  },
});
