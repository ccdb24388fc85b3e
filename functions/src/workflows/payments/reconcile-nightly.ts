import { addDays, businessDate, startOfDay } from '../../platform/business-date.ts';
import { log } from '../../platform/log.ts';
import { enqueue } from '../../platform/outbox.ts';
import { type SweepJob } from '../../platform/sweep-job.ts';
import { type Tenant } from '../../platform/tenancy.ts';
import { transact } from '../../platform/tx.ts';
import { type Clock } from '../../platform/clock.ts';
import { organisation } from '../../domains/accounts/api.ts';
import { accountRef, accountsToReconcile, ProviderName, type PaymentAccount } from '../../domains/payments/api.ts';
import { reconcileEffect } from './reconcile-effect.ts';

/** The small hours, when a day is over and nobody waits. */
const AT_NIGHT_MS = 3 * 3_600_000;

/** Orders the comparison of every organisation that is due for it, once a night. */
export const reconcileNightlyJob: SweepJob = {
  name: 'reconcile-nightly',
  async run(clock) {
    for (const { org, account } of await accountsToReconcile(clock.now())) {
      try {
        await order(org, account, clock);
      } catch (thrown) {
        log.error('reconciliation.not-ordered', thrown, { orgId: org.id });
      }
    }
  },
};

function order(org: Tenant, { id }: PaymentAccount, clock: Clock): Promise<void> {
  const provider = ProviderName.parse(id);
  return transact(clock, async (tx) => {
    const account = await tx.require(accountRef(org, provider));
    if (account.reconcileAt === null || account.reconcileAt > clock.now()) return;
    const { timeZone } = await organisation(tx, org);
    const today = businessDate(clock.now(), timeZone);
    const night = new Date(startOfDay(addDays(today, 1), timeZone).getTime() + AT_NIGHT_MS);
    tx.update(accountRef(org, provider), { reconcileAt: night });
    enqueue({ tx, org, clock, correlationId: `night-${today}` }, reconcileEffect, { provider }, { id: `reconcile_${provider}_${today}` });
  });
}
