import * as z from 'zod';
import { stableId } from '../../platform/ids.ts';
import { invokeAsSystem } from '../../platform/invoke.ts';
import { log } from '../../platform/log.ts';
import { type SweepJob } from '../../platform/sweep-job.ts';
import { reader, transact } from '../../platform/tx.ts';
import { checkoutRef, findCheckout, hasNews, isOutOfReach, letGo, PresentState, presentState, silentCheckouts, type StripeRoutes } from '../../domains/payments/api.ts';
import { payables } from './payables.ts';
import { settleCheckout } from './settle-checkout.ts';

/** Asks the provider about one checkout and settles what it says. */
export const refreshCheckout: StripeRoutes['checkout'] = async (org, checkoutId, { clock, correlationId }) => {
  const ours = await findCheckout(reader, org, checkoutId);
  if (ours === undefined) return { ignored: 'no such checkout here' };
  // The provider refused to make it, so there is nothing there that could have moved.
  if (ours.status === 'failed' && ours.providerId === null) return { status: ours.status, recorded: null };
  const now = await presentState(org, clock, ours, payables[ours.subject.collection].link);
  if (!(await hasNews(reader, org, clock, ours, now))) return { status: ours.status, recorded: null };
  const present = z.encode(PresentState, now);
  const reply = await invokeAsSystem(settleCheckout, {
    org,
    job: 'provider-report',
    input: { checkoutId, present },
    clock,
    correlationId,
    // The same news of the same checkout at the same version is one request: twenty reports at once leave one record.
    idempotencyKey: stableId(checkoutId, String(ours.version), JSON.stringify(present)),
  });
  return reply as Record<string, unknown>;
};

/** Looks at checkouts of which nothing was heard: lost webhooks, lost answers, pages that have ended. */
export const silentCheckoutsJob: SweepJob = {
  name: 'silent-checkouts',
  async run(clock) {
    for (const { org, checkout } of await silentCheckouts(clock.now())) {
      try {
        await refreshCheckout(org, checkout.id, { clock, correlationId: `sweep-${checkout.id}` });
      } catch (thrown) {
        if (isOutOfReach(thrown)) await transact(clock, async (tx) => letGo(tx, org, await tx.require(checkoutRef(org, checkout.id))));
        log.error('checkout.refresh-failed', thrown, { orgId: org.id, checkoutId: checkout.id });
      }
    }
  },
};
