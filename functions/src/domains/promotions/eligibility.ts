import { sumMinor, type Minor } from '../../platform/money.ts';
import { isWithinAny } from '../catalogue/api.ts';
import { type PromotionCart, type PromotionCustomer, type PromotionLine } from './cart.ts';
import { type Promotion } from './promotion.ts';
import { type RefusalReason } from './refusal.ts';

/** Why a code cannot be used for this cart by this customer; `undefined` when it can. */
export function refusalOf(promotion: Promotion, cart: PromotionCart, customer: PromotionCustomer | null): RefusalReason | undefined {
  return refusalByCart(promotion, cart) ?? refusalByUse(promotion) ?? refusalByCustomer(promotion, customer);
}

function refusalByCart(promotion: Promotion, cart: PromotionCart): RefusalReason | undefined {
  if (!promotion.active) return 'unknown';
  if (!isWithinAny(promotion.windows, cart.at, cart.shopId)) return 'not-now';
  if (promotion.services !== null && !promotion.services.includes(cart.service)) return 'not-here';
  if (promotion.benefit.type === 'free-delivery' && cart.service !== 'deliver') return 'not-here';
  if (promotion.minimum !== null && goodsOf(cart) < promotion.minimum) return 'minimum';
  if (!cart.lines.some((line) => isEligible(promotion, line))) return 'nothing-eligible';
  return undefined;
}

function refusalByUse({ totalLimit, uses }: Promotion): RefusalReason | undefined {
  return totalLimit !== null && uses >= totalLimit ? 'used-up' : undefined;
}

function refusalByCustomer({ id, customerLimit, firstOrderOnly }: Promotion, customer: PromotionCustomer | null): RefusalReason | undefined {
  if (customerLimit === null && !firstOrderOnly) return undefined;
  if (customer === null) return 'contact-needed';
  const uses = customer.uses.get(id) ?? 0;
  if (firstOrderOnly && (customer.hasOrdered || uses > 0)) return 'first-order-only';
  return customerLimit !== null && uses >= customerLimit ? 'used-before' : undefined;
}

export function isEligible({ productIds, categoryIds }: Promotion, { productId, categoryId }: PromotionLine): boolean {
  if (productIds === null && categoryIds === null) return true;
  return (productIds?.includes(productId) ?? false) || (categoryIds?.includes(categoryId) ?? false);
}

function goodsOf({ lines }: PromotionCart): Minor {
  return sumMinor(lines.map(({ amount }) => amount));
}
