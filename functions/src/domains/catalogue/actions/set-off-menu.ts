import * as z from 'zod';
import { action } from '../../../platform/action.ts';
import { AppError, invalidField } from '../../../platform/errors.ts';
import { Id } from '../../../platform/ids.ts';
import { productRef, shopRef } from '../repo.ts';
import { optionStockKey } from '../product.ts';
import { Shop } from '../shop.ts';

const MOST_OFF = 1000;

export const setOffMenu = action({
  name: 'catalogue/set-off-menu',
  summary: 'Takes a product, or one of its options, off the menu of a shop for now, or puts it back',
  permission: 'orders.write',
  input: z.object({ shopId: Id, productId: Id, optionId: Id.nullable().default(null), off: z.boolean() }),
  output: Shop,
  async run({ input: { shopId, productId, optionId, off }, org, tx }) {
    const shop = await tx.require(shopRef(org, shopId));
    const product = await tx.require(productRef(org, productId));
    const options = product.optionGroups.flatMap((group) => group.options);
    if (optionId !== null && !options.some(({ id }) => id === optionId)) {
      throw invalidField('optionId', { en: 'This product has no such option.', nl: 'Dit product heeft deze optie niet.' });
    }
    const ref = optionId === null ? productId : optionStockKey(productId, optionId);
    const others = shop.offMenu.filter((each) => each !== ref);
    if (others.length >= MOST_OFF) throw new AppError('limit-reached', `${others.length} products are off the menu`);
    return tx.update(shopRef(org, shopId), { offMenu: off ? [...others, ref] : others });
  },
});
