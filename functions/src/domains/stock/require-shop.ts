import { AppError } from '../../platform/errors.ts';
import { type Tenant } from '../../platform/tenancy.ts';
import { type Reader } from '../../platform/tx.ts';
import { type Stocking } from './change-levels.ts';
import { type StockLevel } from './level.ts';
import { availabilityRef, levelRef } from './repo.ts';

/** @throws AppError `not-found` for a shop that this organisation does not have */
export async function requireShop({ tx, org }: { readonly tx: Reader; readonly org: Tenant }, shopId: string): Promise<void> {
  if ((await tx.get(availabilityRef(org, shopId))) === undefined) throw new AppError('not-found', `no shop ${shopId}`, { data: { collection: 'shops' } });
}

/** Several levels of a shop at once. @throws AppError `not-found` naming the collection alone */
export async function requireLevels({ tx, org }: Pick<Stocking, 'tx' | 'org'>, shopId: string, keys: readonly string[]): Promise<StockLevel[]> {
  const levels = await tx.getAll(keys.map((key) => levelRef(org, shopId, key)));
  return levels.map((level, index) => {
    if (level === undefined) throw new AppError('not-found', `no stock ${shopId}_${keys[index]}`, { data: { collection: 'stock' } });
    return level;
  });
}
