import * as z from 'zod';
import { action } from '../../../platform/action.ts';
import { AppError } from '../../../platform/errors.ts';
import { Id } from '../../../platform/ids.ts';
import { assertMayBecome, expiryFrom, Invitation, MAX_SENDS, RESEND_AFTER_MS, statusAt } from '../invitation.ts';
import { assertMayGrant } from '../member.ts';
import { mailInvitation } from '../mail-invitation.ts';
import { invitationRef } from '../repo.ts';
import { resolveRole } from '../roles.ts';

export const resendInvitation = action({
  name: 'accounts/resend-invitation',
  summary: 'Mails an open or expired invitation again, valid anew',
  permission: 'members.write',
  input: z.object({ invitationId: Id }),
  output: Invitation,
  async run({ input: { invitationId }, actor, org, clock, correlationId, tx }) {
    const now = clock.now();
    const before = await tx.require(invitationRef(org, invitationId));
    assertMayBecome(statusAt(before, now), 'pending');
    const role = await resolveRole(tx, org, before.role);
    assertMayGrant(actor, role.permissions);
    assertNotTooOften(before, now);
    const invitation = tx.update(invitationRef(org, invitationId), {
      status: 'pending',
      expiresAt: expiryFrom(now),
      sends: before.sends + 1,
      requestedAt: now,
      sentAt: null,
      sendError: null,
    });
    mailInvitation({ tx, org, clock, correlationId }, invitation, role);
    return invitation;
  },
});

/** The one who is invited did not ask for our mails. */
function assertNotTooOften({ id, sends, requestedAt }: Invitation, now: Date): void {
  if (sends >= MAX_SENDS) {
    throw new AppError('limit-reached', `${id} was sent ${sends} times`, {
      say: { en: `An invitation is sent at most ${MAX_SENDS} times.`, nl: `Een uitnodiging wordt hoogstens ${MAX_SENDS} keer verstuurd.` },
    });
  }
  if (now.getTime() - requestedAt.getTime() < RESEND_AFTER_MS) {
    throw new AppError('rate-limited', `${id} was sent a moment ago`, {
      say: { en: 'This invitation was sent a moment ago. Wait a minute.', nl: 'Deze uitnodiging is net verstuurd. Wacht een minuut.' },
    });
  }
}
