import { type Action } from './action.ts';
import { permits, type Actor, type Permission } from './actor.ts';
import { keyOf } from './api-key.ts';
import { type Call } from './call.ts';
import { AppError } from './errors.ts';
import { Id } from './ids.ts';
import { missing } from './issues.ts';
import { verifyLink } from './link-token.ts';
import { memberOf, noOrganisation } from './members.ts';
import { limits, spend, type LimitState } from './rate-limit.ts';
import { Tenant } from './tenancy.ts';

/**
 * Who calls, in which organisation, and whether they may: by link, API key, sign-in or as a guest of a shop.
 * @throws AppError `unauthenticated`, `forbidden`, `not-found`, `rate-limited`, `invalid-input` (no organisation named)
 */
export async function identify(action: Action, call: Call): Promise<{ org: Tenant | undefined; actor: Actor }> {
  const { who } = action;
  const now = Date.now();
  if ('link' in who) {
    note(call, spend(addressKey(call), limits.stranger, now));
    const claims = verifyLink(who.link, call.linkToken ?? '', call.clock.now());
    const actor: Actor = { kind: 'link', link: claims.link, documentId: claims.documentId };
    return { org: Tenant.verified(claims.orgId), actor };
  }
  if (call.apiKey !== undefined) return program(who, call.apiKey, call, now);
  if ('access' in who && who.access === 'guest') return guest(call, now);
  if (call.user === undefined) throw new AppError('unauthenticated', 'no signed-in user');
  note(call, spend(`user:${call.user.uid}`, limits.person, now));
  if ('access' in who) return { org: undefined, actor: { kind: 'user', ...call.user } };
  if (call.orgId === undefined) throw missing('orgId');
  return allowed(await memberOf(call.orgId, call.user.uid), who.permission);
}

/** @throws AppError `forbidden`, naming the permission */
function allowed<A extends { actor: Actor }>(admitted: A, permission: Permission): A {
  const { actor } = admitted;
  if ((actor.kind === 'member' || actor.kind === 'key') && permits(actor.permissions, permission)) return admitted;
  throw new AppError('forbidden', `needs ${permission}`, { data: { permission } });
}

/** The holder of an API key, in the organisation of the key. At a shop it is a guest like any other. */
async function program(who: Exclude<Action['who'], { link: unknown }>, text: string, call: Call, now: number): Promise<{ org: Tenant; actor: Actor }> {
  note(call, spend(`key:${call.ip ?? 'unknown'}`, limits.program, now));
  const key = await keyOf({ text, ip: call.ip, clock: call.clock });
  if (call.orgId !== undefined && call.orgId !== key.org.id) throw noOrganisation(call.orgId);
  if ('permission' in who) return allowed(key, who.permission);
  if (who.access === 'guest') return { org: key.org, actor: { kind: 'guest', uid: null } };
  throw new AppError('forbidden', 'an API key is no person', {
    say: { en: 'Only a person can do this, not an API key.', nl: 'Alleen een persoon kan dit doen, geen API-sleutel.' },
  });
}

const addressKey = (call: Call): string => `ip:${call.ip ?? 'unknown'}`;

function note(call: Call, state: LimitState): void {
  call.onLimit?.(state);
}

function guest(call: Call, now: number): { org: Tenant; actor: Actor } {
  note(call, spend(call.user === undefined ? addressKey(call) : `user:${call.user.uid}`, limits.shopper, now));
  if (call.orgId === undefined) throw missing('orgId');
  if (!Id.safeParse(call.orgId).success) throw new AppError('not-found', 'malformed orgId');
  return { org: Tenant.verified(call.orgId), actor: { kind: 'guest', uid: call.user?.uid ?? null } };
}
