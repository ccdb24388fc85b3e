import * as z from 'zod';
import { query } from '../../../platform/action.ts';
import { AppError } from '../../../platform/errors.ts';
import { Instant } from '../../../platform/instant.ts';
import { statusAt } from '../invitation.ts';
import { displayName } from '../organisation.ts';
import { invitationRef, organisation } from '../repo.ts';
import { resolveRole } from '../roles.ts';

export const showInvitation = query({
  name: 'accounts/show-invitation',
  summary: 'What an invitation offers, for whoever opens its link, before signing in',
  link: 'invitation',
  input: z.object({}),
  output: z.object({
    organisationName: z.string(),
    inviterName: z.string().nullable(),
    email: z.string(),
    role: z.object({ en: z.string(), nl: z.string() }),
    status: z.enum(['pending', 'accepted', 'revoked', 'expired']),
    expiresAt: Instant,
  }),
  async read({ actor, org, clock, reader }) {
    if (actor.kind !== 'link') throw new AppError('not-found', `${actor.kind} has no invitation`);
    const invitation = await reader.require(invitationRef(org, actor.documentId));
    const { email, inviterName, expiresAt } = invitation;
    const role = await resolveRole(reader, org, invitation.role);
    const organisationName = displayName(await organisation(reader, org));
    return { organisationName, inviterName, email, role: role.label, status: statusAt(invitation, clock.now()), expiresAt };
  },
});
