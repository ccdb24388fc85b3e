import * as z from 'zod';
import { Id } from '../../platform/ids.ts';
import { Instant, stamps } from '../../platform/instant.ts';
import { AmountMinor, CurrencyCode } from '../../platform/money.ts';
import { Counted } from './cash-count.ts';
import { TillSummary } from './summary.ts';

export const TillStatus = z.enum(['open', 'closed']);
export type TillStatus = z.output<typeof TillStatus>;

/** Every move a session may make. What is closed stays closed: the next day is a new session. */
export const TILL_TRANSITIONS: Readonly<Record<TillStatus, readonly TillStatus[]>> = { open: ['closed'], closed: [] };

/** A drawer with its terminal, at one place in a shop. */
export const Till = z
  .object({
    id: Id,
    name: z.string(),
    currency: CurrencyCode,
    /** The session that is open; whoever opens, sells or closes reads and writes it, so that only one can be. */
    sessionId: Id.nullable(),
    /** What the last session left in the drawer; `null` before the first. */
    left: AmountMinor.nullable(),
    ...stamps,
  })
  .meta({ id: 'Till' });
export type Till = z.output<typeof Till>;

/** From opening to closing a till: what should be in it, live, and what was counted in the end. */
export const TillSession = z
  .object({
    id: Id,
    tillId: Id,
    tillName: z.string(),
    /** 1, 2, 3, … for each till; stands on the day report. */
    number: z.int().positive(),
    status: TillStatus,
    currency: CurrencyCode,
    openedAt: Instant,
    openedBy: z.string(),
    /** What was counted at the opening. */
    float: Counted,
    /** The float less what the session before had left; zero for the first session of a till. */
    openingDifference: AmountMinor,
    summary: TillSummary,
    closedAt: Instant.nullable(),
    closedBy: z.string().nullable(),
    counted: Counted.nullable(),
    /** Counted less expected: below zero when cash is missing. */
    difference: AmountMinor.nullable(),
    /** What stays in the drawer for the next session; the rest goes to the bank. */
    left: AmountMinor.nullable(),
    toBank: AmountMinor.nullable(),
    note: z.string(),
    /** The day report, once it is made. */
    report: z.object({ fileId: Id, path: z.string(), sha256: z.string() }).nullable(),
    ...stamps,
  })
  .meta({ id: 'TillSession' });
export type TillSession = z.output<typeof TillSession>;

