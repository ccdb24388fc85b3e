import * as z from 'zod';
import { Id } from '../../platform/ids.ts';
import { Instant, stamps } from '../../platform/instant.ts';

/** How far an organisation is with being paid through the provider; `disconnected` when it has taken its account away from us. */
export const AccountStatus = z.enum(['onboarding', 'restricted', 'active', 'disconnected']);
export type AccountStatus = z.output<typeof AccountStatus>;

/**
 * The organisation's account at the provider, under the provider's name. In single-account mode it is the platform's
 * own, `account` stays `null`, and there is nothing to set up.
 */
export const PaymentAccount = z
  .object({
    /** The provider's name. */
    id: Id,
    account: z.string().nullable(),
    status: AccountStatus,
    canCharge: z.boolean(),
    canPayOut: z.boolean(),
    /** What the provider still wants to know, in its own words. */
    missing: z.array(z.string()),
    /** By method, such as `ideal_payments`: `active`, `inactive` or `pending`. */
    capabilities: z.record(z.string(), z.string()),
    /** When it is compared with the provider next. */
    reconcileAt: Instant.nullable(),
    /** Up to where the provider's balance has been compared. */
    reconciledUntil: Instant.nullable(),
    ...stamps,
  })
  .meta({ id: 'PaymentAccount' });
export type PaymentAccount = z.output<typeof PaymentAccount>;
