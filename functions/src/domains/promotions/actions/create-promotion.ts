import { action } from '../../../platform/action.ts';
import { AppError } from '../../../platform/errors.ts';
import { NewPromotion, Promotion } from '../promotion.ts';
import { promotionRef } from '../repo.ts';

export const createPromotion = action({
  name: 'promotions/create',
  summary: 'Adds a promo code',
  permission: 'promotions.write',
  input: NewPromotion,
  output: Promotion,
  async run({ input: { code, ...fields }, org, tx }) {
    if ((await tx.get(promotionRef(org, code))) !== undefined) {
      throw new AppError('conflict', `code ${code} exists`, { say: { en: 'This code exists already.', nl: 'Deze code bestaat al.' } });
    }
    return tx.create(promotionRef(org, code), { ...fields, id: code, uses: 0 });
  },
});
