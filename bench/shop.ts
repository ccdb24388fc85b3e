/** Calls an action as one person, in this process or over the wire. */
export type Act = <Reply>(action: string, input: object) => Promise<Reply>;

export interface OpenShop {
  readonly shopId: string;
  readonly products: readonly string[];
}

/** Prices that never come out round. */
const PRICES = [1_295, 875, 1_450, 345, 2_135, 690];

/** How much of everything a shop begins with. */
export const STOCKED = 1_000_000;

/** A shop that is open day and night, with one category of products that are counted, and plenty of each. */
export async function openShop(act: Act, count: number): Promise<OpenShop> {
  const everyDay = { days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', until: '00:00' };
  const { id: shopId } = await act<{ id: string }>('catalogue/create-shop', { name: 'Molen aan de Kade', hours: [everyDay] });
  const { id: categoryId } = await act<{ id: string }>('catalogue/create-category', { name: 'Warm' });
  const products: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const price = PRICES[index % PRICES.length];
    const product = { name: `Gerecht ${index + 1}`, categoryId, price, trackStock: true, published: true };
    products.push((await act<{ id: string }>('catalogue/create-product', product)).id);
  }
  const lines = products.map((key) => ({ key, quantity: String(STOCKED), unit: 'piece' }));
  await act('stock/receive', { shopId, lines, note: 'geleverd' });
  return { shopId, products };
}

/** Two or three of one product and one of the next; which, follows from `index`. */
export function cart({ shopId, products }: OpenShop, index: number): { shopId: string; service: string; lines: { productId: string; quantity: number }[] } {
  const at = (offset: number): string => products[(index + offset) % products.length] ?? '';
  return { shopId, service: 'collect', lines: [{ productId: at(0), quantity: 2 + (index % 2) }, { productId: at(1), quantity: 1 }] };
}

/** What `orders/place` takes for a cart that is paid at the counter. */
export async function placing(act: Act, shop: OpenShop, index: number): Promise<object> {
  const wanted = cart(shop, index);
  const quote = await act<{ totals: { toPay: number } }>('orders/quote', wanted);
  return { ...wanted, customer: { name: 'R. van der Meer', email: 'r@example.test', phone: '+31612345678' }, payment: 'counter', seenTotal: quote.totals.toPay };
}
