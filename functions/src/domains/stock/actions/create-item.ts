import * as z from 'zod';
import { action } from '../../../platform/action.ts';
import { AppError } from '../../../platform/errors.ts';
import { Id, newId } from '../../../platform/ids.ts';
import { isLow, levelFields, StockLevel } from '../level.ts';
import { levelRef } from '../repo.ts';
import { requireShop } from '../require-shop.ts';
import { StockUnit } from '../unit.ts';
import { EMPTY } from '../uses.ts';

export const createItem = action({
  name: 'stock/create-item',
  summary: 'Begins to keep an ingredient in a shop, with nothing there yet',
  permission: 'stock.write',
  input: z.object({
    shopId: Id,
    unit: StockUnit,
    name: levelFields.name,
    lowAt: levelFields.lowAt.default(null),
    target: levelFields.target.default(null),
    packSize: levelFields.packSize.default(1),
    supplier: levelFields.supplier.default(null),
    backorder: levelFields.backorder.default(false),
  }),
  output: StockLevel,
  async run({ input: { shopId, unit, ...fields }, org, tx }) {
    await requireShop({ tx, org }, shopId);
    const key = newId();
    const ref = levelRef(org, shopId, key);
    if ((await tx.get(ref)) !== undefined) throw new AppError('conflict', `${ref.id} exists`);
    return tx.create(ref, { ...EMPTY, ...fields, low: isLow({ ...EMPTY, ...fields }), id: ref.id, shopId, key, kind: 'ingredient', unit, uses: {} });
  },
});
