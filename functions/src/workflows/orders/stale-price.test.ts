import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { useStack } from '../../../../local/stack/jest.ts';
import { setOffMenu } from '../../domains/catalogue/actions/set-off-menu.ts';
import { updateProduct } from '../../domains/catalogue/actions/update-product.ts';
import { aPizzeria, aProduct, aShop, received, type Pizzeria } from '../../../test/builders/shop.ts';
import { anOrder, place, quote } from '../../../test/builders/order.ts';
import { callAs } from '../../../test/support/call.ts';
import { refusal } from '../../../test/support/refusal.ts';

useStack({ functions: false });
let pizzeria: Pizzeria;
let soup: string;
beforeAll(async () => {
  pizzeria = await aPizzeria();
  soup = (await aProduct(pizzeria, { name: 'Tomatensoep', price: 685, trackStock: true, categoryId: pizzeria.pizza.categoryId })).id;
  await received(pizzeria, pizzeria.shop.id, soup, 40);
});
const as = (action: Parameters<typeof callAs>[1], input: object) => callAs(pizzeria.owner, action, input, { orgId: pizzeria.orgId });

describe('a price that is stale', () => {
  let wine: string;
  beforeEach(async () => {
    wine = (await aProduct(pizzeria, { name: 'Huiswijn', price: 545, categoryId: pizzeria.pizza.categoryId })).id;
  });
  const cart = () => ({ shopId: pizzeria.shop.id, service: 'collect', lines: [{ productId: soup, quantity: 2, seenPrice: 685 }, { productId: wine, quantity: 3, seenPrice: 545 }] });

  test('says exactly which line changed, from what to what, and the new cart can be placed', async () => {
    await as(updateProduct, { productId: wine, price: 575 });
    const seenTotal = 2 * 685 + 3 * 545;
    const error = await refusal(place(pizzeria, { ...cart(), seenTotal }));
    expect(error).toMatchObject({ code: 'version-mismatch', say: { nl: 'Regel 2 is veranderd sinds je keek. Bevestig het opnieuw.' } });
    expect(error.data?.['changes']).toEqual([
      { kind: 'price', line: 1, productId: wine, name: 'Huiswijn', from: 545, to: 575 },
      { kind: 'total', from: seenTotal, to: seenTotal + 90 },
    ]);
    const { totals } = (error.data ?? {})['cart'] as { totals: { toPay: number } };
    const lines = cart().lines.map((line) => ({ ...line, seenPrice: line.productId === wine ? 575 : 685 }));
    expect((await place(pizzeria, { ...cart(), lines, seenTotal: totals.toPay })).toPay).toBe(seenTotal + 90);
  });

  test('is seen at once, whatever this instance remembers', async () => {
    for (const price of [555, 565, 595]) {
      await place(pizzeria, { ...cart(), lines: [{ productId: wine, quantity: 2 }], seenTotal: 2 * (await quote(pizzeria, { ...cart(), lines: [{ productId: wine, quantity: 1 }] })).totals.toPay });
      await as(updateProduct, { productId: wine, price });
      expect((await refusal(place(pizzeria, { ...cart(), lines: [{ productId: wine, quantity: 2 }], seenTotal: 1 }))).data).toMatchObject({ changes: [{ to: 2 * price }] });
    }
  });

  test('is seen in each of several shops, of which one was opened later', async () => {
    const later = await aShop(pizzeria, { name: 'Pizzeria Etna' });
    const lines = [{ productId: wine, quantity: 2 }];
    await anOrder(pizzeria, { ...cart(), shopId: later.id, lines });
    await as(updateProduct, { productId: wine, price: 555 });
    for (const { id: shopId } of [pizzeria.shop, later]) {
      const error = await refusal(place(pizzeria, { ...cart(), shopId, lines, seenTotal: 2 * 545 }));
      expect(error.data).toMatchObject({ changes: [{ kind: 'total', from: 2 * 545, to: 2 * 555 }] });
    }
  });

  test('and so is a product that was taken off', async () => {
    await as(setOffMenu, { shopId: pizzeria.shop.id, productId: wine, off: true });
    const error = await refusal(place(pizzeria, { ...cart(), seenTotal: 2 * 685 + 3 * 545 }));
    expect(error.data?.['changes']).toMatchObject([{ kind: 'unavailable', line: 1, reason: 'off-menu' }, { kind: 'total', to: 1370 }]);
    await as(setOffMenu, { shopId: pizzeria.shop.id, productId: wine, off: false });
    await place(pizzeria, { ...cart(), seenTotal: 2 * 685 + 3 * 545 });
  });
});
