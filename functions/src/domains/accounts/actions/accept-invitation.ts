import * as z from 'zod';
import { action } from '../../../platform/action.ts';
import { type Clock } from '../../../platform/clock.ts';
import { AppError } from '../../../platform/errors.ts';
import { openLink } from '../../../platform/link-token.ts';
import { type Tenant } from '../../../platform/tenancy.ts';
import { type Tx } from '../../../platform/tx.ts';
import { ensureProfile } from '../ensure-profile.ts';
import { assertMayBecome, type Invitation, statusAt } from '../invitation.ts';
import { assertRoomForMember, join } from '../joining.ts';
import { MembershipReply } from '../member.ts';
import { invitationRef, memberRef, membershipRef, organisation } from '../repo.ts';
import { resolveRole } from '../roles.ts';

/**
 * The token came by mail to the invited address and to nobody else, so holding it proves what a verified address
 * would prove; the address of the account must be the invited one, verified or not.
 */
export const acceptInvitation = action({
  name: 'accounts/accept-invitation',
  summary: 'Makes the signed-in person a member, by the token from the invitation mail',
  access: 'user',
  rest: { method: 'POST', path: '/invitations/accept' },
  input: z.object({ invitation: z.string().min(1).max(1024) }),
  output: MembershipReply,
  async run({ input, actor, clock, tx }) {
    const { org, documentId } = openLink('invitation', input.invitation, clock.now());
    const invitation = await tx.require(invitationRef(org, documentId));
    if (actor.email?.toLowerCase() !== invitation.email) throw forSomebodyElse();
    const earlier = await alreadyAccepted(tx, org, invitation, actor.uid);
    if (earlier !== undefined) return earlier;
    assertMayBecome(statusAt(invitation, clock.now()), 'accepted');
    return accept({ tx, org, clock, invitation, actor });
  },
});

/** Pressing the button twice is no mistake. */
async function alreadyAccepted(tx: Tx, org: Tenant, invitation: Invitation, uid: string) {
  if (invitation.acceptedBy !== uid) return undefined;
  const card = await tx.get(membershipRef(uid, org));
  return card === undefined ? undefined : { orgId: org.id, role: card.role, joinedAt: card.joinedAt };
}

type Person = Parameters<typeof ensureProfile>[1];

async function accept({ tx, org, clock, invitation, actor }: { tx: Tx; org: Tenant; clock: Clock; invitation: Invitation; actor: Person }) {
  if ((await tx.get(memberRef(org, actor.uid)))?.status === 'active') {
    throw new AppError('conflict', `${actor.uid} is a member`, {
      say: { en: 'You are a member already.', nl: 'Je bent al lid.' },
    });
  }
  const { permissions } = await resolveRole(tx, org, invitation.role);
  await assertRoomForMember(tx, org);
  const person = await ensureProfile(tx, actor, clock, invitation.language);
  await join(tx, { org, organisation: await organisation(tx, org), person, clock }, { role: invitation.role, permissions });
  const acceptedAt = clock.now();
  tx.update(invitationRef(org, invitation.id), { status: 'accepted', acceptedBy: actor.uid, acceptedAt });
  return { orgId: org.id, role: invitation.role, joinedAt: acceptedAt };
}

function forSomebodyElse(): AppError {
  return new AppError('forbidden', 'invitation is for another address', {
    say: {
      en: 'This invitation was sent to another e-mail address. Sign in with that address.',
      nl: 'Deze uitnodiging is naar een ander e-mailadres gestuurd. Log met dat adres in.',
    },
  });
}
