import { businessDate, type IsoDate } from '../../platform/business-date.ts';
import { type Clock } from '../../platform/clock.ts';
import { enqueue, type Effect } from '../../platform/outbox.ts';
import { log } from '../../platform/log.ts';
import { type SweepJob } from '../../platform/sweep-job.ts';
import { type Tenant } from '../../platform/tenancy.ts';
import { reader, transact, type Tx } from '../../platform/tx.ts';
import { ecb } from './providers/ecb/ecb.ts';
import { isCurrent } from './reference-rates.ts';
import { keepTables, lastCheckRef, latestBefore } from './repo.ts';

const EVERY_MS = 3_600_000;
/** While the bank does not answer, documents in other currencies may be waiting: as often as the sweep comes by. */
const MISSING_EVERY_MS = 50_000;

/** Brings in what the bank has published: one table, or the last ninety days when there is a gap. */
export async function fetchRates(clock: Clock): Promise<{ kept: number }> {
  const today = bankDay(clock.now());
  const known = await latestBefore(reader, today);
  const published = isCurrent(known, today) ? await ecb.latest() : await ecb.recent();
  const fetchedAt = clock.now();
  const kept = await transact(clock, (tx) => keepTables(tx, published.map((table) => ({ ...table, fetchedAt }))));
  return { kept };
}

/** Asks for rates now, for somebody who needs one and found none. */
export const ratesEffect: Effect<object> = {
  kind: 'exchange-rates',
  maxAttempts: 6,
  leaseMs: 60_000,
  perform: ({ clock }) => fetchRates(clock),
};

/** Orders the rates in the transaction of whoever will need them. */
export function orderRates(ordering: { tx: Tx; org: Tenant; clock: Clock; correlationId: string }): void {
  enqueue(ordering, ratesEffect, {});
}

/** Asks the bank every hour; every minute as long as it does not answer. */
export const ratesJob: SweepJob = {
  name: 'rates/fetch',
  async run(clock) {
    const now = clock.now();
    const isMine = await transact(clock, async (tx) => {
      const last = await tx.get(lastCheckRef());
      const pause = last?.answered === true ? EVERY_MS : MISSING_EVERY_MS;
      if (last !== undefined && now.getTime() - last.at.getTime() < pause) return false;
      tx.set(lastCheckRef(), { id: 'ecb', at: now, answered: false });
      return true;
    });
    if (!isMine) return;
    log.info('rates.fetched', await fetchRates(clock));
    await transact(clock, (tx) => Promise.resolve(tx.set(lastCheckRef(), { id: 'ecb', at: now, answered: true })));
  },
};

/** The bank's own calendar; it publishes nothing for a day that has not come. */
function bankDay(at: Date): IsoDate {
  return businessDate(at, 'Europe/Berlin');
}
