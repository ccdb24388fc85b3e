import { type Actor } from '../../platform/actor.ts';
import { type Clock } from '../../platform/clock.ts';
import { type Tenant } from '../../platform/tenancy.ts';
import { type Tx } from '../../platform/tx.ts';
import { type StepBy } from './order.ts';
import { changeOrder, type OrderPatch, type StoredOrder } from './repo.ts';
import { statusAfter, type OrderStep } from './status.ts';

/** The part of an action's context that a step needs. */
export interface Stepping {
  readonly tx: Tx;
  readonly org: Tenant;
  readonly clock: Clock;
  readonly actor: Actor;
}

/**
 * Moves an order along the table, with the time of the step.
 * @throws AppError `wrong-state`
 */
export function takeStep({ tx, org, clock, actor }: Stepping, order: StoredOrder, step: OrderStep, patch: OrderPatch = {}): StoredOrder {
  const status = statusAfter(step, order);
  const steps = [...order.steps, { status, at: clock.now(), by: stepBy(actor) }];
  return changeOrder(tx, org, order, { ...patch, status, steps });
}

export function stepBy({ kind }: Actor): StepBy {
  if (kind === 'system') return 'system';
  return kind === 'guest' || kind === 'link' || kind === 'user' ? 'customer' : 'staff';
}
