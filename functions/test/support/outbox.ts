import { frozenClock } from '../../src/platform/clock.ts';
import { database } from '../../src/platform/firestore.ts';
import { effectTable, performOutbox, type Effect } from '../../src/platform/outbox.ts';

/** Performs what waits in an organisation's outbox for the given handlers, as the trigger and its queues would. */
export async function performAll(orgId: string, effects: readonly Effect<never>[]): Promise<void> {
  const table = effectTable(effects);
  const { docs } = await database().collection(`orgs/${orgId}/outbox`).where('kind', 'in', [...table.keys()]).get();
  const open = docs.filter((doc) => doc.get('delivery.state') !== 'SUCCESS');
  for (const doc of open) await performOutbox(table, orgId, doc.id, frozenClock(new Date()));
}
