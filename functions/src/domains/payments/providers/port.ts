import * as z from 'zod';
import { Instant } from '../../../platform/instant.ts';
import { AmountMinor, CurrencyCode, type Currency, type Minor } from '../../../platform/money.ts';
import { type Language } from '../../../platform/text.ts';
import { type ProviderName } from '../checkout.ts';
import { Settlement } from '../payment.ts';

/** How a provider's object leads back to ours. We put it there; it is a hint, never a proof. */
export const Reference = z.object({ orgId: z.string(), checkoutId: z.string() });
export type Reference = z.output<typeof Reference>;

/** A page on which one amount can be paid. Nothing here may differ between attempts with one key. */
export interface CheckoutOrder {
  /** The organisation's own account at the provider; `null` for the platform's. */
  readonly account: string | null;
  readonly reference: Reference;
  readonly amount: Minor;
  readonly currency: Currency;
  readonly description: string;
  readonly email: string | null;
  readonly language: Language;
  readonly expiresAt: Date;
  readonly returnUrl: { readonly paid: string; readonly cancelled: string };
}

/** A page as it stands at the provider now. */
export const ProviderCheckout = z.object({
  id: z.string(),
  state: z.enum(['open', 'complete', 'expired']),
  url: z.string().nullable(),
  expiresAt: Instant,
  paymentId: z.string().nullable(),
  reference: Reference.nullable(),
});
export type ProviderCheckout = z.output<typeof ProviderCheckout>;

/** A payment as it stands at the provider now. */
export const ProviderPayment = z.object({
  id: z.string(),
  /** `processing`: the customer has done their part, the money is on its way and may still not come. */
  state: z.enum(['open', 'processing', 'succeeded', 'cancelled']),
  /** What was received when it succeeded, what is asked before. */
  amount: AmountMinor,
  currency: CurrencyCode,
  chargeId: z.string().nullable(),
  method: z.string().nullable(),
  paidAt: Instant.nullable(),
  settlement: Settlement.nullable(),
  failure: z.object({ code: z.string(), message: z.string() }).nullable(),
  reference: Reference.nullable(),
});
export type ProviderPayment = z.output<typeof ProviderPayment>;

/**
 * What we ask of a company that takes payments. Every call that makes something carries an idempotency key of ours.
 * All throw AppError: `provider-refused` when asking again cannot help, `provider-unavailable` when we do not know
 * whether it was done.
 */
export interface PaymentProvider {
  readonly name: ProviderName;
  createCheckout(order: CheckoutOrder, idempotencyKey: string): Promise<ProviderCheckout>;
  fetchCheckout(account: string | null, id: string): Promise<ProviderCheckout>;
  /** Closes a page; when it had ended already, that is how it comes back. */
  expireCheckout(account: string | null, id: string, idempotencyKey: string): Promise<ProviderCheckout>;
  fetchPayment(account: string | null, id: string): Promise<ProviderPayment>;
}
