import * as z from 'zod';
import { AppError } from '../../platform/errors.ts';
import { Id } from '../../platform/ids.ts';
import { Instant, stamps } from '../../platform/instant.ts';
import { AmountMinor, CurrencyCode } from '../../platform/money.ts';
import { Language } from '../../platform/text.ts';

/** What is paid: a document of another domain, by its collection. */
export const Subject = z.object({ collection: z.enum(['invoices', 'orders']), id: Id });
export type Subject = z.output<typeof Subject>;

export const CheckoutStatus = z.enum(['opening', 'open', 'processing', 'complete', 'failed', 'expired', 'cancelled']);
export type CheckoutStatus = z.output<typeof CheckoutStatus>;

/**
 * Every move a checkout may make. `opening` is our intention before the provider has answered. The provider's word
 * about money wins over ours: what we cancelled, or thought expired, may turn out to be paid.
 */
export const CHECKOUT_TRANSITIONS: Readonly<Record<CheckoutStatus, readonly CheckoutStatus[]>> = {
  opening: ['open', 'processing', 'complete', 'failed', 'expired', 'cancelled'],
  open: ['processing', 'complete', 'failed', 'expired', 'cancelled'],
  processing: ['complete', 'failed'],
  complete: [],
  failed: ['processing', 'complete'],
  expired: ['processing', 'complete'],
  cancelled: ['processing', 'complete', 'expired'],
};

export function isMove(from: CheckoutStatus, to: CheckoutStatus): boolean {
  return CHECKOUT_TRANSITIONS[from].includes(to);
}

export const ProviderName = z.enum(['stripe']);
export type ProviderName = z.output<typeof ProviderName>;

/**
 * How the customer pays: on the provider's page, on that page inside ours, with fields of our own app (`intent`), or
 * without being there, by a method that was saved with their consent.
 */
export const CheckoutVia = z.enum(['page', 'embedded', 'intent', 'saved-method']);
export type CheckoutVia = z.output<typeof CheckoutVia>;

/**
 * One way to pay one document, opened at the provider. All that the provider is told stands here from the start, so
 * that asking again asks exactly the same.
 */
export const Checkout = z
  .object({
    id: Id,
    subject: Subject,
    customerId: Id.nullable(),
    provider: ProviderName,
    via: CheckoutVia,
    /** For a saved method: which, and whose it is at the provider. */
    saved: z.object({ methodId: z.string(), customer: z.string() }).nullable(),
    /** The organisation's account at the provider; `null` for the platform's own. */
    account: z.string().nullable(),
    amount: AmountMinor,
    /** What the platform takes of it; zero on its own account. */
    applicationFee: AmountMinor,
    currency: CurrencyCode,
    description: z.string(),
    email: z.string().nullable(),
    language: Language,
    status: CheckoutStatus,
    /** Part of the key towards the provider; raised when an answer was kept under the old key that is no answer. */
    attempt: z.int().positive(),
    /** The provider's id of the page, once it exists. */
    providerId: z.string().nullable(),
    /** The provider's id of the payment, once there is one. */
    paymentId: z.string().nullable(),
    url: z.string().nullable(),
    expiresAt: Instant,
    /** Why the provider refused, or the last attempt failed. */
    failure: z.object({ code: z.string(), message: z.string() }).nullable(),
    /** When to ask the provider if nothing has been heard by then; `null` once it has ended. */
    checkAt: Instant.nullable(),
    ...stamps,
  })
  .meta({ id: 'Checkout' });
export type Checkout = z.output<typeof Checkout>;

/** Whether the customer can still pay with it. */
export function isUsable(checkout: Checkout, now: Date): boolean {
  const soon = new Date(now.getTime() + MIN_LIFE_MS);
  return (checkout.status === 'open' || checkout.status === 'opening') && checkout.expiresAt > soon;
}

/** A page with less time left is replaced by a new one. */
const MIN_LIFE_MS = 10 * 60_000;

/** The provider lets a page live for at most 24 hours. */
export const CHECKOUT_LIFE_MS = 23 * 3_600_000;

/** What whoever asked for a checkout gets: where to send the customer, or what the customer's app needs. */
export const CheckoutReply = z.object({
  checkoutId: Id,
  /** Of the provider's page; `null` for the other ways to pay. */
  url: z.string().nullable(),
  /** For the provider's own fields in an app; only good for this payment. */
  clientSecret: z.string().nullable(),
  amount: AmountMinor,
  currency: CurrencyCode,
  expiresAt: Instant,
});

interface Opened {
  readonly clientSecret: string | null;
}

/** @throws AppError `provider-unavailable` for a checkout without an address, which only a crash leaves behind */
export function replyOf({ id, via, url, amount, currency, expiresAt }: Checkout, { clientSecret }: Opened): z.output<typeof CheckoutReply> {
  if (url === null && via === 'page') throw new AppError('provider-unavailable', `checkout ${id} has no address yet`);
  return { checkoutId: id, url, clientSecret, amount, currency, expiresAt };
}
