import { getFunctions } from 'firebase-admin/functions';
import * as z from 'zod';
import { requestClock } from './clock.ts';
import { setting } from './config.ts';
import { database } from './firestore.ts';
import { inGroups } from './groups.ts';
import { Id } from './ids.ts';
import { dueEvents } from './inbox.ts';
import { log } from './log.ts';
import { dueOutbox, performOutbox, type Effects } from './outbox.ts';
import { processEvents, type EventHandler } from './process-events.ts';
import { type SweepJob } from './sweep-job.ts';

const REGION = 'europe-west4';

const OutboxTask = z.object({ orgId: Id, outboxId: Id });
/** Each is processed beside the others; the memory of the function and its lease are made for so many. */
const EVENTS_PER_TASK = 20;
const InboxTask = z.object({ inboxIds: z.array(Id).min(1).max(EVENTS_PER_TASK) });

/** Puts work on a task queue of ours; the task only names the document, which says the rest. */
async function toQueue(queue: 'render' | 'inbox', data: object): Promise<void> {
  database(); // the app is initialised there, once
  await getFunctions().taskQueue(`locations/${REGION}/functions/${queue}`).enqueue(data);
}

/** Hands a stored event to a task, with those that come at the same moment. A failure here is not lost: the sweep finds them again. */
export const queueEvent = inGroups(EVENTS_PER_TASK, queueEvents);

async function queueEvents(inboxIds: readonly string[]): Promise<readonly void[]> {
  try {
    await toQueue('inbox', { inboxIds });
  } catch (thrown) {
    log.error('inbox.not-queued', thrown, { inboxIds });
  }
  return [];
}

/** The trigger on a new outbox document: performs it now, or hands it to its queue. */
export async function onOutboxCreated(effects: Effects, params: Record<string, string>, kind: string | undefined): Promise<void> {
  const { scopeId = '', outboxId = '' } = params;
  await route(effects, scopeId, outboxId, kind ?? '');
}

async function route(effects: Effects, orgId: string, outboxId: string, kind: string): Promise<void> {
  const queue = effects.get(kind)?.queue;
  if (queue !== undefined) await toQueue(queue, { orgId, outboxId });
  else await performOutbox(effects, orgId, outboxId, await requestClock(setting('CLOCK_URL')));
}

/** One task of the queue `render`. */
export async function onRenderTask(effects: Effects, data: unknown): Promise<void> {
  const { orgId, outboxId } = OutboxTask.parse(data);
  await performOutbox(effects, orgId, outboxId, await requestClock(setting('CLOCK_URL')));
}

/** One task of the queue `inbox`. */
export async function onInboxTask(handlers: readonly EventHandler[], data: unknown): Promise<void> {
  const { inboxIds } = InboxTask.parse(data);
  await processEvents(handlers, inboxIds, await requestClock(setting('CLOCK_URL')));
}

interface Sweepable {
  readonly effects: Effects;
  readonly sweeps: readonly SweepJob[];
}

/** Takes up what is due. One item that fails does not keep the others from their turn. */
export async function sweepDue({ effects, sweeps }: Sweepable): Promise<void> {
  const clock = await requestClock(setting('CLOCK_URL'));
  const due = await dueOutbox(clock);
  const events = await dueEvents(clock);
  const work = [
    ...due.map(({ orgId, outboxId, kind }) => () => route(effects, orgId, outboxId, kind)),
    // One by one: an event that took its process down must not spend the attempts of others.
    ...events.map((inboxId) => () => queueEvents([inboxId])),
    ...sweeps.map((job) => () => job.run(clock)),
  ];
  const results = await Promise.allSettled(work.map((start) => start()));
  for (const result of results) if (result.status === 'rejected') log.error('sweep.item-failed', result.reason);
  log.info('sweep.done', { outbox: due.length, events: events.length });
}
