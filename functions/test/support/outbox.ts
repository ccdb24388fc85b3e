import { frozenClock } from '../../src/platform/clock.ts';
import { database } from '../../src/platform/firestore.ts';
import { effectTable, performOutbox, type Effect } from '../../src/platform/outbox.ts';

/** Performs what waits in an organisation's outbox for the given handlers, as the trigger and its queues would; what is tried again, when it is due. */
export async function performAll(orgId: string, effects: readonly Effect<never>[]): Promise<void> {
  const table = effectTable(effects);
  const { docs } = await database().collection(`orgs/${orgId}/outbox`).where('kind', 'in', [...table.keys()]).get();
  const open = docs.filter((doc) => doc.get('delivery.state') !== 'SUCCESS');
  for (const doc of open) await performOutbox(table, orgId, doc.id, frozenClock(momentOf(doc)));
}

/** Now; or, for what is tried again, when it is due. */
function momentOf(doc: FirebaseFirestore.QueryDocumentSnapshot): Date {
  const dueAt = (doc.get('delivery.dueAt') as FirebaseFirestore.Timestamp | null)?.toDate() ?? new Date();
  return doc.get('delivery.state') === 'RETRY' && dueAt > new Date() ? dueAt : new Date();
}
