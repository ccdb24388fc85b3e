import * as z from 'zod';
import { action } from '../../../platform/action.ts';
import { Id } from '../../../platform/ids.ts';
import { move, type LevelChange } from '../change-levels.ts';
import { MovedLines, Note } from '../moved-lines.ts';
import { StockMovement } from '../movement.ts';
import { putOn } from '../put-on.ts';
import { checkMeasure } from '../reserve.ts';
import { requireLevels } from '../require-shop.ts';
import { takeOff } from '../take-off.ts';

/** What each reason does to what is there. */
const SIGN = { wasted: -1, returned: 1, 'corrected-up': 1, 'corrected-down': -1 } as const;

export const adjust = action({
  name: 'stock/adjust',
  summary: 'Books goods that were wasted, came back from a customer, or had been booked wrongly',
  permission: 'stock.write',
  input: z.object({
    shopId: Id,
    reason: z.enum(['wasted', 'returned', 'corrected-up', 'corrected-down']),
    lines: MovedLines,
    note: Note,
  }),
  output: StockMovement.nullable(),
  async run({ input: { shopId, reason, lines, note }, ...stocking }) {
    const levels = await requireLevels(stocking, shopId, lines.map(({ key }) => key));
    const changes = levels.map((level, index): LevelChange => {
      const path = `lines.${index}.quantity`;
      const { key: _key, ...measure } = lines[index] ?? { key: '', quantity: '0', unit: 'piece' as const };
      const amount = checkMeasure(path, measure, level);
      return SIGN[reason] < 0 ? takeOff(level, amount, path) : putOn(level, amount, path);
    });
    const booked = reason === 'wasted' || reason === 'returned' ? reason : 'corrected';
    return (await move(stocking, shopId, { reason: booked, note }, changes)) ?? null;
  },
});
