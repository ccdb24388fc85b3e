import { type Actor } from './actor.ts';
import { AppError } from './errors.ts';
import { Id } from './ids.ts';
import { Tenant, tenantCollection } from './tenancy.ts';

/** The part of a member document that the kernel and the rules look at; the domain `accounts` writes it. */
export interface Membership {
  /** The person's uid. */
  readonly id: string;
  readonly role: string;
  readonly permissions: readonly string[];
  readonly status: 'active' | 'removed';
  readonly name: string;
}

const members = tenantCollection<Membership>('members');

/**
 * Looks the person up as a member, at every call, so that taking a role away works at once.
 * @throws AppError `not-found`, the same for an organisation of others as for one that does not exist
 */
export async function memberOf(orgId: string, uid: string): Promise<{ org: Tenant; actor: Actor }> {
  if (!Id.safeParse(orgId).success) throw noOrganisation(orgId);
  const org = Tenant.verified(orgId);
  const member = (await members.doc(org, uid).get()).data();
  if (member?.status !== 'active') throw noOrganisation(orgId);
  return { org, actor: { kind: 'member', uid, role: member.role, permissions: member.permissions, name: member.name } };
}

/** The same answer, whatever the reason. */
export function noOrganisation(orgId: string): AppError {
  return new AppError('not-found', `no organisation ${orgId} for this person`, {
    say: { en: 'This organisation does not exist.', nl: 'Deze organisatie bestaat niet.' },
  });
}
