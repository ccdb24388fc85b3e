import { type DocumentReference } from 'firebase-admin/firestore';
import { type Clock } from './clock.ts';
import { claimed, failed, isClaimable, isSpent, pending, succeeded, type Delivery } from './delivery.ts';
import { newId } from './ids.ts';
import { log } from './log.ts';
import { Tenant, tenantCollection, type Entity } from './tenancy.ts';
import { together } from './together.ts';
import { type Tx } from './tx.ts';

/** One effect that a committed change asks for. The fields beside these belong to its kind. */
export interface OutboxDocument extends Entity {
  readonly kind: string;
  readonly correlationId: string;
  readonly createdAt: Date;
  readonly delivery: Delivery;
}

const outbox = tenantCollection<OutboxDocument>('outbox');

/** What a handler gets: its payload, and what it needs to act once. */
export interface EffectContext<P> {
  readonly org: Tenant;
  readonly payload: P;
  readonly outboxId: string;
  readonly clock: Clock;
  readonly correlationId: string;
  readonly attempt: number;
}

/** How one kind of outbox document is performed. `P` is the payload that `enqueue` wrote; our own code, our own type. */
export interface Effect<P> {
  readonly kind: string;
  /** The task queue whose function performs it; without one, `effects` performs it on the spot. */
  readonly queue?: 'render';
  readonly maxAttempts: number;
  /** How long one attempt may take before another may start. */
  readonly leaseMs: number;
  /**
   * Performs the effect. May be called again after it succeeded but before we knew, so it must carry an idempotency
   * key. Throws `Permanent` when trying again cannot help.
   * @returns what the provider answered, kept in `delivery.info`
   */
  perform(context: EffectContext<P>): Promise<Record<string, unknown>>;
  /** Writes what follows from success, in the transaction that marks the document done. */
  settle?(context: EffectContext<P> & { readonly tx: Tx; readonly info: Record<string, unknown> }): Promise<void>;
  /** Writes what follows from giving up, in the transaction that makes it a dead letter. */
  abandon?(context: EffectContext<P> & { readonly tx: Tx; readonly error: string }): Promise<void>;
}

/** A failure that another attempt cannot mend: a refused address, a device that is gone. */
export class Permanent extends Error {
  override readonly name = 'Permanent';
}

interface EnqueueOptions {
  /** Makes a second enqueue the same document; without it each one is new. */
  readonly id?: string;
  readonly notBefore?: Date;
}

type Enqueuer = { readonly tx: Tx; readonly org: Tenant; readonly clock: Clock; readonly correlationId: string };

/** Writes an outbox document in the transaction of the change that causes it. */
export function enqueue<P extends object>(
  { tx, org, clock, correlationId }: Enqueuer,
  effect: Pick<Effect<P>, 'kind'>,
  payload: P,
  options: EnqueueOptions = {},
): string {
  const now = clock.now();
  const ref = outbox.doc(org, options.id ?? newId());
  const document = { ...payload, kind: effect.kind, correlationId, createdAt: now, delivery: pending(now, options.notBefore ?? null) };
  tx.append(ref, { ...document, id: ref.id });
  return ref.id;
}

export type Effects = ReadonlyMap<string, Effect<never>>;

/** The handlers by kind; a kind named twice is a mistake of ours. */
export function effectTable(effects: readonly Effect<never>[]): Effects {
  const table = new Map(effects.map((effect) => [effect.kind, effect]));
  if (table.size !== effects.length) throw new Error('two effects have the same kind');
  return table;
}

/**
 * Performs one outbox document if nobody else has it: lease, perform, settle. A crash leaves the lease to run out,
 * and the sweep hands it to the next. Safe to call at any time and any number of times.
 */
export async function performOutbox(effects: Effects, orgId: string, outboxId: string, clock: Clock): Promise<void> {
  const org = Tenant.verified(orgId);
  const held = await claim({ org, clock, effects, ref: outbox.doc(org, outboxId) });
  if (held !== undefined) await attempt(held);
}

interface Work {
  readonly org: Tenant;
  readonly clock: Clock;
  readonly ref: DocumentReference<OutboxDocument>;
}

interface Held extends Work {
  readonly delivery: Delivery;
  readonly effect: Effect<never>;
  readonly context: EffectContext<never>;
}

function contextOf(document: OutboxDocument, { org, clock }: Work): EffectContext<never> {
  const { id, correlationId, delivery } = document;
  return { org, payload: document as never, outboxId: id, clock, correlationId, attempt: delivery.attempts };
}

const claim = together(async (tx: Tx, work: Work & { readonly effects: Effects }): Promise<Held | undefined> => {
  const { ref, clock, effects } = work;
  const document = await tx.get(ref);
  const now = clock.now();
  if (document === undefined || !isClaimable(document.delivery, now)) return undefined;
  const effect = effects.get(document.kind) ?? withoutHandler(document.kind);
  if (isSpent(document.delivery, effect.maxAttempts)) {
    const error = 'the last attempt ended without an answer';
    tx.patch(ref, { delivery: failed(document.delivery, now, error, 0) });
    await effect.abandon?.({ ...contextOf(document, work), tx, error });
    log.error('effect.dead', new Error(error), { kind: effect.kind, outboxId: ref.id });
    return undefined;
  }
  const delivery = claimed(document.delivery, now, effect.leaseMs);
  tx.patch(ref, { delivery });
  return { ...work, delivery, effect, context: contextOf({ ...document, delivery }, work) };
});

/** A kind of another release: tried as long as a release is rolled out or back, then left for people to see. */
function withoutHandler(kind: string): Effect<never> {
  return {
    kind,
    maxAttempts: 8,
    leaseMs: 60_000,
    perform: () => Promise.reject(new Error(`no handler for outbox kind ${kind}`)),
  };
}

async function attempt(held: Held): Promise<void> {
  const { effect, context, delivery, clock, ref } = held;
  const { kind } = effect;
  try {
    const info = await effect.perform(context);
    await finish({
      ...held,
      async end(tx) {
        await effect.settle?.({ ...context, tx, info });
        return succeeded(delivery, clock.now(), info);
      },
    });
    log.info('effect.done', { kind, outboxId: ref.id });
  } catch (thrown) {
    const error = thrown instanceof Error ? thrown.message : String(thrown);
    const after = failed(delivery, clock.now(), error, thrown instanceof Permanent ? 0 : effect.maxAttempts);
    await finish({
      ...held,
      async end(tx) {
        if (after.state === 'ERROR') await effect.abandon?.({ ...context, tx, error });
        return after;
      },
    });
    if (after.state === 'ERROR') log.error('effect.dead', thrown, { kind, outboxId: ref.id });
    else log.warning('effect.retry', { kind, outboxId: ref.id, error, attempts: delivery.attempts });
  }
}

const finish = together(async (tx: Tx, { ref, delivery, end }: Held & { readonly end: (tx: Tx) => Promise<Delivery> }): Promise<void> => {
  // Our lease may have run out while we worked; then the attempt that took over decides.
  const present = await tx.get(ref);
  if (present?.delivery.state !== 'PROCESSING' || present.delivery.attempts !== delivery.attempts) return;
  // Reports may have come in while we worked.
  tx.patch(ref, { delivery: { ...(await end(tx)), events: present.delivery.events } });
});

const SWEEP_BATCH = 200;

/** Open outbox documents whose time has come, over all organisations, oldest first. */
export async function dueOutbox(clock: Clock): Promise<readonly { orgId: string; outboxId: string; kind: string }[]> {
  const due = outbox.everywhere().where('delivery.dueAt', '<=', clock.now()).orderBy('delivery.dueAt').limit(SWEEP_BATCH);
  const { docs } = await due.get();
  return docs.map((doc) => ({ orgId: doc.ref.parent.parent?.id ?? '', outboxId: doc.id, kind: doc.data().kind }));
}
