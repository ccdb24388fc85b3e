import { type DocumentReference } from 'firebase-admin/firestore';
import { type Clock } from './clock.ts';
import { claimed, failed, isClaimable, isFresh, isSpent, succeeded, type Delivery } from './delivery.ts';
import { inbox, NOBODYS, type InboxDocument } from './inbox.ts';
import { log } from './log.ts';
import { type Entity } from './tenancy.ts';
import { transact, type Tx } from './tx.ts';

/** What was done with an event, for people who look at the inbox. */
export type Outcome = Readonly<Record<string, unknown>>;

/** How one provider's events are processed; several deliveries, any order. */
export interface EventHandler {
  readonly provider: string;
  process(event: InboxDocument, clock: Clock): Promise<Outcome>;
  /** The same for events that need nothing from outside: in the one transaction that also concludes them. */
  readonly within?: Within;
  /** The organisation that an event is about, asked when it is given up. */
  ownerOf?(event: InboxDocument): Promise<string | undefined>;
}

interface Within {
  /** What `apply` will read, so that many events read in one trip. */
  reads(event: InboxDocument): readonly DocumentReference<Entity>[];
  apply(tx: Tx, event: InboxDocument): Promise<Outcome>;
}

const MAX_ATTEMPTS = 8;
const LEASE_MS = 60_000;

interface Held {
  readonly event: InboxDocument;
  readonly handle: EventHandler['process'];
}

/**
 * Processes stored events; a failing one is tried again later and in the end parked, visible. Those that come together
 * are claimed and concluded together, so that a burst pays few transactions.
 */
export async function processEvents(handlers: readonly EventHandler[], inboxIds: readonly string[], clock: Clock): Promise<void> {
  const work = new EventWork(handlers, clock);
  const held = await work.take(inboxIds);
  if (held.length > 0) await work.conclude(held);
}

class EventWork {
  constructor(
    private readonly handlers: readonly EventHandler[],
    private readonly clock: Clock,
  ) {}

  /** Applies what can be applied on the spot. @returns what else is open, under a lease */
  async take(inboxIds: readonly string[]): Promise<readonly Held[]> {
    try {
      return await this.taken(inboxIds, true);
    } catch (thrown) {
      // One of them cannot be applied: each then makes its attempt by itself, and is retried or parked by itself.
      log.warning('inbox.apart', { inboxIds, error: String(thrown) });
      return this.taken(inboxIds, false);
    }
  }

  /** Calls the handlers side by side and notes what came of it. */
  async conclude(held: readonly Held[]): Promise<void> {
    const ended = await Promise.all(
      held.map(async ({ event, handle }) => {
        const delivery = await attempted(handle, event, this.clock);
        return { id: event.id, delivery, parkedFor: delivery.state === 'ERROR' ? await this.ownerOf(event) : null };
      }),
    );
    await transact(this.clock, async (tx) => {
      for (const { id, ...fields } of ended) tx.patch(inbox.doc(id), fields);
    });
  }

  private async taken(inboxIds: readonly string[], onTheSpot: boolean): Promise<readonly Held[]> {
    const { applied, held } = await transact(this.clock, async (tx) => {
      const now = this.clock.now();
      const stored = await tx.getAll(inboxIds.map((id) => inbox.doc(id)));
      const open = stored.filter((event): event is InboxDocument => event !== undefined && isClaimable(event.delivery, now));
      // Whoever took its process down must be counted: only what nobody has tried yet goes without a claim.
      const direct = open.filter((event) => onTheSpot && isFresh(event.delivery, now) && this.handlerOf(event).within !== undefined);
      await this.apply(tx, direct);
      return { applied: direct, held: open.filter((event) => !direct.includes(event)).map((event) => this.claim(tx, event)) };
    });
    for (const { id, type } of applied) log.info('inbox.done', { inboxId: id, type });
    return held;
  }

  /** One after another: two events about one document see each other's change. */
  private async apply(tx: Tx, events: readonly InboxDocument[]): Promise<void> {
    const now = this.clock.now();
    await tx.getAll(events.flatMap((event) => this.handlerOf(event).within?.reads(event) ?? []));
    for (const event of events) {
      const info = await this.handlerOf(event).within?.apply(tx, event);
      tx.patch(inbox.doc(event.id), { delivery: succeeded(claimed(event.delivery, now, LEASE_MS), now, info ?? null) });
    }
  }

  private claim(tx: Tx, event: InboxDocument): Held {
    if (isSpent(event.delivery, MAX_ATTEMPTS)) return { event, handle: lost };
    const delivery = claimed(event.delivery, this.clock.now(), LEASE_MS);
    tx.patch(inbox.doc(event.id), { delivery });
    return { event: { ...event, delivery }, handle: this.handlerOf(event).process };
  }

  private handlerOf({ provider }: InboxDocument): EventHandler {
    const handler = this.handlers.find((candidate) => candidate.provider === provider);
    return handler ?? { provider, process: () => Promise.reject(new Error(`no handler for events of ${provider}`)) };
  }

  private async ownerOf(event: InboxDocument): Promise<string> {
    return (await this.handlerOf(event).ownerOf?.(event).catch(() => undefined)) ?? NOBODYS;
  }
}

/** For an event that took the process down with it, each time. */
const lost = (): Promise<never> => Promise.reject(new Error('the last attempt ended without an answer'));

async function attempted(handle: EventHandler['process'], event: InboxDocument, clock: Clock): Promise<Delivery> {
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
