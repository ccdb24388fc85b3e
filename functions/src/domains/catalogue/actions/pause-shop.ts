import * as z from 'zod';
import { action } from '../../../platform/action.ts';
import { Id } from '../../../platform/ids.ts';
import { shopRef } from '../repo.ts';
import { Shop } from '../shop.ts';

export const pauseShop = action({
  name: 'catalogue/pause-shop',
  summary: 'Takes no new orders for so many minutes; 0 takes them again',
  permission: 'orders.write',
  input: z.object({ shopId: Id, minutes: z.int().min(0).max(1440) }),
  output: Shop,
  async run({ input: { shopId, minutes }, org, tx, clock }) {
    await tx.require(shopRef(org, shopId));
    const pausedUntil = minutes === 0 ? null : new Date(clock.now().getTime() + minutes * 60_000);
    return tx.update(shopRef(org, shopId), { pausedUntil });
  },
});
