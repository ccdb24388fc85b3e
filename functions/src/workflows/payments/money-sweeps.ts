import * as z from 'zod';
import { type Clock } from '../../platform/clock.ts';
import { stableId } from '../../platform/ids.ts';
import { invokeAsSystem } from '../../platform/invoke.ts';
import { log } from '../../platform/log.ts';
import { type SweepJob } from '../../platform/sweep-job.ts';
import { type Tenant } from '../../platform/tenancy.ts';
import { askForRefund, disputesToAlert, ProviderRefund, silentRefunds, type Refund } from '../../domains/payments/api.ts';
import { alertDispute } from './alert-dispute.ts';
import { settleRefund } from './settle-refund.ts';

/** Looks at refunds of which nothing was heard: lost webhooks, and answers that never came. */
export const silentRefundsJob: SweepJob = {
  name: 'silent-refunds',
  async run(clock) {
    for (const { org, refund } of await silentRefunds(clock.now())) {
      await attempt('refund.refresh-failed', { orgId: org.id, refundId: refund.id }, () => lookAtRefund(org, refund, clock));
    }
  },
};

/** Looks at one refund of ours, also when the provider's answer to it was lost. */
export async function lookAtRefund(org: Tenant, refund: Refund, clock: Clock): Promise<void> {
  const present = z.encode(ProviderRefund, await askForRefund({ org, clock }, refund));
  const input = { paymentId: refund.paymentId, refundId: refund.id, present };
  const idempotencyKey = stableId(refund.id, String(refund.version), JSON.stringify(present));
  await invokeAsSystem(settleRefund, { org, job: 'provider-report', input, clock, correlationId: `sweep-${refund.id}`, idempotencyKey });
}

/** Reminds the staff of evidence that is nearly due. */
export const disputeAlertsJob: SweepJob = {
  name: 'dispute-alerts',
  async run(clock) {
    for (const { org, dispute } of await disputesToAlert(clock.now())) {
      const call = { org, job: 'dispute-alerts', input: { disputeId: dispute.id }, clock, correlationId: `sweep-${dispute.id}` };
      await attempt('dispute.alert-failed', { orgId: org.id, disputeId: dispute.id }, () => invokeAsSystem(alertDispute, call));
    }
  },
};

/** One that fails does not keep the others from their turn; it stays due and comes up again. */
async function attempt(event: string, fields: Record<string, string>, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (thrown) {
    log.error(event, thrown, fields);
  }
}
