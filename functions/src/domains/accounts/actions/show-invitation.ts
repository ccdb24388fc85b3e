import * as z from 'zod';
import { query } from '../../../platform/action.ts';
import { AppError } from '../../../platform/errors.ts';
import { PublicInvitation, statusAt } from '../invitation.ts';
import { displayName } from '../organisation.ts';
import { invitationRef, organisation } from '../repo.ts';
import { resolveRole } from '../roles.ts';

export const showInvitation = query({
  name: 'accounts/show-invitation',
  summary: 'What an invitation offers, for whoever opens its link, before signing in',
  link: 'invitation',
  rest: { method: 'GET', path: '/links/invitation' },
  input: z.object({}),
  output: PublicInvitation,
  async read({ actor, org, clock, reader }) {
    if (actor.kind !== 'link') throw new AppError('not-found', `${actor.kind} has no invitation`);
    const invitation = await reader.require(invitationRef(org, actor.documentId));
    const { email, inviterName, language, expiresAt } = invitation;
    const role = await resolveRole(reader, org, invitation.role);
    const organisationName = displayName(await organisation(reader, org));
    return { organisationName, inviterName, email, role: role.label, language, status: statusAt(invitation, clock.now()), expiresAt };
  },
});
