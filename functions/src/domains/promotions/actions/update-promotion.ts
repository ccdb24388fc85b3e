import * as z from 'zod';
import { action } from '../../../platform/action.ts';
import { given } from '../../../platform/change.ts';
import { Promotion, PromotionCode, promotionFields } from '../promotion.ts';
import { promotionRef } from '../repo.ts';

export const updatePromotion = action({
  name: 'promotions/update',
  summary: 'Changes the given fields of a promo code, or ends it; orders that used it keep their discount',
  permission: 'promotions.write',
  input: z.object({ code: PromotionCode, ...z.object(promotionFields).partial().shape }),
  output: Promotion,
  async run({ input: { code, ...fields }, org, tx }) {
    await tx.require(promotionRef(org, code));
    return tx.update(promotionRef(org, code), given(fields));
  },
});
