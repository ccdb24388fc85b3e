import * as z from 'zod';
import { query } from '../../../platform/action.ts';
import { Id } from '../../../platform/ids.ts';
import { purchaseOf, Purchase } from '../purchase.ts';
import { lowLevels } from '../repo.ts';
import { requireShop } from '../require-shop.ts';

export const suggestPurchases = query({
  name: 'stock/suggest-purchases',
  summary: 'What to buy for a shop: all that is low, in whole packs up to its target, by supplier',
  permission: 'stock.read',
  input: z.object({ shopId: Id }),
  output: z.object({ suppliers: z.array(z.object({ supplier: z.string().nullable(), items: z.array(Purchase) })) }),
  async read({ input: { shopId }, org, reader }) {
    await requireShop({ tx: reader, org }, shopId);
    const low = (await lowLevels(reader, org, shopId)).flatMap((level) => {
      const purchase = purchaseOf(level);
      return purchase === undefined ? [] : [{ supplier: level.supplier, purchase }];
    });
    const suppliers = [...new Set(low.map(({ supplier }) => supplier))].sort((a, b) => (a ?? '\uffff').localeCompare(b ?? '\uffff'));
    return {
      suppliers: suppliers.map((supplier) => ({
        supplier,
        items: low.flatMap((each) => (each.supplier === supplier ? [each.purchase] : [])).sort((a, b) => a.name.localeCompare(b.name)),
      })),
    };
  },
});
