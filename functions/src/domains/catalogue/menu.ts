import { AppError } from '../../platform/errors.ts';
import { type Entity, type Tenant } from '../../platform/tenancy.ts';
import { type Category } from './category.ts';
import { type Option, type OptionGroup } from './option-group.ts';
import { photoPath } from './photo.ts';
import { type Product } from './product.ts';
import { MOST_PRODUCTS } from './repo.ts';

type PublicOption = Omit<Option, 'recipe' | 'trackStock'>;
type PublicGroup = Omit<OptionGroup, 'options'> & { readonly options: readonly PublicOption[] };
/** A product as shoppers see it: all but what it is made of in grams. */
export type PublicProduct = Omit<Product, 'recipe' | 'trackStock' | 'published' | 'categoryId' | 'optionGroups' | 'photos' | 'createdAt' | 'updatedAt' | 'version'> & {
  readonly optionGroups: readonly PublicGroup[];
  /** Paths in Storage, where everybody may read them. */
  readonly photos: readonly string[];
};

/** One published category with its published products: what shoppers listen to, without signing in. */
export interface MenuPage extends Entity, Pick<Category, 'name' | 'description' | 'sort' | 'windows'> {
  readonly products: readonly PublicProduct[];
}

/** A page as it stands after a change of one of its products, which may also have left it. */
export function pageWith(org: Tenant, page: MenuPage, product: Product): MenuPage {
  const others = page.products.filter(({ id }) => id !== product.id);
  const isOn = product.published && product.categoryId === page.id;
  return checked({ ...page, products: isOn ? ordered([...others, publicProduct(org, product)]) : others });
}

export function pageWithout(page: MenuPage, productId: string): MenuPage {
  return { ...page, products: page.products.filter(({ id }) => id !== productId) };
}

/** The page of a category. */
export function pageOf(org: Tenant, category: Category, products: readonly Product[]): MenuPage {
  const { id, name, description, sort, windows } = category;
  const shown = products.filter(({ published }) => published).map((product) => publicProduct(org, product));
  return checked({ id, name, description, sort, windows, products: ordered(shown) });
}

function publicProduct(org: Tenant, product: Product): PublicProduct {
  const { recipe: _recipe, trackStock: _track, published: _published, categoryId: _category, optionGroups, photos, ...rest } = product;
  const { createdAt: _created, updatedAt: _updated, version: _version, ...shown } = rest;
  return {
    ...shown,
    photos: photos.map((id) => photoPath(org.id, id)),
    optionGroups: optionGroups.map((group) => ({
      ...group,
      options: group.options.map(({ recipe: _of, trackStock: _counted, ...option }) => option),
    })),
  };
}

function ordered(products: readonly PublicProduct[]): PublicProduct[] {
  return products.toSorted((a, b) => a.sort - b.sort || a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1));
}

/** Firestore holds a mebibyte per document, with its own bytes around ours. */
const MOST_BYTES = 700_000;

function checked(page: MenuPage): MenuPage {
  if (page.products.length > MOST_PRODUCTS || Buffer.byteLength(JSON.stringify(page.products)) > MOST_BYTES) {
    throw new AppError('limit-reached', `menu page ${page.id} is too large`, {
      say: {
        en: 'This category has too many products for one page. Divide it into two.',
        nl: 'Deze categorie heeft te veel producten voor één pagina. Splits haar in twee.',
      },
    });
  }
  return page;
}
