import * as z from 'zod';
import { action } from '../../../platform/action.ts';
import { Id } from '../../../platform/ids.ts';
import { productChanged } from '../publish.ts';
import { productRef } from '../repo.ts';

export const deleteProduct = action({
  name: 'catalogue/delete-product',
  summary: 'Deletes a product; orders that were placed keep what they say of it',
  permission: 'catalogue.write',
  input: z.object({ productId: Id }),
  output: z.object({ deleted: z.literal(true) }),
  async run({ input: { productId }, ...stocking }) {
    const { tx, org } = stocking;
    const before = await tx.require(productRef(org, productId));
    tx.delete(productRef(org, productId));
    await productChanged(stocking, before, undefined);
    return { deleted: true as const };
  },
});
