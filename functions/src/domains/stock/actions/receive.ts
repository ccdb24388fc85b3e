import * as z from 'zod';
import { action } from '../../../platform/action.ts';
import { invalidField } from '../../../platform/errors.ts';
import { Id } from '../../../platform/ids.ts';
import { move } from '../change-levels.ts';
import { MovedLines, Note } from '../moved-lines.ts';
import { StockMovement } from '../movement.ts';
import { checkMeasure } from '../reserve.ts';
import { requireLevels } from '../require-shop.ts';
import { MOST } from '../unit.ts';

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
      const onHand = checkMeasure(`lines.${index}.quantity`, measure, level);
      if (level.onHand + onHand > MOST) throw invalidField(`lines.${index}.quantity`, { en: 'That is more than can be kept.', nl: 'Dat is meer dan bij te houden is.' });
      return { level, onHand };
    });
    return (await move(stocking, shopId, { reason: 'received', note }, changes)) ?? null;
  },
});
