import * as z from 'zod';
import { type IsoDate } from '../../../platform/business-date.ts';
import { Instant } from '../../../platform/instant.ts';
import { AmountMinor, CurrencyCode, type Currency, type Minor } from '../../../platform/money.ts';
import { type Language } from '../../../platform/text.ts';
import { type CheckoutVia, type ProviderName } from '../checkout.ts';
import { DisputeStatus } from '../dispute.ts';
import { Settlement } from '../payment.ts';
import { PayoutStatus } from '../payout.ts';

/** How a provider's object leads back to ours. We put it there; it is a hint, never a proof. */
export const Reference = z.object({ orgId: z.string(), checkoutId: z.string() });
export type Reference = z.output<typeof Reference>;

/** A page on which one amount can be paid. Nothing here may differ between attempts with one key. */
export interface CheckoutOrder {
  readonly via: CheckoutVia;
  readonly saved: { readonly methodId: string; readonly customer: string } | null;
  /** The organisation's own account at the provider; `null` for the platform's. */
  readonly account: string | null;
  readonly reference: Reference;
  readonly amount: Minor;
  /** What the platform takes of it. */
  readonly applicationFee: Minor;
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
  /** What the customer's app needs to go on; never stored. */
  clientSecret: z.string().nullable(),
  /** `null` for what does not end by itself. */
  expiresAt: Instant.nullable(),
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

/** How a refund leads back to ours, when we asked for it. */
export const RefundReference = z.object({ orgId: z.string(), refundId: z.string() });

export interface RefundOrder {
  readonly account: string | null;
  /** The provider's id of the payment. */
  readonly paymentId: string;
  readonly amount: Minor;
  readonly currency: Currency;
  /** Whether the platform gives back its part of what it took. */
  readonly withFee: boolean;
  readonly reference: z.output<typeof RefundReference>;
}

/** A refund as it stands at the provider now. */
export const ProviderRefund = z.object({
  id: z.string(),
  state: z.enum(['pending', 'succeeded', 'failed', 'cancelled']),
  amount: AmountMinor,
  currency: CurrencyCode,
  paymentId: z.string().nullable(),
  chargeId: z.string().nullable(),
  createdAt: Instant,
  settlement: Settlement.nullable(),
  /** What came back on the balance when it failed. */
  returned: Settlement.nullable(),
  failure: z.object({ code: z.string(), message: z.string() }).nullable(),
  reference: RefundReference.nullable(),
});
export type ProviderRefund = z.output<typeof ProviderRefund>;

/** A dispute as it stands at the provider now. */
export const ProviderDispute = z.object({
  id: z.string(),
  status: DisputeStatus,
  amount: AmountMinor,
  currency: CurrencyCode,
  reason: z.string(),
  paymentId: z.string().nullable(),
  chargeId: z.string().nullable(),
  evidenceDueBy: Instant.nullable(),
  /** Every movement of our balance that it caused, with its moment. */
  movements: z.array(z.object({ settlement: Settlement, at: Instant })),
});
export type ProviderDispute = z.output<typeof ProviderDispute>;

export interface EvidenceCustomer {
  readonly name: string;
  readonly email: string | null;
}

/** What is said to the customer's bank, and about which dispute. */
export interface EvidenceOrder {
  readonly account: string | null;
  /** The provider's id of the dispute. */
  readonly disputeId: string;
  readonly explanation: string;
  readonly productDescription: string | null;
  readonly deliveredOn: IsoDate | null;
  readonly customer: EvidenceCustomer | null;
}

/** A payout as it stands at the provider now, with what it did to the balance. */
export const ProviderPayout = z.object({
  id: z.string(),
  status: PayoutStatus,
  amount: AmountMinor,
  currency: CurrencyCode,
  arrivesAt: Instant,
  failure: z.object({ code: z.string(), message: z.string() }).nullable(),
  transactions: z.array(z.object({ settlement: Settlement, at: Instant, memo: z.string() })),
});
export type ProviderPayout = z.output<typeof ProviderPayout>;

/** What a provider must know of an organisation to open an account for it; it asks the rest itself. */
export interface AccountOrder {
  readonly orgId: string;
  readonly name: string;
  readonly email: string;
  readonly country: string;
}

/** An organisation's account as it stands at the provider now. */
export const ProviderAccount = z.object({
  id: z.string(),
  /** Whether we still have access to it. */
  connected: z.boolean(),
  /** Whether the organisation has answered all that was asked at first. */
  submitted: z.boolean(),
  canCharge: z.boolean(),
  canPayOut: z.boolean(),
  missing: z.array(z.string()),
  capabilities: z.record(z.string(), z.string()),
});
export type ProviderAccount = z.output<typeof ProviderAccount>;

/** One movement of the balance at the provider, and what caused it. */
export interface ProviderTransaction {
  readonly settlement: Settlement;
  readonly at: Date;
  /** The provider's own word. */
  readonly type: string;
  readonly source: { readonly kind: 'payment' | 'refund' | 'dispute' | 'payout' | 'other'; readonly id: string };
}

/** A customer of the organisation, as the provider is told. */
export interface CustomerOrder {
  readonly account: string | null;
  readonly orgId: string;
  readonly customerId: string;
  readonly name: string;
  readonly email: string | null;
  readonly language: Language;
}

/** How a method being saved leads back to the consent that was given for it. */
export const SetupReference = z.object({ orgId: z.string(), consentId: z.string() });

export interface SetupOrder {
  readonly account: string | null;
  readonly customer: string;
  readonly currency: Currency;
  /** On the provider's page, or with fields of our own app. */
  readonly via: 'page' | 'intent';
  readonly language: Language;
  readonly returnUrl: string;
  readonly reference: z.output<typeof SetupReference>;
}

/** A method being saved, as it stands at the provider now. */
export const ProviderSetup = z.object({
  id: z.string(),
  state: z.enum(['open', 'succeeded', 'cancelled']),
  url: z.string().nullable(),
  clientSecret: z.string().nullable(),
  methodId: z.string().nullable(),
  reference: SetupReference.nullable(),
});
export type ProviderSetup = z.output<typeof ProviderSetup>;

/** A saved method, as a person recognises it. */
export const SavedMethod = z.object({
  id: z.string(),
  /** `card`, `sepa_debit`, … */
  type: z.string(),
  brand: z.string().nullable(),
  last4: z.string().nullable(),
  /** `2027-03`, for cards. */
  expires: z.string().nullable(),
  createdAt: Instant,
});
export type SavedMethod = z.output<typeof SavedMethod>;

/**
 * What we ask of a company that takes payments. Every call that makes something carries an idempotency key of ours.
 * All throw AppError: `provider-refused` when asking again cannot help, `provider-unavailable` when we do not know
 * whether it was done.
 */
export interface PaymentProvider {
  readonly name: ProviderName;
  createCheckout(order: CheckoutOrder, idempotencyKey: string): Promise<ProviderCheckout>;
  /** The charge of a saved method that an order of ours made, if it did. */
  findCharge(order: CheckoutOrder): Promise<ProviderCheckout | undefined>;
  fetchCheckout(account: string | null, id: string): Promise<ProviderCheckout>;
  /** Closes a page; when it had ended already, that is how it comes back. */
  expireCheckout(account: string | null, id: string, idempotencyKey: string): Promise<ProviderCheckout>;
  fetchPayment(account: string | null, id: string): Promise<ProviderPayment>;
  createRefund(order: RefundOrder, idempotencyKey: string): Promise<ProviderRefund>;
  fetchRefund(account: string | null, id: string): Promise<ProviderRefund>;
  /** The refund that an order of ours made, if it did; for orders whose answer is unknown and whose key is of no more use. */
  findRefund(order: RefundOrder): Promise<ProviderRefund | undefined>;
  fetchDispute(account: string | null, id: string): Promise<ProviderDispute>;
  /** Sends evidence to the bank, for good. */
  submitEvidence(order: EvidenceOrder, idempotencyKey: string): Promise<ProviderDispute>;
  fetchPayout(account: string | null, id: string): Promise<ProviderPayout>;
  createCustomer(order: CustomerOrder, idempotencyKey: string): Promise<string>;
  createSetup(order: SetupOrder, idempotencyKey: string): Promise<ProviderSetup>;
  /** By the id of the setup itself, also when it was begun on a page. */
  fetchSetup(account: string | null, id: string): Promise<ProviderSetup>;
  listMethods(account: string | null, customer: string): Promise<SavedMethod[]>;
  /** Forgets a method; one that is gone already is gone. */
  detachMethod(account: string | null, methodId: string, idempotencyKey: string): Promise<void>;
  createAccount(order: AccountOrder, idempotencyKey: string): Promise<ProviderAccount>;
  /** A page of the provider on which the organisation answers what it asks; for one visit. */
  createOnboardingLink(account: string, urls: { readonly returnUrl: string; readonly refreshUrl: string }, idempotencyKey: string): Promise<{ url: string; expiresAt: Date }>;
  fetchAccount(account: string): Promise<ProviderAccount>;
  /** Movements of the balance since a moment, newest first, page by page. */
  listTransactions(account: string | null, since: Date, after: string | null): Promise<{ transactions: ProviderTransaction[]; next: string | null }>;
  /** All that is on the balance, available or not yet. */
  fetchBalance(account: string | null): Promise<Partial<Record<Currency, Minor>>>;
}
