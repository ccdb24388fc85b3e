import * as z from 'zod';
import { stableId } from '../../platform/ids.ts';
import { invokeAsSystem } from '../../platform/invoke.ts';
import { type Effect } from '../../platform/outbox.ts';
import { reader } from '../../platform/tx.ts';
import { askForRefund, ProviderRefund, refundRef } from '../../domains/payments/api.ts';
import { REFUND_ORDER, type RefundPayload } from './refund-order-later.ts';
import { requestOrderRefund } from './request-order-refund.ts';
import { settleRefund } from '../payments/settle-refund.ts';

/** The outbox kind `order-refund`: asks the provider for each refund; the sweep goes on with what stays unanswered. */
export const refundOrderEffect: Effect<RefundPayload> = {
  ...REFUND_ORDER,
  maxAttempts: 8,
  leaseMs: 60_000,
  async perform({ org, payload, clock, correlationId, outboxId }) {
    const call = { org, job: 'order-refund', clock, correlationId };
    const reply = await invokeAsSystem(requestOrderRefund, { ...call, input: { orderId: payload.orderId }, idempotencyKey: outboxId });
    const { refundIds } = z.object({ refundIds: z.array(z.string()) }).parse(reply);
    for (const refundId of refundIds) {
      const refund = await reader.require(refundRef(org, refundId));
      const present = z.encode(ProviderRefund, await askForRefund({ org, clock }, refund));
      const input = { paymentId: refund.paymentId, refundId, present };
      await invokeAsSystem(settleRefund, { ...call, input, idempotencyKey: stableId(refundId, String(refund.version), JSON.stringify(present)) });
    }
    return { refunds: refundIds.length };
  },
};
