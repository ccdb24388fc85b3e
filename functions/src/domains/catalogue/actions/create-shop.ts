import { action } from '../../../platform/action.ts';
import { AppError } from '../../../platform/errors.ts';
import { newId } from '../../../platform/ids.ts';
import { organisation } from '../../accounts/api.ts';
import { openStock } from '../../stock/api.ts';
import { NewShop, Shop } from '../shop.ts';
import { revisionOf } from '../publish.ts';
import { MOST_SHOPS, shopRef, shopsOf } from '../repo.ts';

export const createShop = action({
  name: 'catalogue/create-shop',
  summary: 'Adds a place that takes orders',
  permission: 'catalogue.write',
  input: NewShop,
  output: Shop,
  async run({ input, ...stocking }) {
    const { tx, org } = stocking;
    const shops = await shopsOf(tx, org);
    if (shops.length >= MOST_SHOPS) throw new AppError('limit-reached', `${shops.length} shops`);
    const { currency, timeZone } = await organisation(tx, org);
    const id = newId();
    openStock(stocking, id);
    return tx.create(shopRef(org, id), { ...input, id, currency, timeZone, pausedUntil: null, offMenu: [], catalogueRevision: revisionOf(shops) });
  },
});
