import { type Tenant } from '../../platform/tenancy.ts';
import { type Reader } from '../../platform/tx.ts';
import { type Category } from './category.ts';
import { type Product } from './product.ts';
import { categoryRef, productRef } from './repo.ts';
import { type Shop } from './shop.ts';

/** What an instance remembers of one organisation's catalogue, good for one revision. */
interface Known {
  readonly revision: number;
  readonly products: Map<string, Product | undefined>;
  readonly categories: Map<string, Category | undefined>;
}

/** Organisations remembered at a time; the one unused for longest goes first. */
const MOST_ORGANISATIONS = 100;
const memory = new Map<string, Known>();

/** Products with their categories, as an order needs them. */
export interface CatalogueExtract {
  readonly products: ReadonlyMap<string, Product>;
  readonly categories: ReadonlyMap<string, Category>;
}

/**
 * Products by id as of the shop's catalogue revision, from memory where possible. Every change of the catalogue writes
 * a new revision into the shop, and whoever orders reads the shop in its transaction; so what is remembered under that
 * revision is what the transaction would read, at no cost.
 */
export async function productsOf(reader: Reader, org: Tenant, shop: Shop, ids: readonly string[]): Promise<CatalogueExtract> {
  const known = remembered(org, shop.catalogueRevision);
  const wanted = [...new Set(ids)];
  await learn(wanted, known.products, (missing) => reader.getAll(missing.map((id) => productRef(org, id))));
  const products = present(wanted, known.products);
  // What a bundle consists of is looked up with it.
  const parts = [...products.values()].flatMap(({ bundle }) => bundle.flatMap(({ choices }) => choices.map(({ productId }) => productId)));
  const all = [...new Set([...wanted, ...parts])];
  await learn(all, known.products, (missing) => reader.getAll(missing.map((id) => productRef(org, id))));
  const found = present(all, known.products);
  const categoryIds = [...new Set([...found.values()].map(({ categoryId }) => categoryId))];
  await learn(categoryIds, known.categories, (missing) => reader.getAll(missing.map((id) => categoryRef(org, id))));
  return { products: found, categories: present(categoryIds, known.categories) };
}

/** What this instance remembers of products, whatever revision it is of: good for guessing what will be read, and no more. */
export function likelyProducts(org: Tenant): ReadonlyMap<string, Product | undefined> {
  return memory.get(org.path)?.products ?? new Map();
}

function remembered(org: Tenant, revision: number): Known {
  const present = memory.get(org.path);
  const known = present?.revision === revision ? present : { revision, products: new Map(), categories: new Map() };
  memory.delete(org.path);
  // Two requests may see two revisions at once; the older one's extract is its own and is not kept.
  if (present === undefined || present.revision <= revision) memory.set(org.path, known);
  else memory.set(org.path, present);
  if (memory.size > MOST_ORGANISATIONS) memory.delete(memory.keys().next().value ?? '');
  return known;
}

async function learn<T>(ids: readonly string[], known: Map<string, T | undefined>, read: (missing: readonly string[]) => Promise<(T | undefined)[]>): Promise<void> {
  const missing = ids.filter((id) => !known.has(id));
  if (missing.length === 0) return;
  const found = await read(missing);
  missing.forEach((id, index) => {
    // Ids that do not exist come from strangers and would fill the memory.
    if (found[index] !== undefined) known.set(id, found[index]);
  });
}

function present<T>(ids: readonly string[], known: ReadonlyMap<string, T | undefined>): Map<string, T> {
  const found = new Map<string, T>();
  for (const id of ids) {
    const value = known.get(id);
    if (value !== undefined) found.set(id, value);
  }
  return found;
}
