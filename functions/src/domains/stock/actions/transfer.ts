import * as z from 'zod';
import { action } from '../../../platform/action.ts';
import { AppError, invalidField } from '../../../platform/errors.ts';
import { Id, newId } from '../../../platform/ids.ts';
import { move } from '../change-levels.ts';
import { MovedLines, Note } from '../moved-lines.ts';
import { StockMovement } from '../movement.ts';
import { putOn } from '../put-on.ts';
import { checkMeasure } from '../reserve.ts';
import { requireLevels } from '../require-shop.ts';
import { takeOff } from '../take-off.ts';

export const transfer = action({
  name: 'stock/transfer',
  summary: 'Moves goods from one shop to another; what leaves here arrives there, in one booking each',
  permission: 'stock.write',
  input: z.object({ fromShopId: Id, toShopId: Id, lines: MovedLines, note: Note }),
  output: z.object({ out: StockMovement, in: StockMovement }),
  async run({ input: { fromShopId, toShopId, lines, note }, ...stocking }) {
    if (fromShopId === toShopId) throw invalidField('toShopId', { en: 'must be another shop', nl: 'moet een andere winkel zijn' });
    const keys = lines.map(({ key }) => key);
    const [here, there] = [await requireLevels(stocking, fromShopId, keys), await requireLevels(stocking, toShopId, keys)];
    const leaving = here.map((level, index) => {
      const { key: _key, ...measure } = lines[index] ?? { key: '', quantity: '0', unit: 'piece' as const };
      return takeOff(level, checkMeasure(`lines.${index}.quantity`, measure, level), `lines.${index}.quantity`);
    });
    const arriving = there.map((level, index) => putOn(level, -(leaving[index]?.onHand ?? 0), `lines.${index}.quantity`));
    const why = { reason: 'transferred', cause: newId(), note } as const;
    const [out, into] = [await move(stocking, fromShopId, why, leaving), await move(stocking, toShopId, why, arriving)];
    if (out === undefined || into === undefined) throw new AppError('internal', 'a transfer moved nothing');
    return { out, in: into };
  },
});
