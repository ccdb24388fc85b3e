import { type DocumentReference } from 'firebase-admin/firestore';
import { businessDate } from '../../platform/business-date.ts';
import { type Entity, type Tenant } from '../../platform/tenancy.ts';
import { type Tx } from '../../platform/tx.ts';
import { numberRef, organisationRef, type Organisation } from '../../domains/accounts/api.ts';
import { likelyProducts, optionStockKey, shopRef, type Product } from '../../domains/catalogue/api.ts';
import { type PlaceInput } from '../../domains/orders/api.ts';
import { promotionRef } from '../../domains/promotions/api.ts';
import { levelRef } from '../../domains/stock/api.ts';

/** What numbering and clock an organisation had when it was last seen here. */
type Seller = Pick<Organisation, 'numbering' | 'timeZone'>;

const MOST_REMEMBERED = 1000;
const sellers = new Map<string, Seller>();

export function rememberSeller({ path }: Tenant, { numbering, timeZone }: Seller): void {
  sellers.delete(path);
  sellers.set(path, { numbering, timeZone });
  if (sellers.size > MOST_REMEMBERED) sellers.delete(sellers.keys().next().value ?? '');
}

/**
 * Reads at once what placing this cart will most likely read, by what this instance remembers: one round trip while
 * documents are locked, where there were three. A guess that is wrong costs a read and changes nothing, since all that
 * is used is asked for again, by its own name, and read then if it was not read here.
 */
export async function readAhead(tx: Tx, org: Tenant, input: PlaceInput, now: Date): Promise<void> {
  const seller = sellers.get(org.path);
  const refs: DocumentReference<Entity>[] = [organisationRef(org), shopRef(org, input.shopId), ...input.codes.map((code) => promotionRef(org, code))];
  if (seller !== undefined) refs.push(numberRef(org, seller, 'order', businessDate(now, seller.timeZone)));
  refs.push(...likelyKeys(org, input).map((key) => levelRef(org, input.shopId, key)));
  await tx.getAll(refs);
}

/** The items in stock that the cart takes from, as far as its products are remembered. */
function likelyKeys(org: Tenant, { lines }: PlaceInput): string[] {
  const products = likelyProducts(org);
  const items = lines.flatMap(({ productId, options, parts }) => [{ productId, options }, ...parts]);
  return [...new Set(items.flatMap(({ productId, options }) => keysOf(products.get(productId), options.map(({ optionId }) => optionId))))];
}

function keysOf(product: Product | undefined, chosen: readonly string[]): string[] {
  if (product === undefined) return [];
  const options = product.optionGroups.flatMap((group) => group.options.filter(({ id }) => chosen.includes(id)));
  const own = product.trackStock ? [product.id] : [];
  const ofOptions = options.flatMap((option) => [...(option.trackStock ? [optionStockKey(product.id, option.id)] : []), ...option.recipe.map(({ key }) => key)]);
  return [...own, ...product.recipe.map(({ key }) => key), ...ofOptions];
}
