import * as z from 'zod';
import { action } from '../../../platform/action.ts';
import { assertVersion, given } from '../../../platform/change.ts';
import { Id } from '../../../platform/ids.ts';
import { shopRef } from '../repo.ts';
import { Shop, shopFields } from '../shop.ts';

export const updateShop = action({
  name: 'catalogue/update-shop',
  summary: 'Changes the given settings of a shop: hours, services, fees, ways to pay',
  permission: 'catalogue.write',
  input: z.object({
    shopId: Id,
    /** The version the person saw; refused when somebody else changed the shop since. */
    ifVersion: z.int().positive().optional(),
    ...z.object(shopFields).partial().shape,
  }),
  output: Shop,
  async run({ input: { shopId, ifVersion, ...fields }, org, tx }) {
    const before = await tx.require(shopRef(org, shopId));
    assertVersion(before, ifVersion);
    return tx.update(shopRef(org, shopId), given(fields));
  },
});
