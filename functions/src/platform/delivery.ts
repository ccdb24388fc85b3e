/**
 * The envelope of everything that is done after a commit: outbox documents and stored provider events. The names are
 * those of Firebase's Trigger Email extension, so that its readers understand ours.
 */
export interface Delivery {
  readonly state: 'PENDING' | 'PROCESSING' | 'RETRY' | 'SUCCESS' | 'ERROR';
  readonly attempts: number;
  /**
   * When a sweep should look at this document: a lost trigger, a retry that is due, a lease that ran out.
   * `null` once it has ended, so that the sweep's query finds only what is open.
   */
  readonly dueAt: Date | null;
  /** Ordered for later: nobody takes it before. */
  readonly notBefore?: Date | null | undefined;
  readonly startTime: Date | null;
  readonly endTime: Date | null;
  readonly leaseExpireTime: Date | null;
  /** The last failure, in words for the log and the staff; never a secret. */
  readonly error: string | null;
  /** What the provider answered, such as its message id. */
  readonly info: Readonly<Record<string, unknown>> | null;
  /** What the provider reported afterwards, oldest first: delivered, bounced, opened. */
  readonly events?: readonly DeliveryEvent[] | undefined;
}

export interface DeliveryEvent {
  readonly id: string;
  readonly type: string;
  readonly at: Date;
  readonly detail: string | null;
}

/** A trigger normally acts within a second; after this a sweep assumes that it was lost. */
const TRIGGER_GRACE_MS = 30_000;
const FIRST_RETRY_MS = 20_000;
const LONGEST_RETRY_MS = 6 * 3_600_000;

export function pending(now: Date, notBefore: Date | null = null): Delivery {
  const dueAt = notBefore ?? new Date(now.getTime() + TRIGGER_GRACE_MS);
  return { state: 'PENDING', attempts: 0, dueAt, notBefore, startTime: null, endTime: null, leaseExpireTime: null, error: null, info: null };
}

/** Whether somebody may take it now: it is open, not held by another, and its time has come. */
export function isClaimable(delivery: Delivery, now: Date): boolean {
  const { state, leaseExpireTime, dueAt, notBefore } = delivery;
  if (state === 'PROCESSING') return leaseExpireTime !== null && leaseExpireTime <= now;
  if (state === 'RETRY') return dueAt !== null && dueAt <= now;
  return state === 'PENDING' && (notBefore ?? now) <= now;
}

/** Whether nobody has tried it yet, and nobody has had a reason to think so. */
export function isFresh({ state, dueAt }: Delivery, now: Date): boolean {
  return state === 'PENDING' && dueAt !== null && dueAt > now;
}

/** Whether the last attempt that it may have took its process down with it. */
export function isSpent({ state, attempts }: Delivery, maxAttempts: number): boolean {
  return state === 'PROCESSING' && attempts >= maxAttempts;
}

export function claimed(delivery: Delivery, now: Date, leaseMs: number): Delivery {
  const leaseExpireTime = new Date(now.getTime() + leaseMs);
  return { ...delivery, state: 'PROCESSING', attempts: delivery.attempts + 1, startTime: now, leaseExpireTime, dueAt: leaseExpireTime };
}

export function succeeded(delivery: Delivery, now: Date, info: Delivery['info']): Delivery {
  return { ...delivery, state: 'SUCCESS', endTime: now, leaseExpireTime: null, dueAt: null, error: null, info };
}

/** After a failed attempt: again later, each time twice as late, or the dead letter when attempts are used up. */
export function failed(delivery: Delivery, now: Date, error: string, maxAttempts: number): Delivery {
  const ended = { ...delivery, endTime: now, leaseExpireTime: null, error };
  if (delivery.attempts >= maxAttempts) return { ...ended, state: 'ERROR', dueAt: null };
  const wait = Math.min(FIRST_RETRY_MS * 2 ** (delivery.attempts - 1), LONGEST_RETRY_MS);
  return { ...ended, state: 'RETRY', dueAt: new Date(now.getTime() + wait) };
}

/** A dead letter taken up again by a person: as new, its history kept in the audit trail. */
export function revived(delivery: Delivery, now: Date): Delivery {
  return { ...delivery, state: 'RETRY', attempts: 0, endTime: null, dueAt: now };
}
