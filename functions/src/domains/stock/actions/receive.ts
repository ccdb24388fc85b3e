import * as z from 'zod';
import { action } from '../../../platform/action.ts';
import { Id } from '../../../platform/ids.ts';
import { move } from '../change-levels.ts';
import { MovedLines, Note } from '../moved-lines.ts';
import { StockMovement } from '../movement.ts';
import { putOn } from '../put-on.ts';
import { checkMeasure } from '../reserve.ts';
import { requireLevels } from '../require-shop.ts';

export const receive = action({
  name: 'stock/receive',
  summary: 'Books goods that came in',
  permission: 'stock.write',
  input: z.object({ shopId: Id, lines: MovedLines, note: Note }),
  output: StockMovement.nullable(),
  async run({ input: { shopId, lines, note }, ...stocking }) {
    const levels = await requireLevels(stocking, shopId, lines.map(({ key }) => key));
    const changes = levels.map((level, index) => {
      const { key: _key, ...measure } = lines[index] ?? { key: '', quantity: '0', unit: 'piece' as const };
      const path = `lines.${index}.quantity`;
      return putOn(level, checkMeasure(path, measure, level), path);
    });
    return (await move(stocking, shopId, { reason: 'received', note }, changes)) ?? null;
  },
});
