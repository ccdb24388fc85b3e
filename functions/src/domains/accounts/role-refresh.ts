import { createHash, randomUUID } from 'node:crypto';
import { invokeAsSystem } from '../../platform/invoke.ts';
import { log } from '../../platform/log.ts';
import { type SweepJob } from '../../platform/sweep-job.ts';
import { reader, transact } from '../../platform/tx.ts';
import { refreshPermissions } from './actions/refresh-permissions.ts';
import { BUILT_IN_ROLES, ROLES } from './permissions.ts';
import { membersInRolesAfter, roleRefreshRef } from './repo.ts';

const BATCH = 100;

/** Owners have everything by `*`, whatever a release adds. */
const COPIED = BUILT_IN_ROLES.filter((role) => role !== 'owner');

/** Names what the built-in roles mean in this release. */
export const ROLE_REVISION = createHash('sha256').update(JSON.stringify(ROLES)).digest('hex').slice(0, 20);

/**
 * After a release that changes a built-in role, rewrites the copies that members hold, a batch a minute, from where
 * it was. Each member is an action of its own, so that what changed is in the organisation's audit trail.
 */
export const refreshBuiltInRoles: SweepJob = {
  name: 'accounts/refresh-built-in-roles',
  async run(clock) {
    const progress = await reader.get(roleRefreshRef(ROLE_REVISION));
    if (progress?.done === true) return;
    const batch = await membersInRolesAfter(COPIED, progress?.after ?? null, BATCH);
    const work = batch.map(({ org, uid }) =>
      invokeAsSystem(refreshPermissions, { org, job: 'refresh-built-in-roles', input: { uid }, clock, correlationId: randomUUID() }),
    );
    // One member that cannot be read keeps nobody else from theirs; the log says which.
    for (const result of await Promise.allSettled(work)) if (result.status === 'rejected') log.error('accounts.role-not-refreshed', result.reason);
    const after = batch.at(-1)?.path ?? progress?.after ?? null;
    await transact(clock, async (tx) => tx.set(roleRefreshRef(ROLE_REVISION), { id: ROLE_REVISION, after, done: batch.length < BATCH }));
  },
};
