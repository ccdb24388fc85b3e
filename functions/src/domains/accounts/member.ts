import * as z from 'zod';
import { type Actor, permits, type Permission } from '../../platform/actor.ts';
import { AppError } from '../../platform/errors.ts';
import { Id } from '../../platform/ids.ts';
import { Instant, stamps } from '../../platform/instant.ts';
import { shortText } from '../../platform/text.ts';
import { PermissionName } from './permissions.ts';

/** Members of one organisation; bounds what one transaction rewrites. */
export const MAX_MEMBERS = 200;
export const MAX_CUSTOM_ROLES = 50;

/** One person in one organisation, under the person's uid. The kernel and the rules read `status` and `permissions`. */
export const Member = z
  .object({
    id: Id,
    /** The name of a built-in role, or the id of a custom one. */
    role: z.string(),
    /** The role's permissions, copied here so that one read decides. Empty once removed. */
    permissions: z.array(z.string()),
    status: z.enum(['active', 'removed']),
    /** As the person was called when joining. */
    name: z.string(),
    email: z.string().nullable(),
    ...stamps,
  })
  .meta({ id: 'Member' });
export type Member = z.output<typeof Member>;

/** A set of permissions under a name of the organisation's own. */
export const CustomRole = z
  .object({ id: Id, name: z.string(), permissions: z.array(PermissionName), ...stamps })
  .meta({ id: 'CustomRole' });
export type CustomRole = z.output<typeof CustomRole>;

export const RoleName = shortText(60);

/** Whoever is a member may see the organisation itself, so every role has that. */
export const RolePermissions = z
  .array(PermissionName)
  .max(100)
  .overwrite((names) => [...new Set<PermissionName>(['organisation.read', ...names])].sort());

/** A role by its built-in name, or by the id of a custom one. */
export const RoleRef = Id;

/** What a person keeps about each organisation it belongs to: the list of organisations in its app. */
export interface MembershipCard {
  /** The organisation's id. */
  readonly id: string;
  readonly organisationName: string;
  readonly role: string;
  readonly joinedAt: Date;
}

export const MembershipReply = z.object({ orgId: Id, role: z.string(), joinedAt: Instant });

/**
 * Nobody hands out, changes or takes away more than they have themselves; so an administrator can neither make an
 * owner nor remove one.
 * @throws AppError `forbidden`
 */
export function assertMayGrant(actor: Actor, permissions: readonly string[]): void {
  if (actor.kind === 'system') return;
  const own = actor.kind === 'member' || actor.kind === 'key' ? actor.permissions : [];
  const beyond = permissions.find((permission) => !permits(own, permission as Permission));
  if (beyond === undefined) return;
  throw new AppError('forbidden', `grants ${beyond} without having it`, {
    say: {
      en: 'You cannot give or take more permissions than you have yourself.',
      nl: 'Je kunt niet meer rechten geven of afnemen dan je zelf hebt.',
    },
    data: { permission: beyond },
  });
}
