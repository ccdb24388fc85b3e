import * as z from 'zod';
import { action } from '../../../platform/action.ts';
import { Id } from '../../../platform/ids.ts';
import { move } from '../change-levels.ts';
import { StockCount } from '../count.ts';
import { StockMovement } from '../movement.ts';
import { openCount } from '../open-count.ts';
import { countRef } from '../repo.ts';
import { requireLevels } from '../require-shop.ts';

export const finishCount = action({
  name: 'stock/finish-count',
  summary: 'Books the differences between what was counted and what the books said at that moment',
  permission: 'stock.write',
  input: z.object({ countId: Id }),
  output: z.object({ count: StockCount, movement: StockMovement.nullable() }),
  hot: ({ countId }) => countId,
  async run({ input: { countId }, ...stocking }) {
    const { tx, org, clock } = stocking;
    const count = await openCount({ tx, org }, countId);
    const keys = Object.keys(count.counted);
    const levels = await requireLevels(stocking, count.shopId, keys);
    const changes = levels.map((level) => {
      const { amount = 0, books = 0 } = count.counted[level.key] ?? {};
      // What was sold since cannot have been missing when it was counted, so the shelf is never emptied twice.
      return { level, onHand: Math.max(amount - books, -level.onHand) };
    });
    const movement = await move(stocking, count.shopId, { reason: 'counted', cause: countId }, changes.filter(({ onHand }) => onHand !== 0));
    return { count: tx.update(countRef(org, countId), { status: 'finished', finishedAt: clock.now() }), movement: movement ?? null };
  },
});
