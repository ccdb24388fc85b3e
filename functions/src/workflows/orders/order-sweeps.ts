import { randomUUID } from 'node:crypto';
import { invokeAsSystem } from '../../platform/invoke.ts';
import { log } from '../../platform/log.ts';
import { type SweepJob } from '../../platform/sweep-job.ts';
import { unpaidOrders } from '../../domains/orders/api.ts';
import { expireOrder } from './expire-order.ts';

const BATCH = 200;

/** Ends orders that should have been paid by now. One that fails stays due and comes up again. */
export const unpaidOrdersJob: SweepJob = {
  name: 'unpaid-orders',
  async run(clock) {
    for (const { org, orderId } of await unpaidOrders(clock.now(), BATCH)) {
      try {
        await invokeAsSystem(expireOrder, { org, job: 'unpaid-orders', input: { orderId }, clock, correlationId: randomUUID() });
      } catch (thrown) {
        log.error('order.expire-failed', thrown, { orgId: org.id, orderId });
      }
    }
  },
};
