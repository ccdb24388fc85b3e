import * as z from 'zod';
import { Id } from '../../platform/ids.ts';
import { Instant, stamps } from '../../platform/instant.ts';
import { AmountMinor, CurrencyCode } from '../../platform/money.ts';
import { ProviderName, Subject } from './checkout.ts';

export const RefundStatus = z.enum(['requested', 'pending', 'succeeded', 'failed', 'cancelled']);
export type RefundStatus = z.output<typeof RefundStatus>;

/**
 * Every move a refund may make. `requested` is our intention before the provider has answered; `pending` means that the
 * provider is sending it. Even one that succeeded can come back from the customer's bank.
 */
export const REFUND_TRANSITIONS: Readonly<Record<RefundStatus, readonly RefundStatus[]>> = {
  requested: ['pending', 'succeeded', 'failed', 'cancelled'],
  pending: ['succeeded', 'failed', 'cancelled'],
  succeeded: ['failed'],
  failed: [],
  cancelled: [],
};

/** Statuses in which the money is gone or on its way, so that it cannot be refunded again. */
export const HOLDS_MONEY: readonly RefundStatus[] = ['requested', 'pending', 'succeeded'];

export const Refund = z
  .object({
    id: Id,
    /** The payment document it takes from. */
    paymentId: Id,
    subject: Subject,
    customerId: Id.nullable(),
    provider: ProviderName,
    account: z.string().nullable(),
    /** Positive. */
    amount: AmountMinor,
    currency: CurrencyCode,
    reason: z.string().nullable(),
    status: RefundStatus,
    /** Part of the key towards the provider; see Checkout. */
    attempt: z.int().positive(),
    providerId: z.string().nullable(),
    failure: z.object({ code: z.string(), message: z.string() }).nullable(),
    creditNoteId: Id.nullable(),
    /** Who asked: a person, or the provider's own dashboard. */
    requestedBy: z.string(),
    checkAt: Instant.nullable(),
    ...stamps,
  })
  .meta({ id: 'Refund' });
export type Refund = z.output<typeof Refund>;

export function isRefundMove(from: RefundStatus, to: RefundStatus): boolean {
  return REFUND_TRANSITIONS[from].includes(to);
}
