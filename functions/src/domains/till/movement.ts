import * as z from 'zod';
import { Id } from '../../platform/ids.ts';
import { Instant } from '../../platform/instant.ts';
import { AmountMinor, CurrencyCode } from '../../platform/money.ts';
import { VatPart } from './vat-parts.ts';

/** Why cash comes in or goes out other than from a customer, and so where the books have it. */
export const Purpose = z.enum(['bank', 'expense', 'other'], { error: 'must be bank, expense or other' });
export type Purpose = z.output<typeof Purpose>;

/** One movement of money at a till, immutable. */
export const TillMovement = z
  .object({
    id: Id,
    tillId: Id,
    sessionId: Id,
    kind: z.enum(['sale', 'refund', 'pay-in', 'pay-out']),
    method: z.enum(['cash', 'card']),
    /** What it settles of the document; negative for what goes out. */
    amount: AmountMinor,
    /** What came into the drawer or onto the terminal; differs from `amount` where cash is rounded. */
    received: AmountMinor,
    currency: CurrencyCode,
    /** What the customer handed over in cash, and got back of it. */
    tendered: AmountMinor.nullable(),
    change: AmountMinor.nullable(),
    /** The slip of the card terminal. */
    reference: z.string().nullable(),
    purpose: Purpose.nullable(),
    reason: z.string().nullable(),
    /** The invoice or order. */
    subject: z.object({ collection: z.enum(['invoices', 'orders']), id: Id }).nullable(),
    number: z.string().nullable(),
    paymentId: Id.nullable(),
    /** How the amount is taxed, by the document it pays. */
    vat: z.array(VatPart),
    by: z.string(),
    at: Instant,
  })
  .meta({ id: 'TillMovement' });
export type TillMovement = z.output<typeof TillMovement>;
