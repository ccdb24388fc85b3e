import { tenantCollection, type Entity, type Tenant } from '../../platform/tenancy.ts';
import { type Reader } from '../../platform/tx.ts';
import { type StockCount } from './count.ts';
import { type StockLevel } from './level.ts';
import { type StockMovement, type StockReservation } from './movement.ts';

/** Of one shop, what is sold out, as everybody may read it. Written only when something is, or is back. */
export interface Availability extends Entity {
  /** By product, and by option as `<product>_<option>`, the items in stock that do not suffice for one. */
  readonly soldOut: Readonly<Record<string, readonly string[]>>;
  readonly updatedAt: Date;
}

export const levels = tenantCollection<StockLevel>('stock');
export const movements = tenantCollection<StockMovement>('stockMovements');
const reservations = tenantCollection<StockReservation>('stockReservations');
export const counts = tenantCollection<StockCount>('stockCounts');
const availability = tenantCollection<Availability>('availability');

export const levelRef = (org: Tenant, shopId: string, key: string) => levels.doc(org, `${shopId}_${key}`);
export const movementRef = movements.doc;
export const reservationRef = reservations.doc;
export const countRef = counts.doc;
export const availabilityRef = availability.doc;

/** More items than a shop keeps; a list that is longer tells so by its length. */
export const MOST_ITEMS = 1000;

/** Items that are low, by supplier and name. */
export function lowLevels(reader: Reader, org: Tenant, shopId: string): Promise<StockLevel[]> {
  return reader.find(levels.in(org).where('shopId', '==', shopId).where('low', '==', true).limit(MOST_ITEMS));
}

/** All items of a shop, for a count. */
export function levelsOf(reader: Reader, org: Tenant, shopId: string): Promise<StockLevel[]> {
  return reader.find(levels.in(org).where('shopId', '==', shopId).limit(MOST_ITEMS));
}

/** Whether any shop keeps this item. */
export async function anyLevel(reader: Reader, org: Tenant, key: string): Promise<StockLevel | undefined> {
  const [level] = await reader.find(levels.in(org).where('key', '==', key).limit(1));
  return level;
}

/** Products, and options as `<product>_<option>`, of which a shop has not even one. */
export async function soldOutIn(reader: Reader, org: Tenant, shopId: string): Promise<ReadonlySet<string>> {
  return new Set(Object.keys((await reader.get(availability.doc(org, shopId)))?.soldOut ?? {}));
}
