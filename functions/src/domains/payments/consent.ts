import * as z from 'zod';
import { Id } from '../../platform/ids.ts';
import { Instant, stamps } from '../../platform/instant.ts';
import { Language } from '../../platform/text.ts';
import { ProviderName } from './checkout.ts';

/** A customer as the provider knows them; under our own customer's id. */
export const PaymentCustomer = z
  .object({
    id: Id,
    provider: ProviderName,
    account: z.string().nullable(),
    providerId: z.string(),
    /** Methods of theirs that we asked the provider to forget, so that a lost answer is known for what it was. */
    forgotten: z.array(z.string()),
    ...stamps,
  })
  .meta({ id: 'PaymentCustomer' });
export type PaymentCustomer = z.output<typeof PaymentCustomer>;

/**
 * What a customer agreed to when a method was saved: the words as they read them, and when. Charging without the
 * customer being there needs one that is active.
 */
export const PaymentConsent = z
  .object({
    id: Id,
    customerId: Id,
    /** `asked` until the method has been saved. */
    status: z.enum(['asked', 'active', 'withdrawn']),
    text: z.string(),
    language: Language,
    /** Who recorded it. */
    recordedBy: z.string(),
    givenAt: Instant,
    setupId: z.string().nullable(),
    methodId: z.string().nullable(),
    withdrawnAt: Instant.nullable(),
    ...stamps,
  })
  .meta({ id: 'PaymentConsent' });
export type PaymentConsent = z.output<typeof PaymentConsent>;
