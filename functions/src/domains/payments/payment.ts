import * as z from 'zod';
import { Id } from '../../platform/ids.ts';
import { Instant } from '../../platform/instant.ts';
import { AmountMinor, CurrencyCode } from '../../platform/money.ts';
import { ProviderName, Subject } from './checkout.ts';

/** What reached our balance at the provider, in the currency of that balance. */
export const Settlement = z.object({
  transactionId: z.string(),
  currency: CurrencyCode,
  /** Before the fee; negative for money that goes out. */
  amount: AmountMinor,
  /** What the provider keeps. */
  fee: AmountMinor,
  net: AmountMinor,
  /** As the provider prints it; `null` when no currency was changed. */
  exchangeRate: z.string().nullable(),
});
export type Settlement = z.output<typeof Settlement>;

/**
 * One movement of money, immutable. What a document has been paid is the sum of its movements, computed anew whenever
 * one is added.
 */
export const Payment = z
  .object({
    id: Id,
    kind: z.enum(['payment']),
    status: z.enum(['succeeded']),
    subject: Subject,
    customerId: Id.nullable(),
    checkoutId: Id.nullable(),
    provider: ProviderName,
    account: z.string().nullable(),
    providerIds: z.object({ payment: z.string(), charge: z.string().nullable() }),
    /** What the customer paid. */
    amount: AmountMinor,
    currency: CurrencyCode,
    /** `ideal`, `card`, … as the provider names it. */
    method: z.string(),
    settlement: Settlement.nullable(),
    /** When the money was taken, by the provider's clock. */
    paidAt: Instant,
    createdAt: Instant,
  })
  .meta({ id: 'Payment' });
export type Payment = z.output<typeof Payment>;

/** The same payment at the provider is the same document here, however often we hear of it. */
export function paymentDocumentId(provider: ProviderName, providerPaymentId: string): string {
  return `${provider}_${providerPaymentId}`;
}
