import * as z from 'zod';
import { action } from '../../platform/action.ts';
import { AppError } from '../../platform/errors.ts';
import { Id } from '../../platform/ids.ts';
import { longText } from '../../platform/text.ts';
import { ordersById, OrderStatus, type StoredOrder } from '../../domains/orders/api.ts';
import { type Stocking } from '../../domains/stock/api.ts';
import { staffStep, StaffStep } from './order-steps.ts';

const Result = z.object({
  orderId: Id,
  /** Where the order stands now; `null` when there is no such order. */
  status: OrderStatus.nullable(),
  /** Why the step was not taken; `null` when it was. */
  refused: z.object({ code: z.string(), say: z.object({ en: z.string(), nl: z.string() }) }).nullable(),
});

export const bulkStepOrders = action({
  name: 'orders/bulk-step',
  summary: 'Takes the same step with several orders, with a result for each',
  permission: 'orders.write',
  input: z.object({
    orderIds: z.array(Id).min(1, 'must name at least one order').max(40, 'must be at most 40 orders').refine((ids) => new Set(ids).size === ids.length, 'must name each order once'),
    step: StaffStep,
    /** On cancelling; the customer reads it. */
    reason: longText(300).default(''),
  }),
  output: z.object({ results: z.array(Result) }),
  async run({ input: { orderIds, step, reason }, ...stepping }) {
    const orders = await ordersById(stepping.tx, stepping.org, orderIds);
    const results: z.output<typeof Result>[] = [];
    // One after the other: orders may share stock, and each sees what those before it wrote.
    for (const [index, orderId] of orderIds.entries()) results.push(await attempt(stepping, orderId, orders[index], step, reason));
    return { results };
  },
});

async function attempt(stepping: Stocking, orderId: string, order: StoredOrder | undefined, step: StaffStep, reason: string): Promise<z.output<typeof Result>> {
  try {
    if (order === undefined) throw new AppError('not-found', `no order ${orderId}`);
    const { status } = await staffStep(stepping, order, step, { reason, goods: 'wasted' });
    return { orderId, status, refused: null };
  } catch (thrown) {
    // A step that is refused has written nothing; whatever else goes wrong undoes all of them.
    if (!(thrown instanceof AppError) || (thrown.code !== 'wrong-state' && thrown.code !== 'not-found')) throw thrown;
    return { orderId, status: order?.status ?? null, refused: { code: thrown.code, say: thrown.say } };
  }
}
