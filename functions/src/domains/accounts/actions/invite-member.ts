import * as z from 'zod';
import { action } from '../../../platform/action.ts';
import { actorName } from '../../../platform/actor.ts';
import { AppError } from '../../../platform/errors.ts';
import { newId } from '../../../platform/ids.ts';
import { email, Language } from '../../../platform/text.ts';
import { expiryFrom, Invitation, MAX_OPEN_INVITATIONS } from '../invitation.ts';
import { assertMayGrant, RoleRef } from '../member.ts';
import { mailInvitation } from '../mail-invitation.ts';
import { activeMemberByEmail, invitationRef, openInvitations, organisation } from '../repo.ts';
import { resolveRole } from '../roles.ts';

export const inviteMember = action({
  name: 'accounts/invite-member',
  summary: 'Invites somebody by e-mail to become a member',
  permission: 'members.write',
  rest: { method: 'POST', path: '/invitations' },
  input: z.object({ email, role: RoleRef, language: Language.optional() }),
  output: Invitation,
  async run({ input, actor, org, clock, correlationId, tx }) {
    const role = await resolveRole(tx, org, input.role);
    assertMayGrant(actor, role.permissions);
    if ((await activeMemberByEmail(tx, org, input.email)) !== undefined) throw alreadyMember(input.email);
    const open = await openInvitations(tx, org);
    if (open.some((invitation) => invitation.email === input.email)) throw alreadyInvited(input.email);
    if (open.length >= MAX_OPEN_INVITATIONS) throw tooManyOpen();
    const now = clock.now();
    const id = newId();
    const invitation = tx.create(invitationRef(org, id), {
      id,
      email: input.email,
      role: input.role,
      language: input.language ?? (await organisation(tx, org)).language,
      status: 'pending',
      expiresAt: expiryFrom(now),
      sends: 1,
      requestedAt: now,
      sentAt: null,
      sendError: null,
      invitedBy: actorName(actor),
      inviterName: (actor.kind === 'member' ? actor.name : undefined) ?? null,
      acceptedBy: null,
      acceptedAt: null,
    });
    mailInvitation({ tx, org, clock, correlationId }, invitation, role);
    return invitation;
  },
});

function alreadyMember(address: string): AppError {
  return new AppError('conflict', `${address} is a member`, {
    say: { en: 'This person is a member already.', nl: 'Deze persoon is al lid.' },
  });
}

function alreadyInvited(address: string): AppError {
  return new AppError('conflict', `${address} is invited`, {
    say: {
      en: 'This person has been invited already. You can send the invitation again.',
      nl: 'Deze persoon is al uitgenodigd. Je kunt de uitnodiging opnieuw sturen.',
    },
  });
}

function tooManyOpen(): AppError {
  return new AppError('limit-reached', `${MAX_OPEN_INVITATIONS} open invitations`, {
    say: {
      en: `There can be at most ${MAX_OPEN_INVITATIONS} open invitations. Withdraw some first.`,
      nl: `Er kunnen hoogstens ${MAX_OPEN_INVITATIONS} uitnodigingen openstaan. Trek er eerst enkele in.`,
    },
  });
}
