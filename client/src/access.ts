import { doc, onSnapshot, type DocumentData, type DocumentSnapshot, type Firestore, type FirestoreError } from 'firebase/firestore';
import type { Connection } from './connection.ts';
import { ForbiddenError, UnauthenticatedError } from './errors.generated.ts';
import type { ToonbankError } from './toonbank-error.ts';
import { say } from './words.ts';

/** Why somebody may not listen; `refused` when it is not for want of the permission. */
export type AccessReason = 'signed-out' | 'not-a-member' | 'removed' | 'lacks-permission' | 'refused';

/** What a listener needs, and where. */
export interface Need {
  readonly organisationId: string | undefined;
  /** The permission, or nothing where anybody or any member may listen. */
  readonly permission: string | undefined;
}

interface Asked {
  readonly uid: string;
  readonly need: Need;
  heard(reason: AccessReason | undefined): void;
  failed(error: FirestoreError): void;
}

/**
 * Finds out why the rules refused the signed-in person, and tells when that changes. A person's own member document is
 * always open to them, also after they were removed.
 * @returns ends it
 */
export function watchAccess(firestore: Firestore, { uid, need, heard, failed }: Asked): () => void {
  if (need.organisationId === undefined) {
    heard('refused');
    return () => {};
  }
  return onSnapshot(
    doc(firestore, `orgs/${need.organisationId}/members/${uid}`),
    // What the cache says of a membership may be what it was.
    { includeMetadataChanges: true },
    (member) => {
      if (!member.metadata.fromCache) heard(reasonOf(member, need.permission));
    },
    failed,
  );
}

function reasonOf(member: DocumentSnapshot<DocumentData>, permission: string | undefined): AccessReason | undefined {
  if (!member.exists()) return 'not-a-member';
  if (member.get('status') !== 'active') return 'removed';
  const permissions = (member.get('permissions') ?? []) as readonly string[];
  return permission === undefined || permissions.includes(permission) || permissions.includes('*') ? undefined : 'lacks-permission';
}

/** The error that says so. */
export function denied({ language }: Connection, reason: AccessReason, need: Need, cause?: unknown): ToonbankError {
  const facts = { cause, data: { reason, permission: need.permission ?? null, organisationId: need.organisationId ?? null } };
  if (reason === 'signed-out') return new UnauthenticatedError('unauthenticated', say(reason, language), facts);
  return new ForbiddenError('forbidden', say(reason, language), facts);
}
