import { type Tenant } from '../../platform/tenancy.ts';
import { type Tx } from '../../platform/tx.ts';
import { linkConsumers, optionsAsConsumers, type Stocking } from './consumers.ts';
import { pageWith, pageWithout } from './menu.ts';
import { type Product } from './product.ts';
import { menuRef, shopRef, shopsOf } from './repo.ts';
import { type Shop } from './shop.ts';

/**
 * Lets a change of the catalogue be seen: the menu pages it stands on, what takes from stock, and the revision of every
 * shop, after which no instance uses what it remembers of products.
 */
export async function productChanged(stocking: Stocking, before: Product | undefined, after: Product | undefined): Promise<void> {
  const { tx, org } = stocking;
  const pages = [...new Set([before, after].flatMap((product) => (product === undefined ? [] : [product.categoryId])))];
  for (const page of await tx.getAll(pages.map((id) => menuRef(org, id)))) {
    // A category that is not published has no page.
    if (page === undefined) continue;
    tx.set(menuRef(org, page.id), after === undefined ? pageWithout(page, before?.id ?? '') : pageWith(org, page, after));
  }
  const shops = await catalogueChanged(tx, org);
  await linkConsumers(stocking, shops.map(({ id }) => id), optionsAsConsumers(before), optionsAsConsumers(after));
}

/** Tells every shop that the catalogue has changed. All get one revision: the same number is the same catalogue in each of them. */
export async function catalogueChanged(tx: Tx, org: Tenant) {
  const shops = await shopsOf(tx, org);
  const catalogueRevision = revisionOf(shops) + 1;
  for (const shop of shops) tx.update(shopRef(org, shop.id), { catalogueRevision });
  return shops;
}

/** The revision at which the catalogue of these shops stands. */
export function revisionOf(shops: readonly Shop[]): number {
  return Math.max(1, ...shops.map(({ catalogueRevision }) => catalogueRevision));
}
