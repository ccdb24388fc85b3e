import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { deleteApp, initializeApp, type FirebaseApp } from 'firebase/app';
import { collection, connectFirestoreEmulator, doc, getFirestore, onSnapshot, type Firestore } from 'firebase/firestore';
import { useStack } from '../../../../../local/stack/jest.ts';
import { aCategory, aPizzeria, aProduct, anItem, received, shopInput, type Pizzeria } from '../../../../test/builders/shop.ts';
import { anOrder } from '../../../../test/builders/order.ts';
import { callAs } from '../../../../test/support/call.ts';
import { everything } from '../../../../test/support/everything.ts';
import { refusal } from '../../../../test/support/refusal.ts';
import { documentsOf } from '../../../../test/support/stripe.ts';
import { type Action } from '../../../platform/action.ts';
import { database } from '../../../platform/firestore.ts';
import { ALLERGENS } from '../diet.ts';
import { createProduct } from './create-product.ts';
import { createShop } from './create-shop.ts';
import { deleteCategory } from './delete-category.ts';
import { deleteProduct } from './delete-product.ts';
import { listSlots } from './list-slots.ts';
import { publishProduct } from './publish-product.ts';
import { setOffMenu } from './set-off-menu.ts';
import { updateCategory } from './update-category.ts';
import { updateProduct } from './update-product.ts';

const stack = useStack({ functions: false });
let pizzeria: Pizzeria;
beforeAll(async () => {
  pizzeria = await aPizzeria({ members: { kitchen: 'kok' } });
});

const call = <Reply = unknown>(action: Action, input: object, uid: string | undefined = pizzeria.owner) => callAs<Reply>(uid, action, input, { orgId: pizzeria.orgId });
const page = async (id: string) => (await documentsOf(pizzeria, 'menu')).find((each) => each.id === id) as unknown as { name: string; products: { id: string; name: string }[] } | undefined;
const names = async (id: string) => (await page(id))?.products.map(({ name }) => name);

describe('the menu', () => {
  test('shows what is published, by sort and name, and nothing of recipes or counting', async () => {
    const { id: categoryId } = await aCategory(pizzeria, { name: 'Dolci' });
    const { key } = await anItem(pizzeria, pizzeria.shop.id, { name: 'Mascarpone' }, 900);
    const secret = { recipe: [{ key, quantity: '85', unit: 'g' }], allergens: { contains: ['milk', 'eggs'], mayContain: ['nuts'] } };
    const tiramisu = await aProduct(pizzeria, { categoryId, name: 'Tiramisu', price: 645, ...secret });
    await aProduct(pizzeria, { categoryId, name: 'Affogato', price: 495 });
    await aProduct(pizzeria, { categoryId, name: 'Cannoli', price: 375, sort: -5 });
    await aProduct(pizzeria, { categoryId, name: 'Concept', price: 375, published: false });
    expect(await names(categoryId)).toEqual(['Cannoli', 'Affogato', 'Tiramisu']);
    const shown = (await page(categoryId))?.products.find(({ id }) => id === tiramisu.id);
    expect(shown).toMatchObject({ price: 645, allergens: secret.allergens, vat: { eatIn: 'reduced', takeAway: 'reduced' } });
    for (const hidden of ['recipe', 'trackStock', 'published', 'version', key]) expect(JSON.stringify(shown)).not.toContain(hidden);
  });

  test('follows a product that is changed, moved, taken off and deleted', async () => {
    const [from, to] = [await aCategory(pizzeria, { name: 'Vooraf' }), await aCategory(pizzeria, { name: 'Na' })];
    const { id: productId } = await aProduct(pizzeria, { categoryId: from.id, name: 'Bruschetta', price: 595 });
    await call(updateProduct, { productId, name: 'Bruschetta al pomodoro' });
    expect(await names(from.id)).toEqual(['Bruschetta al pomodoro']);
    await call(updateProduct, { productId, categoryId: to.id });
    expect([await names(from.id), await names(to.id)]).toEqual([[], ['Bruschetta al pomodoro']]);
    await call(publishProduct, { productId, published: false });
    expect(await names(to.id)).toEqual([]);
    await call(publishProduct, { productId, published: true });
    await call(updateCategory, { categoryId: to.id, published: false });
    expect(await page(to.id)).toBeUndefined();
    await call(updateCategory, { categoryId: to.id, published: true });
    expect(await names(to.id)).toEqual(['Bruschetta al pomodoro']);
    expect((await refusal(call(deleteCategory, { categoryId: to.id }))).code).toBe('wrong-state');
    await call(deleteProduct, { productId });
    await call(deleteCategory, { categoryId: to.id });
    expect(await page(to.id)).toBeUndefined();
  });

  test('shows all that is published of a category, however much more there is that is not', async () => {
    const { id: categoryId } = await aCategory(pizzeria, { name: 'Archief' });
    const { id: shown } = await aProduct(pizzeria, { categoryId, name: 'Zabaione', price: 615 });
    const hidden = (await documentsOf(pizzeria, 'products')).find(({ id }) => id === shown);
    const batch = database().batch();
    // Ids that come before all others.
    for (let index = 0; index < 260; index += 1) batch.set(database().doc(`orgs/${pizzeria.orgId}/products/!${index}`), { ...hidden, id: `!${index}`, published: false });
    await batch.commit();
    await call(updateCategory, { categoryId, name: 'Klassiek' });
    expect([(await page(categoryId))?.name, await names(categoryId)]).toEqual(['Klassiek', ['Zabaione']]);
  });

  test('of two who change a product at once, one is told', async () => {
    const { id: productId, version } = await aProduct(pizzeria, { name: 'Lasagne', price: 1245, categoryId: pizzeria.pizza.categoryId });
    await call(updateProduct, { productId, price: 1275, ifVersion: version });
    expect((await refusal(call(updateProduct, { productId, price: 1265, ifVersion: version }))).code).toBe('version-mismatch');
  });
});

describe('bad input', () => {
  const product = (fields: object) => ({ name: 'Proef', price: 1135, categoryId: pizzeria.pizza.categoryId, ...fields });
  const group = (fields: object) => ({ optionGroups: [{ name: 'Formaat', options: [{ id: 'a', name: 'A' }], ...fields }] });

  test.each([
    ['a price below zero', { price: -1 }, 'price'],
    ['a price in euros', { price: 11.35 }, 'price'],
    ['a price as text', { price: '1135' }, 'price'],
    ['a fifteenth allergen', { allergens: { contains: ['garlic'], mayContain: [] } }, 'allergens.contains.0'],
    ['an allergen that is both certain and possible', { allergens: { contains: ['milk'], mayContain: ['milk'] } }, 'allergens.mayContain'],
    ['a VAT rate that there is not', { vat: { eatIn: 'luxury', takeAway: 'reduced' } }, 'vat.eatIn'],
    ['no service form', { services: [] }, 'services'],
    ['a window with half a time', { windows: [{ from: '17:00' }] }, 'windows.0.until'],
    ['an eighth day', { windows: [{ days: [8] }] }, 'windows.0.days.0'],
    ['a category that there is not', { categoryId: 'none' }, 'categoryId'],
    ['a bundle of what there is not', { bundle: [{ id: 'p', name: 'P', choices: [{ productId: 'none' }] }] }, 'bundle.0.choices.0.productId'],
    ['an ingredient that there is not', { recipe: [{ key: 'none', quantity: '5', unit: 'g' }] }, 'recipe.0.key'],
    ['more to choose at least than at most', group({ min: 3, max: 2 }), 'optionGroups.0.max'],
    ['more to choose than there is', group({ min: 2, max: 4 }), 'optionGroups.0.min'],
    ['options that could make it cost less than nothing', { price: 100, ...group({ options: [{ id: 'a', name: 'A', price: -101 }] }) }, 'optionGroups'],
    ['two options of one id', { optionGroups: [{ name: 'A', options: [{ id: 'x', name: 'X' }] }, { name: 'B', options: [{ id: 'x', name: 'Y' }] }] }, 'optionGroups'],
  ])('%s is refused by name, and nothing is written', async (_what, fields, path) => {
    const before = await everything();
    const error = await refusal(call(createProduct, product(fields)));
    expect(error.code).toBe('invalid-input');
    expect(error.issues.map((issue) => issue.path)).toContain(path);
    expect(await everything()).toEqual(before);
  });

  test('an ingredient measured in what it is not counted in', async () => {
    const { key } = await anItem(pizzeria, pizzeria.shop.id, { name: 'Meel' }, 500);
    expect((await refusal(call(createProduct, product({ recipe: [{ key, quantity: '2', unit: 'l' }] })))).issues[0]?.path).toBe('recipe.0');
  });

  test('the fourteen allergens of the Union are all known', async () => {
    expect(ALLERGENS).toHaveLength(14);
    const { allergens } = await aProduct(pizzeria, { name: 'Alles', categoryId: pizzeria.pizza.categoryId, allergens: { contains: [...ALLERGENS], mayContain: [] } });
    expect(allergens.contains).toEqual(ALLERGENS);
  });

  test('hours that are none, and an option that a product does not have', async () => {
    expect((await refusal(call(createShop, shopInput({ hours: [{ days: [1], from: '25:00', until: '26:00' }] })))).issues[0]?.path).toBe('hours.0.from');
    expect((await refusal(call(setOffMenu, { shopId: pizzeria.shop.id, productId: pizzeria.beer.id, optionId: 'large', off: true }))).issues[0]?.path).toBe('optionId');
    expect((await refusal(call(createProduct, product({}), 'kok'))).code).toBe('forbidden');
  });
});

test('times to choose from are told to anybody', async () => {
  const { slots } = await call<{ slots: string[] }>(listSlots, { shopId: pizzeria.shop.id, service: 'collect', limit: 7 }, undefined);
  expect(slots).toHaveLength(7);
  expect(slots.every((slot) => Date.parse(slot) % (15 * 60_000) === 0)).toBe(true);
});

describe('a shopper who has not signed in', () => {
  let app: FirebaseApp;
  let firestore: Firestore;
  beforeAll(() => {
    app = initializeApp({ projectId: stack().projectId, apiKey: 'anybody' }, 'shopper');
    firestore = getFirestore(app);
    connectFirestoreEmulator(firestore, '127.0.0.1', stack().ports.firestore);
  });
  afterAll(() => deleteApp(app));

  test('listens to menu and shop, which no sale wakes; what is sold out is heard, and when it is back', async () => {
    const { id: productId } = await aProduct(pizzeria, { name: 'Dagschotel', price: 1295, trackStock: true, categoryId: pizzeria.pizza.categoryId });
    await received(pizzeria, pizzeria.shop.id, productId, 6);
    const heard = { menu: 0, shop: 0, soldOut: [] as boolean[] };
    const at = (name: string) => `orgs/${pizzeria.orgId}/${name}`;
    const stops = [
      onSnapshot(collection(firestore, at('menu')), () => (heard.menu += 1)),
      onSnapshot(doc(firestore, `${at('shops')}/${pizzeria.shop.id}`), () => (heard.shop += 1)),
      onSnapshot(doc(firestore, `${at('availability')}/${pizzeria.shop.id}`), (snapshot) => {
        heard.soldOut.push(productId in ((snapshot.get('soldOut') ?? {}) as object));
      }),
    ];
    await until(() => heard.menu === 1 && heard.shop === 1 && heard.soldOut.length === 1);
    const sell = (quantity: number) => anOrder(pizzeria, { shopId: pizzeria.shop.id, service: 'collect', lines: [{ productId, quantity }] });
    await sell(2);
    await sell(3);
    await sell(1);
    await until(() => heard.soldOut.length === 2);
    await received(pizzeria, pizzeria.shop.id, productId, 4);
    await until(() => heard.soldOut.length === 3);
    expect(heard).toEqual({ menu: 1, shop: 1, soldOut: [false, true, false] });
    for (const stop of stops) stop();
  });
});

async function until(reached: () => boolean): Promise<void> {
  const end = Date.now() + 10_000;
  while (!reached()) {
    if (Date.now() > end) throw new Error('nothing was heard for ten seconds');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
