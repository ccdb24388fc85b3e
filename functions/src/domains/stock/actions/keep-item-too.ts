import * as z from 'zod';
import { action } from '../../../platform/action.ts';
import { AppError } from '../../../platform/errors.ts';
import { Id } from '../../../platform/ids.ts';
import { applyFlips } from '../change-levels.ts';
import { flipsOf, isLow, StockLevel } from '../level.ts';
import { levelRef } from '../repo.ts';
import { requireLevels, requireShop } from '../require-shop.ts';

export const keepItemToo = action({
  name: 'stock/keep-item-too',
  summary: 'Begins to keep an item of one shop in another one, with nothing there yet',
  permission: 'stock.write',
  input: z.object({ shopId: Id, key: Id, fromShopId: Id }),
  output: StockLevel,
  async run({ input: { shopId, key, fromShopId }, actor, org, tx, clock, correlationId }) {
    await requireShop({ tx, org }, shopId);
    const [model] = await requireLevels({ tx, org }, fromShopId, [key]);
    const ref = levelRef(org, shopId, key);
    if (model === undefined || (await tx.get(ref)) !== undefined) {
      throw new AppError('conflict', `${ref.id} exists`, { say: { en: 'This shop keeps it already.', nl: 'Deze winkel houdt het al bij.' } });
    }
    const { createdAt: _created, updatedAt: _updated, version: _version, ...settings } = model;
    const level = { ...settings, id: ref.id, shopId, onHand: 0, reserved: 0, low: isLow({ onHand: 0, reserved: 0, lowAt: model.lowAt }) };
    const created = tx.create(ref, level);
    await applyFlips({ tx, org, clock, correlationId, actor }, shopId, flipsOf({ ...level, uses: {} }, level));
    return created;
  },
});
