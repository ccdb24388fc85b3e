import { enqueue } from '../../platform/outbox.ts';
import { type StoredOrder } from '../../domains/orders/api.ts';
import { type Recording } from '../../domains/payments/api.ts';

export const REFUND_ORDER = { kind: 'order-refund' } as const;

export interface RefundPayload {
  readonly orderId: string;
}

/** Pays back after the commit what an order has too much; nothing happens when nothing is due. */
export function refundLater(recording: Recording, { id, version, payment }: StoredOrder): void {
  if (payment.refundDue <= 0) return;
  // One request for each time something becomes due.
  const payload: RefundPayload = { orderId: id };
  enqueue(recording, REFUND_ORDER, payload, { id: `order-refund_${id}_${version}` });
}
