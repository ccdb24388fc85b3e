import { type Clock } from '../../platform/clock.ts';
import { AppError } from '../../platform/errors.ts';
import { type Tenant } from '../../platform/tenancy.ts';
import { type Tx } from '../../platform/tx.ts';
import { MAX_MEMBERS, type Member } from './member.ts';
import { displayName, type Organisation } from './organisation.ts';
import { type Profile } from './profile.ts';
import { activeMembers, activeMembersInRole, memberRef, membershipRef } from './repo.ts';

/** Makes `person` a member, anew or again, with the card in the person's own list of organisations. */
export async function join(
  tx: Tx,
  { org, organisation, person, clock }: { org: Tenant; organisation: Organisation; person: Profile; clock: Clock },
  { role, permissions }: Pick<Member, 'role' | 'permissions'>,
): Promise<Member> {
  const ref = memberRef(org, person.id);
  const fields = { role, permissions, status: 'active', name: person.name, email: person.email } as const;
  const member = (await tx.get(ref)) === undefined ? tx.create(ref, { id: ref.id, ...fields }) : tx.update(ref, fields);
  const card = { id: org.id, organisationName: displayName(organisation), role, joinedAt: clock.now() };
  tx.set(membershipRef(person.id, org), card);
  return member;
}

/** @throws AppError `limit-reached` */
export async function assertRoomForMember(tx: Tx, org: Tenant): Promise<void> {
  if ((await activeMembers(tx, org)).length < MAX_MEMBERS) return;
  throw new AppError('limit-reached', `${MAX_MEMBERS} members`, {
    say: { en: `An organisation has at most ${MAX_MEMBERS} members.`, nl: `Een organisatie heeft hoogstens ${MAX_MEMBERS} leden.` },
  });
}

/**
 * Refuses to let the last owner go. The query is part of the transaction, so two owners who demote each other at the
 * same moment cannot both succeed.
 * @throws AppError `wrong-state`
 */
export async function assertNotLastOwner(tx: Tx, org: Tenant, member: Member): Promise<void> {
  if (member.role !== 'owner') return;
  const owners = await activeMembersInRole(tx, org, 'owner');
  if (owners.some(({ id }) => id !== member.id)) return;
  throw new AppError('wrong-state', `${member.id} is the last owner`, {
    say: {
      en: 'An organisation needs an owner. Make somebody else an owner first.',
      nl: 'Een organisatie heeft een eigenaar nodig. Maak eerst iemand anders eigenaar.',
    },
  });
}

/** @throws AppError `not-found`, also for somebody who was a member once */
export async function requireActiveMember(tx: Tx, org: Tenant, uid: string): Promise<Member> {
  const member = await tx.require(memberRef(org, uid));
  if (member.status === 'active') return member;
  throw new AppError('not-found', `${uid} is no member any more`, {
    say: { en: 'This person is not a member.', nl: 'Deze persoon is geen lid.' },
  });
}

/** Ends a membership at once: the rules and the kernel look at `status` and `permissions`; the rest stays as history. */
export function endMembership(tx: Tx, org: Tenant, uid: string): Member {
  tx.delete(membershipRef(uid, org));
  return tx.update(memberRef(org, uid), { status: 'removed', permissions: [] });
}
