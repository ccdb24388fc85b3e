import * as z from 'zod';
import { IsoDate } from '../../platform/business-date.ts';
import { Id } from '../../platform/ids.ts';
import { Instant, stamps } from '../../platform/instant.ts';
import { AmountMinor, CurrencyCode } from '../../platform/money.ts';
import { ProviderName, Subject } from './checkout.ts';

/** `warning`: the bank only asks; no money has moved yet. */
export const DisputeStatus = z.enum(['warning', 'needs-response', 'under-review', 'won', 'lost', 'closed']);
export type DisputeStatus = z.output<typeof DisputeStatus>;

/** What the organisation says to the customer's bank. It can be sent once; what was sent stands. */
export const DisputeEvidence = z.object({
  /** Why the payment was right, in the organisation's own words. */
  explanation: z.string(),
  productDescription: z.string().nullable(),
  /** When the customer got what was paid for. */
  deliveredOn: IsoDate.nullable(),
  writtenBy: z.string(),
  /** `null` while the provider has not confirmed it. */
  sentAt: Instant.nullable(),
});
export type DisputeEvidence = z.output<typeof DisputeEvidence>;

/** The customer's bank wants a payment back. */
export const Dispute = z
  .object({
    id: Id,
    paymentId: Id,
    subject: Subject,
    customerId: Id.nullable(),
    provider: ProviderName,
    account: z.string().nullable(),
    providerId: z.string(),
    amount: AmountMinor,
    currency: CurrencyCode,
    reason: z.string(),
    status: DisputeStatus,
    /** Until when evidence is taken; `null` when none is wanted. */
    evidenceDueBy: Instant.nullable(),
    /** When the staff is reminded of that; `null` when there is nothing to remind of. */
    alertAt: Instant.nullable(),
    evidence: DisputeEvidence.nullable(),
    ...stamps,
  })
  .meta({ id: 'Dispute' });
export type Dispute = z.output<typeof Dispute>;

/** Statuses that wait for the organisation. */
export const WAITS_FOR_US: readonly DisputeStatus[] = ['warning', 'needs-response'];
