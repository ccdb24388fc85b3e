import * as z from 'zod';
import { action } from '../../../platform/action.ts';
import { assertVersion, given } from '../../../platform/change.ts';
import { Id } from '../../../platform/ids.ts';
import { assertProduct } from '../check-product.ts';
import { Product, productFields } from '../product.ts';
import { productChanged } from '../publish.ts';
import { productRef } from '../repo.ts';

export const updateProduct = action({
  name: 'catalogue/update-product',
  summary: 'Changes the given fields of a product, each as a whole; orders that were placed keep what they say',
  permission: 'catalogue.write',
  input: z.object({
    productId: Id,
    /** The version the person saw; refused when somebody else changed the product since. */
    ifVersion: z.int().positive().optional(),
    ...z.object(productFields).partial().shape,
  }),
  output: Product,
  async run({ input: { productId, ifVersion, ...fields }, ...stocking }) {
    const { tx, org } = stocking;
    const before = await tx.require(productRef(org, productId));
    assertVersion(before, ifVersion);
    const change = given(fields);
    await assertProduct(tx, org, { ...before, ...change });
    const after = tx.update(productRef(org, productId), change);
    await productChanged(stocking, before, after);
    return after;
  },
});
