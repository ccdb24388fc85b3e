import * as z from 'zod';
import { AppError } from '../../platform/errors.ts';
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
 * `refund-returned`: the customer's bank sent a refund back. `dispute`: the customer's bank took the money;
 * `dispute-returned`: we got it again. `credit-moved`: what one document was paid too much settles another.
 */
export const PaymentKind = z.enum(['payment', 'refund', 'refund-returned', 'dispute', 'dispute-returned', 'credit-moved']);
export type PaymentKind = z.output<typeof PaymentKind>;

/** Who knows of the money: a provider, or only our own counter and bank book. */
export const PaymentSource = z.enum([...ProviderName.options, 'counter']);
export type PaymentSource = z.output<typeof PaymentSource>;

/**
 * One movement of money, immutable. What a document has been paid is the sum of its movements, computed anew whenever
 * one is added.
 */
export const Payment = z
  .object({
    id: Id,
    kind: PaymentKind,
    status: z.enum(['succeeded']),
    subject: Subject,
    /** The payment that a refund or a dispute takes from; `null` for a payment itself. */
    reverses: Id.nullable(),
    customerId: Id.nullable(),
    checkoutId: Id.nullable(),
    provider: PaymentSource,
    account: z.string().nullable(),
    providerIds: z.object({
      payment: z.string(),
      charge: z.string().nullable(),
      refund: z.string().nullable(),
      dispute: z.string().nullable(),
    }),
    /** What came from the customer; negative for what went back. */
    amount: AmountMinor,
    currency: CurrencyCode,
    /** `ideal`, `card`, … as the provider names it. */
    method: z.string(),
    settlement: Settlement.nullable(),
    /** When the money moved, by the provider's clock. */
    paidAt: Instant,
    createdAt: Instant,
  })
  .meta({ id: 'Payment' });
export type Payment = z.output<typeof Payment>;

/** The same payment at the provider is the same document here, however often we hear of it. */
export function paymentDocumentId(provider: ProviderName, providerPaymentId: string): string {
  return `${provider}_${providerPaymentId}`;
}

/**
 * What a movement that takes from a payment (or gives back to it) has in common with that payment. Field by field, so
 * that the same movement is always written in the same order.
 */
export function reversalOf({ id, subject, customerId, checkoutId, provider, account, currency, method }: Payment, createdAt: Date) {
  return { status: 'succeeded', subject, reverses: id, customerId, checkoutId, provider, account, currency, method, createdAt } as const;
}

/**
 * The provider that a payment came through.
 * @throws AppError `wrong-state` for one taken at the counter, which no provider can pay back
 */
export function providerOf({ id, provider }: Pick<Payment, 'id' | 'provider'>): ProviderName {
  if (provider !== 'counter') return provider;
  throw new AppError('wrong-state', `payment ${id} was taken at the counter`, {
    say: {
      en: 'This was paid at the counter or by bank transfer; pay it back in the same way.',
      nl: 'Dit is aan de balie of per overboeking betaald; betaal het op dezelfde manier terug.',
    },
  });
}
