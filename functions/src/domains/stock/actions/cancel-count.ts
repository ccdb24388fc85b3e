import * as z from 'zod';
import { action } from '../../../platform/action.ts';
import { Id } from '../../../platform/ids.ts';
import { StockCount } from '../count.ts';
import { openCount } from '../open-count.ts';
import { countRef } from '../repo.ts';

export const cancelCount = action({
  name: 'stock/cancel-count',
  summary: 'Ends a stock count without booking anything',
  permission: 'stock.write',
  input: z.object({ countId: Id }),
  output: StockCount,
  async run({ input: { countId }, org, tx, clock }) {
    await openCount({ tx, org }, countId);
    return tx.update(countRef(org, countId), { status: 'cancelled', finishedAt: clock.now() });
  },
});
