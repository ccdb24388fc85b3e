import { sendMail, type MailFate, type MailHooks, type Posting } from '../messages/api.ts';
import { type Invitation } from './invitation.ts';
import { INVITATIONS, invitationRef } from './repo.ts';
import { type ResolvedRole } from './roles.ts';

/** Puts the invitation in the outbox; its link is signed when it leaves, so no document holds a working one. */
export function mailInvitation(posting: Posting, invitation: Invitation, role: ResolvedRole): void {
  const { id, email, language, inviterName, expiresAt, sends } = invitation;
  sendMail(posting, {
    to: email,
    template: 'invitation',
    language,
    data: { inviterName, role: role.label[language], page: { link: 'invitation', documentId: id, expiresAt } },
    about: { collection: INVITATIONS, id },
    id: mailId({ id, sends }),
  });
}

function mailId({ id, sends }: Pick<Invitation, 'id' | 'sends'>): string {
  return `invitation-${id}-${sends}`;
}

/** An invitation counts as sent when its mail has left. What becomes of an earlier mail says nothing of the last. */
export const invitationMailHooks: MailHooks = {
  [INVITATIONS]: {
    sent: (fate) => note(fate, { sentAt: fate.clock.now(), sendError: null }),
    failed: (fate) => note(fate, { sentAt: null, sendError: fate.error }),
  },
};

async function note({ tx, org, about, outboxId }: MailFate, outcome: Pick<Invitation, 'sentAt' | 'sendError'>): Promise<void> {
  const ref = invitationRef(org, about.id);
  const invitation = await tx.require(ref);
  if (mailId(invitation) === outboxId) tx.update(ref, outcome);
}
