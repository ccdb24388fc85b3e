import { Id } from '../../platform/ids.ts';
import { resource } from '../../platform/resource.ts';
import { Category } from './category.ts';
import { Product } from './product.ts';
import { categories, products, shops } from './repo.ts';
import { Shop } from './shop.ts';

const domain = 'catalogue';
const permission = 'catalogue.read';

export const catalogueResources = [
  resource({ name: 'shops', domain, singular: 'shop', summary: 'places that take orders', collection: shops, schema: Shop, permission, filters: {}, sorts: { name: 'name' } }),
  resource({
    name: 'categories',
    domain,
    singular: 'category',
    summary: 'categories of the catalogue',
    collection: categories,
    schema: Category,
    permission,
    filters: { published: Category.shape.published },
    sorts: { sort: 'sort', name: 'name' },
  }),
  resource({
    name: 'products',
    domain,
    singular: 'product',
    summary: 'products, published or not',
    collection: products,
    schema: Product,
    permission,
    filters: { categoryId: Id, published: Product.shape.published },
    sorts: { name: 'name', sort: 'sort', updatedAt: 'updatedAt' },
  }),
];
