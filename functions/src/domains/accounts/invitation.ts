import * as z from 'zod';
import { AppError } from '../../platform/errors.ts';
import { Id } from '../../platform/ids.ts';
import { Instant, stamps } from '../../platform/instant.ts';
import { Language } from '../../platform/text.ts';

export type InvitationStatus = 'pending' | 'accepted' | 'revoked' | 'expired';

/** What may follow what. Sending an expired invitation again opens it anew; the other ends are final. */
export const INVITATION_TRANSITIONS: Readonly<Record<InvitationStatus, readonly InvitationStatus[]>> = {
  pending: ['pending', 'accepted', 'revoked', 'expired'],
  expired: ['pending'],
  accepted: [],
  revoked: [],
};

const INVITATION_DAYS = 7;
/** Each open invitation is a mail that a stranger receives from us. */
export const MAX_OPEN_INVITATIONS = 100;
export const MAX_SENDS = 10;
export const RESEND_AFTER_MS = 60_000;

/** A person asked to become a member. The link in the mail is signed when it is sent and stands in no document. */
export const Invitation = z
  .object({
    id: Id,
    email: z.string(),
    role: z.string(),
    language: Language,
    status: z.enum(['pending', 'accepted', 'revoked', 'expired']),
    expiresAt: Instant,
    /** How often somebody asked for its mail, and when last. */
    sends: z.int(),
    requestedAt: Instant,
    /** When the last mail left; `null` while it is under way, or when it could not be delivered. */
    sentAt: Instant.nullable(),
    sendError: z.string().nullable(),
    /** The actor, as in the audit trail: `user:<uid>`. */
    invitedBy: z.string(),
    inviterName: z.string().nullable(),
    acceptedBy: Id.nullable(),
    acceptedAt: Instant.nullable(),
    ...stamps,
  })
  .meta({ id: 'Invitation' });
export type Invitation = z.output<typeof Invitation>;

/** What the holder of the link sees: nothing of the organisation but its name. */
export const PublicInvitation = z.object({
  organisationName: z.string(),
  inviterName: z.string().nullable(),
  email: z.string(),
  role: z.object({ en: z.string(), nl: z.string() }),
  language: Language,
  status: z.enum(['pending', 'accepted', 'revoked', 'expired']),
  expiresAt: Instant,
});

/** Until when an invitation sent `now` can be accepted. */
export function expiryFrom(now: Date): Date {
  return new Date(now.getTime() + INVITATION_DAYS * 86_400_000);
}

/** The state as of `now`: a pending invitation whose time is up counts as expired before a sweep has said so. */
export function statusAt({ status, expiresAt }: Pick<Invitation, 'status' | 'expiresAt'>, now: Date): InvitationStatus {
  return status === 'pending' && expiresAt <= now ? 'expired' : status;
}

/** Why it cannot go from here to there; `undefined` when it can. */
export function refusalOf(from: InvitationStatus, to: InvitationStatus): AppError | undefined {
  if (INVITATION_TRANSITIONS[from].includes(to)) return undefined;
  const code = from === 'expired' && to === 'accepted' ? 'expired' : 'wrong-state';
  return new AppError(code, `invitation is ${from}, cannot become ${to}`, { say: SAY[from], data: { status: from } });
}

/** @throws AppError `wrong-state`, or `expired` when it is too late to accept */
export function assertMayBecome(from: InvitationStatus, to: InvitationStatus): void {
  const refusal = refusalOf(from, to);
  if (refusal !== undefined) throw refusal;
}

const SAY = {
  pending: { en: 'This invitation is still open.', nl: 'Deze uitnodiging staat nog open.' },
  accepted: { en: 'This invitation has been accepted already.', nl: 'Deze uitnodiging is al aangenomen.' },
  revoked: { en: 'This invitation has been withdrawn.', nl: 'Deze uitnodiging is ingetrokken.' },
  expired: { en: 'This invitation has expired. Ask for a new one.', nl: 'Deze uitnodiging is verlopen. Vraag om een nieuwe.' },
} as const;
