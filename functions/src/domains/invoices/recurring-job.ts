import { randomUUID } from 'node:crypto';
import { type Clock } from '../../platform/clock.ts';
import { invokeAsSystem } from '../../platform/invoke.ts';
import { log } from '../../platform/log.ts';
import { type SweepJob } from '../../platform/sweep-job.ts';
import { type Tenant } from '../../platform/tenancy.ts';
import { billRecurring } from './actions/bill-recurring.ts';
import { catchUp } from './by-itself.ts';
import { recurringDue } from './repo.ts';

/** Bills what is due, also the periods that were missed while nothing ran; each once. */
export const recurringInvoices: SweepJob = {
  name: 'invoices/recurring',
  async run(clock) {
    for (const { org, recurringId } of await recurringDue(clock.now())) {
      try {
        await billAll(org, recurringId, clock);
      } catch (thrown) {
        log.error('sweep.item-failed', thrown, { job: 'recurring', recurringId });
      }
    }
  },
};

function billAll(org: Tenant, recurringId: string, clock: Clock): Promise<void> {
  return catchUp(async ({ problem, giveUp }) => {
    const input = { recurringId, problem, pause: giveUp };
    const reply = await invokeAsSystem(billRecurring, { org, job: 'recurring', input, clock, correlationId: randomUUID() });
    return (reply as { readonly more: boolean }).more;
  });
}
