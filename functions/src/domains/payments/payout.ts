import * as z from 'zod';
import { Id } from '../../platform/ids.ts';
import { Instant, stamps } from '../../platform/instant.ts';
import { AmountMinor, CurrencyCode } from '../../platform/money.ts';
import { ProviderName } from './checkout.ts';

/** Even what was paid can come back from the bank. */
export const PayoutStatus = z.enum(['pending', 'under-way', 'paid', 'failed', 'cancelled']);

/** What the provider sends from the balance to the organisation's bank account. */
export const Payout = z
  .object({
    id: Id,
    provider: ProviderName,
    account: z.string().nullable(),
    providerId: z.string(),
    amount: AmountMinor,
    currency: CurrencyCode,
    status: PayoutStatus,
    /** When the bank is expected to have it. */
    arrivesAt: Instant,
    failure: z.object({ code: z.string(), message: z.string() }).nullable(),
    ...stamps,
  })
  .meta({ id: 'Payout' });
export type Payout = z.output<typeof Payout>;
