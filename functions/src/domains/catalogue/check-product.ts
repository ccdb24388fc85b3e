import { invalidField } from '../../platform/errors.ts';
import { filesAt } from '../files/api.ts';
import { type Tenant } from '../../platform/tenancy.ts';
import { type Reader } from '../../platform/tx.ts';
import { photoPath } from './photo.ts';
import { type ProductFacts } from './product.ts';
import { categoryRef, productRef } from './repo.ts';

/**
 * What a schema cannot tell of a product: that its category, its photos and the parts of a bundle exist.
 * @throws AppError `invalid-input` naming the field
 */
export async function assertProduct(reader: Reader, org: Tenant, product: Omit<ProductFacts, 'id'> & { readonly id: string }): Promise<void> {
  if ((await reader.get(categoryRef(org, product.categoryId))) === undefined) {
    throw invalidField('categoryId', { en: 'There is no such category.', nl: 'Deze categorie bestaat niet.' });
  }
  const photos = await filesAt(reader, org, product.photos.map((id) => photoPath(org.id, id)));
  const missing = photos.indexOf(undefined);
  if (missing >= 0) throw invalidField(`photos.${missing}`, { en: 'There is no such photo.', nl: 'Deze foto bestaat niet.' });
  const places = product.bundle.flatMap(({ choices }, p) => choices.map(({ productId }, c) => ({ productId, path: `bundle.${p}.choices.${c}.productId` })));
  const parts = await reader.getAll(places.map(({ productId }) => productRef(org, productId)));
  places.forEach(({ productId, path }, index) => {
    const part = parts[index];
    if (part === undefined || productId === product.id) throw invalidField(path, { en: 'There is no such product.', nl: 'Dit product bestaat niet.' });
    if (part.bundle.length > 0) throw invalidField(path, { en: 'A bundle cannot hold another bundle.', nl: 'Een bundel kan geen andere bundel bevatten.' });
  });
  if (product.bundle.length > 0 && product.optionGroups.length > 0) {
    throw invalidField('optionGroups', { en: 'The options of a bundle are those of its parts.', nl: 'De opties van een bundel zijn die van de onderdelen.' });
  }
  const cheapest = product.optionGroups.flatMap(({ options }) => options.flatMap(({ price, max }) => (price < 0 ? [price * max] : [])));
  if (product.price + cheapest.reduce((all, each) => all + each, 0) < 0) {
    throw invalidField('optionGroups', { en: 'With these options the price could fall below zero.', nl: 'Met deze opties kan de prijs onder nul komen.' });
  }
}
