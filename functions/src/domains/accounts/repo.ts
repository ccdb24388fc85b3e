import { FieldPath } from 'firebase-admin/firestore';
import { type Permission } from '../../platform/actor.ts';
import { rootCollection, Tenant, tenantCollection, userCollection, type Entity } from '../../platform/tenancy.ts';
import { type Reader } from '../../platform/tx.ts';
import { MAX_OPEN_INVITATIONS, type Invitation } from './invitation.ts';
import { MAX_CUSTOM_ROLES, MAX_MEMBERS, type CustomRole, type Member, type MembershipCard } from './member.ts';
import { type Organisation } from './organisation.ts';
import { type Profile } from './profile.ts';

/** How far the members of all organisations have been gone through for one state of the built-in roles. */
interface RoleRefresh extends Entity {
  /** Path of the last member looked at. */
  readonly after: string | null;
  readonly done: boolean;
}

const orgs = rootCollection<Organisation>('orgs');
const users = rootCollection<Profile>('users');
export const members = tenantCollection<Member>('members');
export const roles = tenantCollection<CustomRole>('roles');
export const invitations = tenantCollection<Invitation>('invitations');
const roleRefreshes = rootCollection<RoleRefresh>('roleRefreshes');
const memberships = userCollection<MembershipCard>('memberships');

/** The collection's name, for the hooks that hear what became of a mail. */
export const INVITATIONS = invitations.name;

export const organisationRef = (org: Tenant) => orgs.doc(org.id);
export const profileRef = (uid: string) => users.doc(uid);
export const memberRef = (org: Tenant, uid: string) => members.doc(org, uid);
export const roleRef = (org: Tenant, id: string) => roles.doc(org, id);
export const roleRefreshRef = (revision: string) => roleRefreshes.doc(revision);
export const invitationRef = (org: Tenant, id: string) => invitations.doc(org, id);
export const membershipRef = (uid: string, org: Tenant) => memberships.doc(uid, org.id);

/** The organisation itself. @throws AppError `not-found` */
export function organisation(reader: Reader, org: Tenant): Promise<Organisation> {
  return reader.require(organisationRef(org));
}

/** Profiles in the order of `uids`; `undefined` where a person has none yet. */
export function profiles(reader: Reader, uids: readonly string[]): Promise<(Profile | undefined)[]> {
  return reader.getAll(uids.map(profileRef));
}

/** Active members who hold `permission`, owners included. */
export function membersWith(reader: Reader, org: Tenant, permission: Permission): Promise<Member[]> {
  return reader.find(members.in(org).where('permissions', 'array-contains-any', [permission, '*']).limit(MAX_MEMBERS));
}

export function activeMembers(reader: Reader, org: Tenant): Promise<Member[]> {
  return reader.find(members.in(org).where('status', '==', 'active').limit(MAX_MEMBERS));
}

export function activeMembersInRole(reader: Reader, org: Tenant, role: string): Promise<Member[]> {
  return reader.find(members.in(org).where('status', '==', 'active').where('role', '==', role).limit(MAX_MEMBERS));
}

export async function activeMemberByEmail(reader: Reader, org: Tenant, email: string): Promise<Member | undefined> {
  const [member] = await reader.find(members.in(org).where('status', '==', 'active').where('email', '==', email).limit(1));
  return member;
}

export function openInvitations(reader: Reader, org: Tenant): Promise<Invitation[]> {
  return reader.find(invitations.in(org).where('status', '==', 'pending').limit(MAX_OPEN_INVITATIONS));
}

export function customRoles(reader: Reader, org: Tenant): Promise<CustomRole[]> {
  return reader.find(roles.in(org).limit(MAX_CUSTOM_ROLES));
}

/** Organisations of which this person is an owner. */
export function ownedBy(reader: Reader, uid: string, limit: number): Promise<MembershipCard[]> {
  return reader.find(memberships.of(uid).where('role', '==', 'owner').limit(limit));
}

/** Active members of all organisations in these roles, in the order of their paths, from behind `after`. */
export async function membersInRolesAfter(names: readonly string[], after: string | null, limit: number): Promise<readonly { org: Tenant; uid: string; path: string }[]> {
  const inRoles = members.everywhere().where('status', '==', 'active').where('role', 'in', names).orderBy(FieldPath.documentId()).limit(limit);
  const { docs } = await (after === null ? inRoles : inRoles.startAfter(after)).get();
  return docs.map(({ ref, id }) => ({ org: Tenant.of(ref), uid: id, path: ref.path }));
}

/** Invitations of all organisations whose time is up, the oldest first. */
export async function overdueInvitations(now: Date, limit: number): Promise<readonly { org: Tenant; id: string }[]> {
  const overdue = invitations.everywhere().where('status', '==', 'pending').where('expiresAt', '<=', now).orderBy('expiresAt').limit(limit);
  return (await overdue.get()).docs.map(({ ref, id }) => ({ org: Tenant.of(ref), id }));
}
