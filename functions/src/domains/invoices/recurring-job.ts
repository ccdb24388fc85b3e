import { randomUUID } from 'node:crypto';
import { type Clock } from '../../platform/clock.ts';
import { AppError } from '../../platform/errors.ts';
import { invokeAsSystem } from '../../platform/invoke.ts';
import { log } from '../../platform/log.ts';
import { type SweepJob } from '../../platform/sweep-job.ts';
import { type Tenant } from '../../platform/tenancy.ts';
import { billRecurring } from './actions/bill-recurring.ts';
import { recurringDue } from './repo.ts';

/** Periods that one sweep bills of one recurring invoice; after a longer silence the next sweep goes on. */
const MAX_PERIODS = 60;

/** Bills what is due, also the periods that were missed while nothing ran; each once. */
export const recurringInvoices: SweepJob = {
  name: 'invoices/recurring',
  async run(clock) {
    for (const { org, recurringId } of await recurringDue(clock.now())) {
      try {
        await catchUp(org, recurringId, clock);
      } catch (thrown) {
        log.error('sweep.item-failed', thrown, { job: 'recurring', recurringId });
      }
    }
  },
};

async function catchUp(org: Tenant, recurringId: string, clock: Clock): Promise<void> {
  for (let period = 0; period < MAX_PERIODS; period += 1) {
    if (!(await billOne(org, recurringId, clock))) return;
  }
}

/** What a person has to mend; anything else is worth another try at the next sweep. */
const LASTING: ReadonlySet<AppError['code']> = new Set(['invalid-input', 'wrong-state', 'not-found', 'limit-reached']);

/**
 * Issued if it can be; a draft with a word to the staff if it cannot; paused if not even that. So nothing is lost, and
 * nothing is tried every minute for ever.
 * @returns whether another period is due
 */
async function billOne(org: Tenant, recurringId: string, clock: Clock): Promise<boolean> {
  let problem: string | null = null;
  for (const fallback of [{}, { pause: false }, { pause: true }]) {
    try {
      const input = { recurringId, problem, ...fallback };
      const reply = await invokeAsSystem(billRecurring, { org, job: 'recurring', input, clock, correlationId: randomUUID() });
      return (reply as { readonly more: boolean }).more;
    } catch (thrown) {
      if (!(thrown instanceof AppError) || !LASTING.has(thrown.code)) throw thrown;
      problem = thrown.say.nl;
    }
  }
  return false;
}
