import * as z from 'zod';
import { type Permission } from '../../platform/actor.ts';
import { AppError, type Say } from '../../platform/errors.ts';
import { type ServiceForm } from '../catalogue/api.ts';

export const OrderStatus = z.enum([
  'pending',
  'paid',
  'accepted',
  'preparing',
  'ready',
  'out-for-delivery',
  'delivered',
  'completed',
  'cancelled',
  'refunded',
]);
export type OrderStatus = z.output<typeof OrderStatus>;

interface StepRule {
  readonly from: readonly OrderStatus[];
  readonly to: OrderStatus;
  /** Who takes it: staff with any of these permissions, the customer of the order, or only we. */
  readonly by: readonly (Permission | 'customer' | 'system')[];
  /** Orders it exists for; all when left out. */
  readonly services?: readonly ServiceForm[];
}

/** Every step an order may take and who may take it; what is not here cannot happen. */
export const ORDER_STEPS = {
  pay: { from: ['pending'], to: 'paid', by: ['system'] },
  accept: { from: ['pending', 'paid'], to: 'accepted', by: ['orders.write', 'system'] },
  prepare: { from: ['accepted'], to: 'preparing', by: ['kitchen.use', 'orders.write'] },
  ready: { from: ['accepted', 'preparing'], to: 'ready', by: ['kitchen.use', 'orders.write'] },
  dispatch: { from: ['ready'], to: 'out-for-delivery', by: ['delivery.write', 'orders.write'], services: ['deliver'] },
  deliver: { from: ['out-for-delivery'], to: 'delivered', by: ['delivery.write', 'orders.write'], services: ['deliver'] },
  complete: { from: ['ready'], to: 'completed', by: ['orders.write'], services: ['eat-in', 'collect'] },
  cancel: { from: ['pending', 'paid', 'accepted', 'preparing', 'ready', 'out-for-delivery'], to: 'cancelled', by: ['orders.write'] },
  withdraw: { from: ['pending', 'paid'], to: 'cancelled', by: ['customer'] },
  expire: { from: ['pending'], to: 'cancelled', by: ['system'] },
  refund: { from: ['cancelled', 'delivered', 'completed'], to: 'refunded', by: ['system'] },
} as const satisfies Readonly<Record<string, StepRule>>;

export type OrderStep = keyof typeof ORDER_STEPS;
export const OrderStep = z.enum(Object.keys(ORDER_STEPS) as [OrderStep, ...OrderStep[]]);

/** The steps as a table of statuses. */
export const ORDER_TRANSITIONS: Readonly<Record<OrderStatus, readonly OrderStatus[]>> = Object.fromEntries(
  OrderStatus.options.map((status) => [status, reachedFrom(status)]),
) as never;

function reachedFrom(status: OrderStatus): OrderStatus[] {
  return [...new Set(Object.values<StepRule>(ORDER_STEPS).flatMap(({ from, to }) => (from.includes(status) ? [to] : [])))];
}

/** Statuses of orders that somebody still works on or waits for. */
const OPEN: readonly OrderStatus[] = ['pending', 'paid', 'accepted', 'preparing', 'ready', 'out-for-delivery'];
export const isOpen = (status: OrderStatus): boolean => OPEN.includes(status);

/** Statuses in which an order keeps a kitchen busy. */
export const IN_KITCHEN: readonly OrderStatus[] = ['accepted', 'preparing'];

/**
 * The status after a step.
 * @throws AppError `wrong-state` when the order cannot take it as it stands
 */
export function statusAfter(step: OrderStep, { id, status, service }: { readonly id: string; readonly status: OrderStatus; readonly service: ServiceForm }): OrderStatus {
  const rule: StepRule = ORDER_STEPS[step];
  if (!rule.from.includes(status) || (rule.services !== undefined && !rule.services.includes(service))) {
    throw new AppError('wrong-state', `order ${id} is ${status} (${service}): no ${step}`, { say: noSuchStep(status), data: { status, step } });
  }
  return rule.to;
}

function noSuchStep(status: OrderStatus): Say {
  const { en, nl } = STATUS_WORDS[status];
  return { en: `This order is ${en}; that is not possible now.`, nl: `Deze bestelling is ${nl}; dat kan nu niet.` };
}

/** Each status as it completes "this order is …". */
export const STATUS_WORDS: Readonly<Record<OrderStatus, Say>> = {
  pending: { en: 'waiting for confirmation', nl: 'in afwachting van bevestiging' },
  paid: { en: 'paid', nl: 'betaald' },
  accepted: { en: 'accepted', nl: 'aangenomen' },
  preparing: { en: 'being prepared', nl: 'in bereiding' },
  ready: { en: 'ready', nl: 'klaar' },
  'out-for-delivery': { en: 'on its way', nl: 'onderweg' },
  delivered: { en: 'delivered', nl: 'bezorgd' },
  completed: { en: 'completed', nl: 'afgerond' },
  cancelled: { en: 'cancelled', nl: 'geannuleerd' },
  refunded: { en: 'refunded', nl: 'terugbetaald' },
};
