import * as z from 'zod';
import { Id } from '../../platform/ids.ts';
import { Instant, stamps } from '../../platform/instant.ts';
import { Amount } from './level.ts';

/** Everything a stock count may do; what is finished stays as it is. */
export const STOCK_COUNT_TRANSITIONS = { open: ['finished', 'cancelled'], finished: [], cancelled: [] } as const;

/**
 * A count session. Each item is compared with the books at the moment it is counted, so that what is sold between
 * counting and finishing is no difference.
 */
export const StockCount = z
  .object({
    id: Id,
    shopId: Id,
    status: z.enum(['open', 'finished', 'cancelled']),
    /** By item: what was counted, what the books said at that moment, and when. */
    counted: z.record(z.string(), z.object({ amount: Amount, books: Amount, at: Instant })),
    finishedAt: Instant.nullable(),
    ...stamps,
  })
  .meta({ id: 'StockCount' });
export type StockCount = z.output<typeof StockCount>;
