import type { Business } from '../business.ts';

/** What can be ordered, by a short name. */
export interface Meals {
  readonly dal: string;
  readonly stew: string;
  readonly salmon: string;
  readonly porridge: string;
  /** Three suppers for one price, each of a choice. */
  readonly box: string;
}

const SUPPERS = {
  dal: { name: 'Red lentil dal with spinach', price: 985, diets: ['vegan', 'gluten-free'], allergens: { contains: ['mustard'], mayContain: ['celery', 'sesame'] } },
  stew: { name: 'Slow beef stew with root vegetables', price: 1_265, diets: ['lactose-free'], allergens: { contains: ['celery', 'sulphites'], mayContain: ['gluten'] } },
  salmon: { name: 'Salmon, dill potatoes and leek', price: 1_345, diets: ['gluten-free'], allergens: { contains: ['fish', 'milk'], mayContain: ['crustaceans', 'molluscs'] } },
};

/** Meals that are cooked beforehand and counted one by one. @returns their ids */
export async function writeMeals(business: Business): Promise<Meals> {
  const suppers = await business.make('catalogue/create-category', { name: 'Suppers', description: 'Cooked on Sundays and Wednesdays; keeps for four days', sort: 10 });
  const mornings = await business.make('catalogue/create-category', { name: 'Breakfast', sort: 20 });
  const boxes = await business.make('catalogue/create-category', { name: 'Weekly boxes', sort: 30 });
  const product = (categoryId: string, fields: object) =>
    business.make('catalogue/create-product', { categoryId, published: true, services: ['collect', 'deliver'], ...fields });
  const meal = (name: keyof typeof SUPPERS) => product(suppers, { ...SUPPERS[name], trackStock: true, maxQuantity: 18, tags: ['reheat: 3 min'] });
  const [dal, stew, salmon] = [await meal('dal'), await meal('stew'), await meal('salmon')];
  const porridge = await product(mornings, {
    name: 'Oat porridge with plums',
    price: 545,
    trackStock: true,
    diets: ['vegetarian'],
    allergens: { contains: ['gluten', 'milk'], mayContain: ['nuts'] },
    optionGroups: [{ id: 'topping', name: 'Topping', min: 0, max: 2, options: [{ id: 'walnuts', name: 'Walnuts', price: 85, allergens: { contains: ['nuts'], mayContain: [] } }, { id: 'seeds', name: 'Seeds', price: 65 }] }],
  });
  const choices = [{ productId: dal }, { productId: stew, surcharge: 165 }, { productId: salmon, surcharge: 235 }];
  const bundle = ['Monday', 'Tuesday', 'Wednesday'].map((name) => ({ id: name.toLowerCase(), name, choices }));
  const box = await product(boxes, { name: 'Three suppers', description: 'Choose one for each evening', price: 2_685, bundle });
  return { dal, stew, salmon, porridge, box };
}
