import { randomUUID } from 'node:crypto';
import { invokeAsSystem } from '../../platform/invoke.ts';
import { type SweepJob } from '../../platform/sweep-job.ts';
import { expireInvitation } from './actions/expire-invitation.ts';
import { overdueInvitations } from './repo.ts';

const BATCH = 100;

/** Nothing depends on it being on time: an invitation is too late from its moment on, whatever its document says. */
export const expireInvitations: SweepJob = {
  name: 'accounts/expire-invitations',
  async run(clock) {
    const overdue = await overdueInvitations(clock.now(), BATCH);
    const work = overdue.map(({ org, id }) =>
      invokeAsSystem(expireInvitation, { org, job: 'expire-invitations', input: { invitationId: id }, clock, correlationId: randomUUID() }),
    );
    await Promise.all(work);
  },
};
