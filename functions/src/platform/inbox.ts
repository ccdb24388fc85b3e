import { type Clock } from './clock.ts';
import { claimed, failed, isClaimable, isSpent, pending, revived, succeeded, type Delivery } from './delivery.ts';
import { log } from './log.ts';
import { rootCollection, type Entity } from './tenancy.ts';
import { transact, type Reader, type Tx } from './tx.ts';

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

const inbox = rootCollection<InboxDocument>('inbox');
const MAX_ATTEMPTS = 8;
const LEASE_MS = 60_000;

/** gRPC ALREADY_EXISTS: the document we tried to create is there. */
function alreadyExists(thrown: unknown): boolean {
  return thrown instanceof Error && 'code' in thrown && thrown.code === 6;
}

type Received = Pick<InboxDocument, 'provider' | 'type' | 'payload' | 'correlationId'> & { readonly eventId: string };

/**
 * Stores an event under the provider's own id.
 * @returns its id here, or `undefined` when it had been stored before
 */
export async function storeEvent(event: Received, clock: Clock): Promise<string | undefined> {
  const { eventId, ...fields } = event;
  const now = clock.now();
  const ref = inbox.doc(`${event.provider}_${eventId}`);
  try {
    await ref.create({ id: ref.id, ...fields, receivedAt: now, delivery: pending(now) });
    return ref.id;
  } catch (thrown) {
    if (alreadyExists(thrown)) return undefined;
    throw thrown;
  }
}

/** How one provider's events are processed; several deliveries, any order. */
export interface EventHandler {
  readonly provider: string;
  /** @returns what was done with it, for people who look at the inbox */
  process(event: InboxDocument, clock: Clock): Promise<Record<string, unknown>>;
  /** The organisation that an event is about, asked when it is given up. */
  ownerOf?(event: InboxDocument): Promise<string | undefined>;
}

/** Processes a stored event under a lease; a failing one is tried again later and in the end parked, visible. */
export async function processEvent(handlers: readonly EventHandler[], inboxId: string, clock: Clock): Promise<void> {
  const ref = inbox.doc(inboxId);
  const held = await transact(clock, async (tx) => {
    const stored = await tx.get(ref);
    if (stored === undefined || !isClaimable(stored.delivery, clock.now())) return undefined;
    if (isSpent(stored.delivery, MAX_ATTEMPTS)) return { event: stored, handle: lost };
    const delivery = claimed(stored.delivery, clock.now(), LEASE_MS);
    tx.patch(ref, { delivery });
    return { event: { ...stored, delivery }, handle: handlerOf(handlers, stored).process };
  });
  if (held === undefined) return;
  const { event } = held;
  const delivery = await processed(held.handle, event, clock);
  const parkedFor = delivery.state === 'ERROR' ? await ownerOf(handlers, event) : null;
  await transact(clock, async (tx) => tx.patch(ref, { delivery, parkedFor }));
}

/** For an event that took the process down with it, each time. */
const lost = (): Promise<never> => Promise.reject(new Error('the last attempt ended without an answer'));

function handlerOf(handlers: readonly EventHandler[], { provider }: InboxDocument): EventHandler {
  const handler = handlers.find((candidate) => candidate.provider === provider);
  return handler ?? { provider, process: () => Promise.reject(new Error(`no handler for events of ${provider}`)) };
}

async function ownerOf(handlers: readonly EventHandler[], event: InboxDocument): Promise<string> {
  return (await handlerOf(handlers, event).ownerOf?.(event).catch(() => undefined)) ?? NOBODYS;
}

async function processed(handle: EventHandler['process'], event: InboxDocument, clock: Clock): Promise<Delivery> {
  const fields = { inboxId: event.id, type: event.type };
  try {
    const info = await handle(event, clock);
    log.info('inbox.done', fields);
    return succeeded(event.delivery, clock.now(), info);
  } catch (thrown) {
    const error = thrown instanceof Error ? thrown.message : String(thrown);
    const after = failed(event.delivery, clock.now(), error, MAX_ATTEMPTS);
    if (after.state === 'ERROR') log.error('inbox.parked', thrown, fields);
    else log.warning('inbox.retry', { ...fields, error });
    return after;
  }
}

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
