import * as z from 'zod';
import { action } from '../../../platform/action.ts';
import { Id } from '../../../platform/ids.ts';
import { StockCount } from '../count.ts';
import { openCount } from '../open-count.ts';
import { countRef } from '../repo.ts';
import { Amount } from '../level.ts';
import { requireLevels } from '../require-shop.ts';

export const recordCount = action({
  name: 'stock/record-count',
  summary: 'Notes what was counted of some items; counting one again replaces what was noted',
  permission: 'stock.write',
  input: z.object({
    countId: Id,
    /** In the unit of each item; what is promised but still on the shelf counts. */
    lines: z
      .array(z.strictObject({ key: Id, amount: Amount }))
      .min(1, 'must have at least one line')
      .max(100, 'must be at most 100 lines')
      .refine((lines) => new Set(lines.map(({ key }) => key)).size === lines.length, 'must name each item once'),
  }),
  output: StockCount,
  hot: ({ countId }) => countId,
  async run({ input: { countId, lines }, org, tx, clock }) {
    const count = await openCount({ tx, org }, countId);
    const levels = await requireLevels({ tx, org }, count.shopId, lines.map(({ key }) => key));
    const at = clock.now();
    const noted = lines.map(({ key, amount }, index) => [key, { amount, books: levels[index]?.onHand ?? 0, at }] as const);
    return tx.update(countRef(org, countId), { counted: { ...count.counted, ...Object.fromEntries(noted) } });
  },
});
