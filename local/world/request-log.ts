import type { Service } from './faults.ts';

/** One vendor request as it came in. `status` is absent while it runs or when no answer was sent. */
export interface LoggedRequest {
  service: Service;
  method: string;
  path: string;
  /** The vendor-side idempotency key, if one was sent. */
  idempotencyKey?: string;
  /** The connected account it was made for (`Stripe-Account`). */
  account?: string;
  headers: { idempotencyKey?: string };
  params: unknown;
  at: string;
  status?: number;
  /** True when the answer came out of the idempotency store. */
  replayed?: boolean;
  /** The fault that was played on it. */
  fault?: string;
}

/** Every vendor request received, oldest first, bounded so that a long demo does not grow without end. */
export class RequestLog {
  private entries: LoggedRequest[] = [];

  add(entry: LoggedRequest): LoggedRequest {
    this.entries.push(entry);
    if (this.entries.length > 20_000) this.entries.splice(0, 1_000);
    return entry;
  }

  all(): LoggedRequest[] {
    return this.entries;
  }

  clear(): void {
    this.entries = [];
  }
}
