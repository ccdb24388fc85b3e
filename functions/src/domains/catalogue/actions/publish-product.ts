import * as z from 'zod';
import { action } from '../../../platform/action.ts';
import { Id } from '../../../platform/ids.ts';
import { Product } from '../product.ts';
import { productChanged } from '../publish.ts';
import { productRef } from '../repo.ts';

export const publishProduct = action({
  name: 'catalogue/publish-product',
  summary: 'Puts a product on the menu, or takes it off',
  permission: 'catalogue.write',
  input: z.object({ productId: Id, published: z.boolean() }),
  output: Product,
  async run({ input: { productId, published }, ...stocking }) {
    const { tx, org } = stocking;
    const before = await tx.require(productRef(org, productId));
    const after = tx.update(productRef(org, productId), { published });
    await productChanged(stocking, before, after);
    return after;
  },
});
