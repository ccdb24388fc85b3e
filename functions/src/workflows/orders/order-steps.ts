import * as z from 'zod';
import { Instant } from '../../platform/instant.ts';
import { Id } from '../../platform/ids.ts';
import { mailOrder, OrderStatus, takeStep, type StoredOrder } from '../../domains/orders/api.ts';
import { take, type Goods, type Stocking } from '../../domains/stock/api.ts';
import { accept } from './accepting.ts';
import { endOrder } from './end-order.ts';

/** Steps that the staff takes. */
export const StaffStep = z.enum(['accept', 'prepare', 'ready', 'dispatch', 'deliver', 'complete', 'cancel']);
export type StaffStep = z.output<typeof StaffStep>;

/** What a step answers; no more than everybody who may take one may know. */
export const StepReply = z.object({ orderId: Id, number: z.string(), status: OrderStatus, dueAt: Instant });
export type StepReply = z.output<typeof StepReply>;

export function stepReply({ id, number, status, dueAt }: StoredOrder): StepReply {
  return { orderId: id, number, status, dueAt };
}

interface With {
  /** On accepting, the minutes it will take; else estimated from the kitchen's load. */
  readonly minutes?: number | null;
  /** On cancelling. */
  readonly reason?: string;
  readonly goods?: Goods;
}

/** Takes one step of the staff's, with all that follows from it. @throws AppError `wrong-state`; then nothing is written */
export async function staffStep(stepping: Stocking, order: StoredOrder, step: StaffStep, { minutes = null, reason = '', goods = 'returned' }: With = {}): Promise<StoredOrder> {
  switch (step) {
    case 'accept':
      return accept(stepping, order, minutes);
    case 'ready': {
      const ready = takeStep(stepping, order, 'ready');
      await take(stepping, order.id);
      if (order.service === 'collect') mailOrder(stepping, ready, 'ready');
      return ready;
    }
    case 'dispatch': {
      const dispatched = takeStep(stepping, order, 'dispatch');
      mailOrder(stepping, dispatched, 'out-for-delivery');
      return dispatched;
    }
    case 'cancel':
      return endOrder(stepping, order, 'cancel', { reason, goods });
    case 'prepare':
    case 'deliver':
    case 'complete':
      return takeStep(stepping, order, step);
  }
}
