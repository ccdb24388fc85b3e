import { type Effect } from '../../platform/outbox.ts';
import { type Tenant } from '../../platform/tenancy.ts';
import { type Clock } from '../../platform/clock.ts';
import { reader, transact } from '../../platform/tx.ts';
import { summaryOfCustomer, type SummaryOrder } from './order-summary.ts';
import { customerRef, summaryRef } from './repo.ts';
import { summaryOf, type FiguresSource } from './summary.ts';

/** Computations of one summary that may get in each other's way before one of them leaves it to a retry. */
const MOST_TRIES = 10;

/**
 * Computes the summary of a customer from what the given domains know. Always from the documents, never by adding to
 * what it was: whatever comes twice, late or in another order, the last computation began after the last change.
 */
export function customerSummaryEffect(sources: readonly FiguresSource[]): Effect<SummaryOrder> {
  return {
    ...summaryOfCustomer,
    maxAttempts: 8,
    leaseMs: 60_000,
    async perform({ org, payload, clock }) {
      for (let tries = 1; tries <= MOST_TRIES; tries += 1) {
        if (await compute(sources, org, payload.customerId, clock)) return { tries };
      }
      throw new Error(`summary of ${payload.customerId} is being computed by many at once`);
    },
  };
}

/** @returns false when another computation came in between, whose documents may be newer than ours */
async function compute(sources: readonly FiguresSource[], org: Tenant, customerId: string, clock: Clock): Promise<boolean> {
  const ref = summaryRef(org, customerId);
  const seen = (await reader.get(ref))?.version ?? 0;
  const figures = await Promise.all(sources.map((source) => source(reader, org, customerId)));
  return transact(clock, async (tx) => {
    const [present, customer] = [await tx.get(ref), await tx.get(customerRef(org, customerId))];
    if ((present?.version ?? 0) !== seen) return false;
    if (customer !== undefined) tx.set(ref, summaryOf(customerId, figures, { version: seen + 1, updatedAt: clock.now() }));
    return true;
  });
}
