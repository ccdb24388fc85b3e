import { AppError } from './errors.ts';

/** A bucket of tokens: `burst` at once, `perSecond` in the long run. */
export interface Limit {
  readonly perSecond: number;
  readonly burst: number;
}

export const limits = {
  person: { perSecond: 50, burst: 500 },
  /** A program with an API key. */
  program: { perSecond: 50, burst: 500 },
  /** Anybody at a shop; a whole office may order its lunch from one address. */
  shopper: { perSecond: 20, burst: 200 },
  /** Per address, for those who only have a link or nothing at all. */
  stranger: { perSecond: 5, burst: 50 },
} as const satisfies Record<string, Limit>;

/** What a caller has left, for it to know before it is refused. */
export interface LimitState extends Limit {
  readonly left: number;
}

interface Bucket {
  tokens: number;
  filledAt: number;
}

const MAX_BUCKETS = 10_000;
const buckets = new Map<string, Bucket>();

/**
 * Takes one token from the caller's bucket. Counted per instance: it stops a loop that ran wild at no cost per call;
 * a limit over all instances needs a shared store behind this same function.
 * @returns what is left
 * @throws AppError `rate-limited`
 */
export function spend(caller: string, limit: Limit, nowMs: number): LimitState {
  const bucket = buckets.get(caller) ?? { tokens: limit.burst, filledAt: nowMs };
  const earned = (Math.max(0, nowMs - bucket.filledAt) / 1000) * limit.perSecond;
  bucket.tokens = Math.min(limit.burst, bucket.tokens + earned);
  bucket.filledAt = nowMs;
  buckets.delete(caller);
  buckets.set(caller, bucket);
  if (buckets.size > MAX_BUCKETS) forgetOldest();
  if (bucket.tokens < 1) throw new AppError('rate-limited', `${caller} exceeds ${limit.perSecond} per second`, { data: { ...limit } });
  bucket.tokens -= 1;
  return { ...limit, left: Math.floor(bucket.tokens) };
}

function forgetOldest(): void {
  const oldest = buckets.keys().next();
  if (oldest.done !== true) buckets.delete(oldest.value);
}
