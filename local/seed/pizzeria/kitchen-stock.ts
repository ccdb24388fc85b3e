import type { Business } from '../business.ts';

const INGREDIENTS = {
  dough: { name: 'Deegbol 250 g', unit: 'piece', lowAt: 25, target: 180, packSize: 30, supplier: 'Meelfabriek De Witte Raaf' },
  tomato: { name: 'Tomatensaus', unit: 'ml', lowAt: 4_500, target: 27_500, packSize: 2_500, supplier: 'Groothandel Zuidwaard' },
  mozzarella: { name: 'Mozzarella', unit: 'g', lowAt: 3_750, target: 22_400, packSize: 1_400, supplier: 'Groothandel Zuidwaard' },
  mushrooms: { name: 'Kastanjechampignons', unit: 'g', lowAt: 1_250, target: 6_800, packSize: 850, supplier: 'Kwekerij Het Lage Veld' },
  salami: { name: 'Salami', unit: 'g', lowAt: 900, target: 5_460, packSize: 780, supplier: 'Groothandel Zuidwaard' },
  gorgonzola: { name: 'Gorgonzola', unit: 'g', lowAt: 650, target: 3_850, packSize: 550, supplier: 'Groothandel Zuidwaard' },
} as const;

export type Larder = Readonly<Record<keyof typeof INGREDIENTS, string>>;

/** Begins to keep the ingredients. @returns their keys in stock */
export async function stockLarder(business: Business, shopId: string): Promise<Larder> {
  const keys: Partial<Record<keyof typeof INGREDIENTS, string>> = {};
  for (const [name, item] of Object.entries(INGREDIENTS)) {
    const { key } = await business.call<{ key: string }>(business.owner, 'stock/create-item', { shopId, ...item });
    keys[name as keyof typeof INGREDIENTS] = key;
  }
  return keys as Larder;
}

/** The first delivery of the wholesaler. */
export async function firstDelivery(business: Business, shopId: string, larder: Larder): Promise<void> {
  const lines = [
    { key: larder.dough, quantity: '137', unit: 'piece' },
    { key: larder.tomato, quantity: '17.5', unit: 'l' },
    { key: larder.mozzarella, quantity: '12.6', unit: 'kg' },
    { key: larder.mushrooms, quantity: '4.25', unit: 'kg' },
    { key: larder.salami, quantity: '3.12', unit: 'kg' },
    { key: larder.gorgonzola, quantity: '1.65', unit: 'kg' },
  ];
  await business.call(business.stage.cast.elif, 'stock/receive', { shopId, lines, note: 'Pakbon 48213' });
}

/** Waste, and a count that finds less than the books said. */
export async function wasteAndCount(business: Business, shopId: string, larder: Larder): Promise<void> {
  const { elif } = business.stage.cast;
  await business.call(elif, 'stock/adjust', { shopId, reason: 'wasted', lines: [{ key: larder.mushrooms, quantity: '385', unit: 'g' }], note: 'Koelcel stond open' });
  const { id: countId } = await business.call(elif, 'stock/start-count', { shopId });
  await business.call(elif, 'stock/record-count', { countId, lines: [{ key: larder.gorgonzola, amount: 1_243 }, { key: larder.salami, amount: 2_786 }] });
  await business.call(elif, 'stock/finish-count', { countId });
}
