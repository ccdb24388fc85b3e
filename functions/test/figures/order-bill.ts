import { billOf, install, type Bill } from '../../../bench/billed/meter.ts';
import { aPizzeria, aProduct, received } from '../builders/shop.ts';
import { place, quote } from '../builders/order.ts';
import { onEmulators } from './on-emulators.ts';

/** Products of an order that are counted. */
const COUNTED = 6;

/**
 * The least that an order of this shape can cost. Read: the organisation (VAT, numbering), the shop (open, fees, revision of
 * the catalogue), the counter, each counted product. Written: the counter, each counted product, the order, what it
 * holds of the stock, the word to the staff, and the audit record, which is the idempotency record as well. No product is
 * read: what this instance remembers under the shop's revision is exact.
 */
export const LEAST: Bill = { reads: 3 + COUNTED, writes: 1 + COUNTED + 4, deletes: 0 };

/** What one order of eight lines is billed for in an instance that has served the shop before. */
export function billOfAnOrder(): Promise<Bill> {
  return onEmulators(async () => {
    const pizzeria = await aPizzeria();
    const lines: object[] = [
      { productId: pizzeria.pizza.id, quantity: 2, options: [{ optionId: 'large' }] },
      { productId: pizzeria.beer.id, quantity: 3 },
    ];
    for (let index = 0; index < COUNTED; index += 1) {
      const { id: productId } = await aProduct(pizzeria, { name: `Gerecht ${index}`, price: 985 + index, trackStock: true, categoryId: pizzeria.pizza.categoryId });
      await received(pizzeria, pizzeria.shop.id, productId, 50);
      lines.push({ productId, quantity: 2 });
    }
    const cart = { shopId: pizzeria.shop.id, service: 'collect', lines };
    const order = { ...cart, seenTotal: (await quote(pizzeria, cart)).totals.toPay };
    install();
    await place(pizzeria, order);
    return (await billOf(() => place(pizzeria, order))).bill;
  });
}
