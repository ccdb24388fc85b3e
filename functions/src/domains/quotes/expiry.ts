import { randomUUID } from 'node:crypto';
import { invokeAsSystem } from '../../platform/invoke.ts';
import { type SweepJob } from '../../platform/sweep-job.ts';
import { Tenant } from '../../platform/tenancy.ts';
import { expireQuote } from './actions/expire-quote.ts';
import { quotesToExpire } from './repo.ts';

const BATCH = 100;

/** Nothing depends on it being on time: from its moment on a quote cannot be accepted, whatever its status says. */
export const expireQuotes: SweepJob = {
  name: 'quotes/expire',
  async run(clock) {
    const due = await quotesToExpire(clock.now(), BATCH);
    const work = due.map((ref) =>
      invokeAsSystem(expireQuote, { org: Tenant.of(ref), job: 'expire-quotes', input: { quoteId: ref.id }, clock, correlationId: randomUUID() }),
    );
    await Promise.all(work);
  },
};
