import * as z from 'zod';
import { Id } from '../../platform/ids.ts';
import { Instant } from '../../platform/instant.ts';
import { MOST } from './unit.ts';

/**
 * Why what is there changed. `found` is what a finished order proves to have been there although it was not in the
 * books.
 */
export const MovementReason = z.enum(['received', 'sold', 'wasted', 'counted', 'returned', 'transferred', 'corrected', 'found']);
export type MovementReason = z.output<typeof MovementReason>;

/** One change of what is there, immutable: for each item, the sum of its movements is what is on hand. */
export const StockMovement = z
  .object({
    id: Id,
    shopId: Id,
    reason: MovementReason,
    /** The items of the lines, for queries by item. */
    keys: z.array(Id),
    lines: z.array(z.object({ key: Id, quantity: z.int().min(-MOST).max(MOST), onHand: z.int().min(0).max(MOST) })),
    /** The order, count or other transfer it belongs to. */
    cause: Id.nullable(),
    note: z.string(),
    /** Who did it, as in the audit trail. */
    by: z.string(),
    at: Instant,
  })
  .meta({ id: 'StockMovement' });
export type StockMovement = z.output<typeof StockMovement>;

/** What an order has been promised. Held until the goods are taken or the order ends without them. */
export const StockReservation = z
  .object({
    /** The order's. */
    id: Id,
    shopId: Id,
    state: z.enum(['held', 'taken', 'released']),
    /** By item and line of the order: what one of the line takes, and of how many. */
    lines: z.array(z.object({ key: Id, line: z.int().min(0), each: z.int().positive().max(MOST), count: z.int().min(0) })),
    createdAt: Instant,
    updatedAt: Instant,
    version: z.int().positive(),
  })
  .meta({ id: 'StockReservation' });
export type StockReservation = z.output<typeof StockReservation>;
