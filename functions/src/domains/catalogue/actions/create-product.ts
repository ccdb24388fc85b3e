import { action } from '../../../platform/action.ts';
import { newId } from '../../../platform/ids.ts';
import { assertProduct } from '../check-product.ts';
import { NewProduct, Product } from '../product.ts';
import { productChanged } from '../publish.ts';
import { productRef } from '../repo.ts';

export const createProduct = action({
  name: 'catalogue/create-product',
  summary: 'Adds a product, meal or bundle; on the menu once it is published',
  permission: 'catalogue.write',
  input: NewProduct,
  output: Product,
  async run({ input, ...stocking }) {
    const { tx, org } = stocking;
    const id = newId();
    await assertProduct(tx, org, { ...input, id });
    const product = tx.create(productRef(org, id), { ...input, id });
    await productChanged(stocking, undefined, product);
    return product;
  },
});
