import { sendMail, type Posting } from '../messages/api.ts';
import { type Invitation } from './invitation.ts';
import { type ResolvedRole } from './roles.ts';

/** Puts the invitation in the outbox; its link is signed when it leaves, so no document holds a working one. */
export function mailInvitation(posting: Posting, invitation: Invitation, role: ResolvedRole): void {
  const { id, email, language, inviterName, expiresAt, sends } = invitation;
  sendMail(posting, {
    to: email,
    template: 'invitation',
    language,
    data: { inviterName, role: role.label[language], page: { link: 'invitation', documentId: id, expiresAt } },
    about: { collection: 'invitations', id },
    id: `invitation-${id}-${sends}`,
  });
}
