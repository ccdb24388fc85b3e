import { tenantCollection, type Tenant } from '../../platform/tenancy.ts';
import { type Reader } from '../../platform/tx.ts';
import { type Category } from './category.ts';
import { type MenuPage } from './menu.ts';
import { type Product } from './product.ts';
import { type Shop } from './shop.ts';

export const shops = tenantCollection<Shop>('shops');
export const categories = tenantCollection<Category>('categories');
export const products = tenantCollection<Product>('products');
const menu = tenantCollection<MenuPage>('menu');

export const shopRef = shops.doc;
export const categoryRef = categories.doc;
export const productRef = products.doc;
export const menuRef = menu.doc;

/** The most shops of one organisation; each change of the catalogue tells all of them. */
export const MOST_SHOPS = 50;
/** The most published products of one category: its page on the menu is one document. */
export const MOST_PRODUCTS = 250;

export function shopsOf(reader: Reader, org: Tenant): Promise<Shop[]> {
  return reader.find(shops.in(org).limit(MOST_SHOPS));
}

/** The published products of a category; one more than a page takes, if there are so many. */
export function publishedIn(reader: Reader, org: Tenant, categoryId: string): Promise<Product[]> {
  return reader.find(products.in(org).where('categoryId', '==', categoryId).where('published', '==', true).limit(MOST_PRODUCTS + 1));
}

/** Whether any product, published or not, stands in a category. */
export async function isInUse(reader: Reader, org: Tenant, categoryId: string): Promise<boolean> {
  return (await reader.find(products.in(org).where('categoryId', '==', categoryId).limit(1))).length > 0;
}
