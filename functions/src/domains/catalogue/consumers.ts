import { linkConsumers, type Consumer, type Stocking } from '../stock/api.ts';
import { optionStockKey, type Product } from './product.ts';

export { linkConsumers, type Stocking };

/** What of a product takes from stock: itself, and each of its options. */
export function optionsAsConsumers(product: Product | undefined): Consumer[] {
  if (product === undefined) return [];
  const { id, name, trackStock, recipe } = product;
  const options = product.optionGroups.flatMap((group, g) =>
    group.options.map((option, o): Consumer => {
      const { trackStock: counted, recipe: lines } = option;
      const path = `optionGroups.${g}.options.${o}.recipe`;
      return { ref: optionStockKey(id, option.id), kind: 'option', name: `${name} – ${option.name}`, trackStock: counted, recipe: lines, path };
    }),
  );
  return [{ ref: id, kind: 'product', name, trackStock, recipe, path: 'recipe' }, ...options];
}
