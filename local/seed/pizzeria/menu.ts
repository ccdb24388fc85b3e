import type { Business } from '../business.ts';
import type { Larder } from './kitchen-stock.ts';

/** The options every pizza has; ids are unique within their product. */
function pizzaOptions({ mozzarella, mushrooms, dough }: Larder): object[] {
  return [
    {
      id: 'size',
      name: 'Formaat',
      required: true,
      min: 1,
      max: 1,
      options: [
        { id: 'medium', name: 'Medium, 29 cm', price: 0, preselected: true },
        { id: 'large', name: 'Groot, 36 cm', price: 285, recipe: [{ key: dough, quantity: '1', unit: 'piece' }, { key: mozzarella, quantity: '45', unit: 'g' }] },
      ],
    },
    {
      id: 'extra',
      name: 'Extra',
      min: 0,
      max: 4,
      options: [
        { id: 'cheese', name: 'Extra mozzarella', price: 145, max: 2, allergens: { contains: ['milk'], mayContain: [] }, recipe: [{ key: mozzarella, quantity: '60', unit: 'g' }] },
        { id: 'mushrooms', name: 'Champignons', price: 115, recipe: [{ key: mushrooms, quantity: '55', unit: 'g' }] },
        { id: 'olives', name: 'Olijven', price: 95 },
      ],
    },
  ];
}

const PIZZA_ALLERGENS = { contains: ['gluten', 'milk'], mayContain: ['eggs', 'nuts'] };
const DRINK = { eatIn: 'reduced', takeAway: 'reduced' };
const ALCOHOL = { eatIn: 'standard', takeAway: 'standard' };

/** What can be ordered, by a short name. */
export interface Menu {
  readonly margherita: string;
  readonly funghi: string;
  readonly salami: string;
  readonly formaggi: string;
  readonly tiramisu: string;
  readonly lemonade: string;
  readonly beer: string;
}

/** Three pages of a menu. @returns the ids of what is on it */
export async function writeMenu(business: Business, larder: Larder): Promise<Menu> {
  const [pizzas, desserts, drinks] = [
    await business.make('catalogue/create-category', { name: 'Pizza', description: 'Uit de houtoven', sort: 10 }),
    await business.make('catalogue/create-category', { name: 'Nagerechten', sort: 20 }),
    await business.make('catalogue/create-category', { name: 'Dranken', sort: 30 }),
  ];
  const base = [
    { key: larder.dough, quantity: '1', unit: 'piece' },
    { key: larder.tomato, quantity: '8.5', unit: 'cl' },
    { key: larder.mozzarella, quantity: '95', unit: 'g' },
  ];
  const product = (fields: object) => business.make('catalogue/create-product', { published: true, ...fields });
  const pizza = (name: string, description: string, price: number, recipe: object[], diets: string[] = []) =>
    product({ categoryId: pizzas, name, description, price, diets, allergens: PIZZA_ALLERGENS, optionGroups: pizzaOptions(larder), recipe: [...base, ...recipe] });
  return {
    margherita: await pizza('Margherita', 'Tomaat, mozzarella, basilicum', 1_135, [], ['vegetarian']),
    funghi: await pizza('Funghi', 'Tomaat, mozzarella, kastanjechampignons', 1_295, [{ key: larder.mushrooms, quantity: '80', unit: 'g' }], ['vegetarian']),
    salami: await pizza('Salame piccante', 'Tomaat, mozzarella, pittige salami', 1_365, [{ key: larder.salami, quantity: '65', unit: 'g' }]),
    formaggi: await pizza('Quattro formaggi', 'Vier kazen, zonder poespas', 1_485, [{ key: larder.gorgonzola, quantity: '55', unit: 'g' }], ['vegetarian']),
    tiramisu: await product({ categoryId: desserts, name: 'Tiramisù', price: 645, trackStock: true, diets: ['vegetarian'], allergens: { contains: ['gluten', 'eggs', 'milk'], mayContain: ['nuts'] } }),
    lemonade: await product({ categoryId: drinks, name: 'Citroenlimonade', price: 385, vat: DRINK, diets: ['vegan'] }),
    beer: await product({ categoryId: drinks, name: 'Wolkenwit, bier van het huis', price: 465, vat: ALCOHOL, allergens: { contains: ['gluten'], mayContain: [] }, maxQuantity: 24 }),
  };
}
