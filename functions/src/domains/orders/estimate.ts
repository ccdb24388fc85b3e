import { type Tenant } from '../../platform/tenancy.ts';
import { serviceOf, type ServiceForm, type Shop } from '../catalogue/api.ts';
import { countInKitchen } from './repo.ts';

/** How long a count of open orders is good enough: it moves an estimate by a few minutes at most. */
const FRESH_MS = 15_000;
/** An order for a chosen time keeps the kitchen busy from so long before: Sunday's orders hold up nobody on Wednesday. */
const BUSY_BEFORE_MS = 90 * 60_000;
const MOST_REMEMBERED = 1000;
const remembered = new Map<string, { readonly count: number; readonly at: number }>();

/** Orders that the kitchen of a shop has on its hands, as of at most a quarter of a minute ago. */
export async function presentLoad(org: Tenant, shopId: string, now: Date): Promise<number> {
  const key = `${org.path}/${shopId}`;
  const known = remembered.get(key);
  if (known !== undefined && Math.abs(now.getTime() - known.at) < FRESH_MS) return known.count;
  const count = await countInKitchen(org, shopId, new Date(now.getTime() + BUSY_BEFORE_MS));
  remembered.delete(key);
  remembered.set(key, { count, at: now.getTime() });
  if (remembered.size > MOST_REMEMBERED) remembered.delete(remembered.keys().next().value ?? '');
  return count;
}

interface Expected {
  readonly shop: Shop;
  readonly service: ServiceForm;
  readonly slot: Date | null;
  readonly now: Date;
  /** Orders in the kitchen. */
  readonly load: number;
  /** What this order takes beyond the usual. */
  readonly prepMinutes: number;
}

/** When an order will be there: its slot, or the shop's lead time, longer while the kitchen is busy. */
export function expectedAt({ shop, service, slot, now, load, prepMinutes }: Expected): Date {
  if (slot !== null) return slot;
  const minutes = serviceOf(shop, service).leadMinutes + load * shop.minutesPerOpenOrder + prepMinutes;
  return new Date(now.getTime() + minutes * 60_000);
}
