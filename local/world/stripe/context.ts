import type { WorldClock } from '../clock.ts';
import { randomId } from '../ids.ts';
import type { AccountData, Stored } from './store.ts';
import type { StripeState } from './state.ts';

/** What an endpoint or a control command works with: one account, one request. */
export interface Ctx {
  state: StripeState;
  db: AccountData;
  clock: WorldClock;
  /** Seconds since the epoch, as in every `created`. */
  now: number;
  request: { id: string | null; idempotencyKey: string | null };
  /** Records an event with the object as it is now, and delivers it. */
  emit(type: string, object: Stored, previous?: Record<string, unknown>): void;
}

/** A context for one account. Control commands have no request behind them. */
export function contextFor(state: StripeState, db: AccountData, request: Ctx['request'] = { id: null, idempotencyKey: null }): Ctx {
  const ctx: Ctx = {
    state,
    db,
    clock: state.clock,
    now: state.clock.seconds(),
    request,
    emit: (type, object, previous) => state.events.record(ctx, type, object, previous),
  };
  return ctx;
}

export const newRequestId = (): string => randomId('req_', 14);
