import { stableId } from '../../platform/ids.ts';
import { tenantCollection, type Entity, type Tenant } from '../../platform/tenancy.ts';
import { type Promotion, type Redemption } from './promotion.ts';

/** How often a customer, known in one way, has used a code. */
export interface UseCounter extends Entity {
  readonly promotionId: string;
  readonly uses: number;
}

export const promotions = tenantCollection<Promotion>('promotions');
const counters = tenantCollection<UseCounter>('promotionUses');
const redemptions = tenantCollection<Redemption>('redemptions');

export const promotionRef = promotions.doc;
export const counterRef = counters.doc;
export const redemptionRef = (org: Tenant, orderId: string, code: string) => redemptions.doc(org, `${orderId}_${code}`);

/** The counter of a code for a customer known by `key`; the id tells nobody who it is. */
export function counterId(code: string, key: string): string {
  return stableId('promotion-use', code, key);
}
