/** Promo codes: what they give, to whom, and how often. */
export { bestCombination, type AppliedCode, type Combination } from './best-combination.ts';
export { type PromotionCart, type PromotionCustomer, type PromotionLine } from './cart.ts';
export { MOST_CODES, Promotion, PromotionCode } from './promotion.ts';
export { codesFor, giveBack, redeem, type KnownCodes } from './redeem.ts';
export { promotionRef } from './repo.ts';
export { RefusalReason, REFUSALS } from './refusal.ts';
