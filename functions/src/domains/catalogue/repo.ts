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
/** The most products of one category: its page on the menu is one document. */
export const MOST_PRODUCTS = 250;

export function shopsOf(reader: Reader, org: Tenant): Promise<Shop[]> {
  return reader.find(shops.in(org).limit(MOST_SHOPS));
}

/** Products of a category, published or not. */
export function productsIn(reader: Reader, org: Tenant, categoryId: string, limit = MOST_PRODUCTS): Promise<Product[]> {
  return reader.find(products.in(org).where('categoryId', '==', categoryId).limit(limit));
}
