import { type Clock } from './clock.ts';
import { pending, revived, type Delivery } from './delivery.ts';
import { database } from './firestore.ts';
import { inGroups } from './groups.ts';
import { rootCollection, type Entity } from './tenancy.ts';
import { type Reader, type Tx } from './tx.ts';

/** One event a provider sent us, kept as it came. */
export interface InboxDocument extends Entity {
  readonly provider: string;
  readonly type: string;
  /** The event as received; its facts are hints, the provider's present state is what counts. */
  readonly payload: string;
  readonly receivedAt: Date;
  readonly correlationId: string;
  readonly delivery: Delivery;
  /** Once it was given up: the organisation whose staff may replay it, or `NOBODYS`. */
  readonly parkedFor?: string | null | undefined;
}

/** Owner of parked events that belong to no organisation we know of. */
export const NOBODYS = 'platform';

export const inbox = rootCollection<InboxDocument>('inbox');

type Received = Pick<InboxDocument, 'provider' | 'type' | 'payload' | 'correlationId'> & { readonly eventId: string };

/**
 * Stores an event under the provider's own id.
 * @returns its id here, or `undefined` when it had been stored before
 */
export async function storeEvent(event: Received, clock: Clock): Promise<string | undefined> {
  const { eventId, ...fields } = event;
  const now = clock.now();
  const id = `${event.provider}_${eventId}`;
  const written = await createInGroup({ id, ...fields, receivedAt: now, delivery: pending(now) });
  if (written.status === 'fulfilled') return id;
  if (codeOf(written.reason) === ALREADY_EXISTS) return undefined;
  throw written.reason;
}

/** The most that Firestore's batch of independent writes takes at once, as its SDK sends them. */
const CREATED_AT_ONCE = 20;

/** Documents that are independent of each other and share a trip: one that exists says nothing about the others. */
const createInGroup = inGroups(CREATED_AT_ONCE, async (events: readonly InboxDocument[]) => {
  const writer = database().bulkWriter({ throttling: false });
  // Who delivers will come again; long before that the other instances will have taken over.
  writer.onWriteError(({ code, failedAttempts }) => TRANSIENT.includes(code) && failedAttempts < 3);
  const writes = Promise.allSettled(events.map((event) => writer.create(inbox.doc(event.id), event)));
  await writer.close();
  return writes;
});

// Of gRPC: https://grpc.github.io/grpc/core/md_doc_statuscodes.html
const ALREADY_EXISTS = 6;
const TRANSIENT: readonly number[] = [10, 14];

const codeOf = (thrown: unknown): unknown => (thrown instanceof Error && 'code' in thrown ? thrown.code : undefined);

const SWEEP_BATCH = 200;

/** Stored events whose time has come, oldest first. */
export async function dueEvents(clock: Clock): Promise<readonly string[]> {
  const due = inbox.all().where('delivery.dueAt', '<=', clock.now()).orderBy('delivery.dueAt').limit(SWEEP_BATCH);
  return (await due.get()).docs.map(({ id }) => id);
}

/** The most that is shown or taken up again at once. */
export const PARKED_AT_ONCE = 100;

/** Events that were given up and not taken up again, of these owners. */
export function parkedEvents(reader: Reader, owners: readonly string[]): Promise<InboxDocument[]> {
  return reader.find(inbox.all().where('parkedFor', 'in', owners).limit(PARKED_AT_ONCE));
}

/** Takes a parked event up again from the start; the sweep hands it to its task within a minute. */
export function reviveEvent(tx: Tx, { id, delivery }: InboxDocument, clock: Clock): void {
  tx.patch(inbox.doc(id), { delivery: revived(delivery, clock.now()), parkedFor: null });
}
