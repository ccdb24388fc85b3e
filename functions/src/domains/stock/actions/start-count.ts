import * as z from 'zod';
import { action } from '../../../platform/action.ts';
import { Id, newId } from '../../../platform/ids.ts';
import { StockCount } from '../count.ts';
import { countRef } from '../repo.ts';
import { requireShop } from '../require-shop.ts';

export const startCount = action({
  name: 'stock/start-count',
  summary: 'Begins a stock count in a shop; selling goes on meanwhile',
  permission: 'stock.write',
  input: z.object({ shopId: Id }),
  output: StockCount,
  async run({ input: { shopId }, org, tx }) {
    await requireShop({ tx, org }, shopId);
    const id = newId();
    return tx.create(countRef(org, id), { id, shopId, status: 'open', counted: {}, finishedAt: null });
  },
});
