import { afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { useStack } from '../../../../../local/stack/jest.ts';
import { aPizzeria, aProduct, anItem, aShop, received, type Pizzeria } from '../../../../test/builders/shop.ts';
import { anOrder } from '../../../../test/builders/order.ts';
import { callAs } from '../../../../test/support/call.ts';
import { everything } from '../../../../test/support/everything.ts';
import { refusal } from '../../../../test/support/refusal.ts';
import { disagreements } from '../../../../test/support/shop-books.ts';
import { documentsOf } from '../../../../test/support/stripe.ts';
import { type Action } from '../../../platform/action.ts';
import { updateProduct } from '../../catalogue/actions/update-product.ts';
import { type StockLevel } from '../level.ts';
import { adjust } from './adjust.ts';
import { cancelCount } from './cancel-count.ts';
import { createItem } from './create-item.ts';
import { finishCount } from './finish-count.ts';
import { keepItemToo } from './keep-item-too.ts';
import { receive } from './receive.ts';
import { recordCount } from './record-count.ts';
import { startCount } from './start-count.ts';
import { suggestPurchases } from './suggest-purchases.ts';
import { transfer } from './transfer.ts';
import { updateItem } from './update-item.ts';

useStack({ functions: false });
let pizzeria: Pizzeria;
let shopId: string;
let otherId: string;
beforeAll(async () => {
  pizzeria = await aPizzeria({ members: { kitchen: 'kok', viewer: 'kijker' } });
  shopId = pizzeria.shop.id;
  otherId = (await aShop(pizzeria, { name: 'Pizzeria Etna' })).id;
});
// Whatever a test did: movements, reservations, levels and what is sold out agree.
afterEach(async () => expect(await disagreements(pizzeria)).toEqual([]));

const call = <Reply>(action: Action, input: object, uid = pizzeria.owner) => callAs<Reply>(uid, action, input, { orgId: pizzeria.orgId });
const item = (fields: object = {}, onHand = 0) => anItem(pizzeria, shopId, fields, onHand);
const level = async (key: string, shop = shopId) => (await documentsOf(pizzeria, 'stock')).find((each) => each['key'] === key && each['shopId'] === shop) as unknown as StockLevel;
const soldOut = async (shop = shopId) => (await documentsOf(pizzeria, 'availability')).find(({ id }) => id === shop)?.['soldOut'] as Record<string, string[]>;
const movements = async (key: string) => (await documentsOf(pizzeria, 'stockMovements')).filter(({ keys }) => (keys as string[]).includes(key));
const using = async (key: string, grams: string, fields: object = {}) =>
  (await aProduct(pizzeria, { name: 'Quattro formaggi', recipe: [{ key, quantity: grams, unit: 'g' }], categoryId: pizzeria.pizza.categoryId, ...fields })).id;
const order = (productId: string, quantity: number) => anOrder(pizzeria, { shopId, service: 'collect', lines: [{ productId, quantity }] });

describe('booking goods', () => {
  test('every change has a movement with its reason, and they add up', async () => {
    const { key } = await item();
    await call(receive, { shopId, lines: [{ key, quantity: '12.5', unit: 'kg' }], note: 'Groothandel' });
    await call(adjust, { shopId, reason: 'wasted', lines: [{ key, quantity: '350', unit: 'g' }] }, 'kok');
    await call(adjust, { shopId, reason: 'returned', lines: [{ key, quantity: '80', unit: 'g' }] });
    await call(adjust, { shopId, reason: 'corrected-down', lines: [{ key, quantity: '230', unit: 'g' }] });
    expect((await level(key)).onHand).toBe(12_000);
    const booked = (await movements(key)).map(({ reason, lines, by }) => [reason, (lines as { quantity: number }[])[0]?.quantity, by]);
    const owner = `user:${pizzeria.owner}`;
    expect(booked).toHaveLength(4);
    expect(booked).toEqual(expect.arrayContaining([['received', 12_500, owner], ['wasted', -350, 'user:kok'], ['returned', 80, owner], ['corrected', -230, owner]]));
  });

  test.each([
    ['more than there is', adjust, { reason: 'wasted', quantity: '1301' }, 'lines.0.quantity'],
    ['a litre of what is weighed', receive, { quantity: '2', unit: 'l' }, 'lines.0.quantity'],
    ['half a milligram of what is counted in grams', receive, { quantity: '0.0005', unit: 'g' }, 'lines.0.quantity'],
    ['nothing', receive, { quantity: '0' }, 'lines.0.quantity'],
    ['less than nothing', receive, { quantity: '-5' }, 'lines.0.quantity'],
    ['a number that is no text', receive, { quantity: 5 }, 'lines.0.quantity'],
    ['more than can be kept', receive, { quantity: '999999999', unit: 'kg' }, 'lines.0.quantity'],
  ] as const)('%s is refused by name, and nothing is written', async (_what, action, { reason, unit = 'g', quantity }: { reason?: string; unit?: string; quantity: string | number }, path) => {
    const { key } = await item({}, 1300);
    const before = await everything();
    const input = { shopId, lines: [{ key, quantity, unit }], ...(reason === undefined ? {} : { reason }) };
    const error = await refusal(call(action, input));
    expect([error.code, error.issues[0]?.path]).toEqual(['invalid-input', path]);
    expect(await everything()).toEqual(before);
  });

  test('a viewer books nothing, and an item that there is not is not found', async () => {
    const { key } = await item({}, 700);
    const lines = [{ key, quantity: '5', unit: 'g' }];
    expect((await refusal(call(receive, { shopId, lines }, 'kijker'))).code).toBe('forbidden');
    expect((await refusal(call(receive, { shopId: 'nowhere', lines }))).code).toBe('not-found');
    expect((await refusal(call(createItem, { shopId: 'nowhere', name: 'X', unit: 'g' }))).code).toBe('not-found');
  });

  test('a transfer leaves one shop and arrives in the other, together', async () => {
    const { key } = await item({}, 4_300);
    await call(keepItemToo, { shopId: otherId, key, fromShopId: shopId });
    expect((await refusal(call(keepItemToo, { shopId: otherId, key, fromShopId: shopId }))).code).toBe('conflict');
    await call(transfer, { fromShopId: shopId, toShopId: otherId, lines: [{ key, quantity: '1.7', unit: 'kg' }] });
    expect([(await level(key)).onHand, (await level(key, otherId)).onHand]).toEqual([2_600, 1_700]);
    const tooMuch = call(transfer, { fromShopId: shopId, toShopId: otherId, lines: [{ key, quantity: '2601', unit: 'g' }] });
    expect((await refusal(tooMuch)).issues[0]?.path).toBe('lines.0.quantity');
    const [out, into] = await movements(key).then((all) => all.filter(({ reason }) => reason === 'transferred'));
    expect(out?.['cause']).toBe(into?.['cause']);
  });
});

describe('sold out, and back', () => {
  test('a product is when one of its ingredients does not suffice for one, by itself, and comes back with it', async () => {
    const [cheese, tomato] = [await item({ name: 'Gorgonzola' }, 240), await item({ name: 'Tomaat', unit: 'ml' }, 1_000)];
    const product = await using(cheese.key, '90', { recipe: [{ key: cheese.key, quantity: '90', unit: 'g' }, { key: tomato.key, quantity: '12', unit: 'cl' }] });
    await order(product, 2);
    expect((await soldOut())[product]).toEqual([cheese.key]);
    expect((await refusal(order(product, 1))).code).toBe('version-mismatch');
    await received(pizzeria, shopId, cheese.key, 30, 'g');
    expect((await soldOut())[product]).toBeUndefined();
    await order(product, 1);
  });

  test('a recipe that is changed, and an item that may be promised, are seen at once', async () => {
    const { key } = await item({ name: 'Truffel' }, 45);
    const product = await using(key, '50');
    expect((await soldOut())[product]).toEqual([key]);
    await call(updateItem, { shopId, key, backorder: true });
    expect((await soldOut())[product]).toBeUndefined();
    await order(product, 3);
    expect(await level(key)).toMatchObject({ onHand: 45, reserved: 150 });
    await call(updateItem, { shopId, key, backorder: false });
    expect((await soldOut())[product]).toEqual([key]);
  });

  test('a shop that was opened later counts what it begins to keep, and no other change of the product empties it', async () => {
    const product = await aProduct(pizzeria, { name: 'Cannoli', price: 375, trackStock: true, categoryId: pizzeria.pizza.categoryId });
    const later = (await aShop(pizzeria, { name: 'Pizzeria Stromboli' })).id;
    await call(updateProduct, { productId: product.id, price: 395 });
    expect((await soldOut(later))[product.id]).toBeUndefined();
    await call(keepItemToo, { shopId: later, key: product.id, fromShopId: shopId });
    expect((await soldOut(later))[product.id]).toEqual([product.id]);
  });

  test('a product that is newly counted is empty until it comes in', async () => {
    const product = await aProduct(pizzeria, { name: 'Tiramisu', price: 645, trackStock: true, categoryId: pizzeria.pizza.categoryId });
    expect((await soldOut())[product.id]).toEqual([product.id]);
    expect((await soldOut(otherId))[product.id]).toEqual([product.id]);
    await received(pizzeria, shopId, product.id, 7);
    expect((await soldOut())[product.id]).toBeUndefined();
    await order(product.id, 7);
    expect((await soldOut())[product.id]).toEqual([product.id]);
  });
});

describe('running low', () => {
  const alerts = async (id: string) => (await documentsOf(pizzeria, 'outbox')).filter(({ collapseKey }) => collapseKey === `low_${id}`).length;

  test('is told once for each crossing', async () => {
    const { key, id } = await item({ name: 'Bloem', lowAt: 5_000, target: 40_000, packSize: 12_500, supplier: 'Molen' });
    expect((await level(key)).low).toBe(true);
    await received(pizzeria, shopId, key, 6_000, 'g');
    const product = await using(key, '300');
    expect(await alerts(id)).toBe(0);
    await order(product, 3);
    expect(await alerts(id)).toBe(0);
    await order(product, 2);
    await order(product, 4);
    expect(await alerts(id)).toBe(1);
    await received(pizzeria, shopId, key, 4_000, 'g');
    await order(product, 9);
    expect(await alerts(id)).toBe(2);
  });

  test('is what to buy, in whole packs up to the target, by supplier', async () => {
    const { key } = await item({ name: 'Gist', lowAt: 500, target: 2_000, packSize: 420, supplier: 'Bakkersbond' }, 130);
    await item({ name: 'Zout', lowAt: 500, supplier: 'Bakkersbond' }, 501);
    const { suppliers } = await call<{ suppliers: { supplier: string | null; items: { key: string; buy: number; packs: number }[] }[] }>(suggestPurchases, { shopId });
    // 1,870 g are missing: five packs of 420 g.
    expect(suppliers.find(({ supplier }) => supplier === 'Bakkersbond')?.items).toEqual([expect.objectContaining({ key, available: 130, buy: 2_100, packs: 5 })]);
  });
});

test('what was promised beforehand is to be bought, also without a limit', async () => {
  const { key } = await item({ name: 'Burrata', backorder: true, supplier: 'Caseificio', packSize: 125 }, 300);
  const product = await using(key, '250');
  const bought = async () => (await call<{ suppliers: { supplier: string | null; items: object[] }[] }>(suggestPurchases, { shopId })).suppliers.find(({ supplier }) => supplier === 'Caseificio')?.items;
  await order(product, 1);
  expect(await bought()).toBeUndefined();
  await order(product, 2);
  expect(await bought()).toEqual([expect.objectContaining({ key, available: -450, buy: 500, packs: 4 })]);
});

describe('a stock count', () => {
  const start = () => call<{ id: string }>(startCount, { shopId });
  const count = (countId: string, key: string, amount: number) => call(recordCount, { countId, lines: [{ key, amount }] });

  test('books the difference with what the books said when it was counted; what is sold meanwhile is none', async () => {
    const { key } = await item({ name: 'Ham' }, 2_000);
    const product = await using(key, '150');
    const { id } = await start();
    await count(id, key, 1_900);
    await count(id, key, 1_850);
    await order(product, 2);
    await call(finishCount, { countId: id });
    expect(await level(key)).toMatchObject({ onHand: 1_850, reserved: 300 });
    expect((await movements(key)).find(({ reason }) => reason === 'counted')).toMatchObject({ cause: id, lines: [{ quantity: -150 }] });
    expect((await refusal(call(finishCount, { countId: id }))).code).toBe('wrong-state');
    expect((await refusal(count(id, key, 3))).code).toBe('wrong-state');
  });

  test('never takes what was sold since', async () => {
    const { key } = await item({ name: 'Salami' }, 100);
    const { id } = await start();
    await count(id, key, 20);
    await call(adjust, { shopId, reason: 'wasted', lines: [{ key, quantity: '70', unit: 'g' }] });
    await call(finishCount, { countId: id });
    expect((await level(key)).onHand).toBe(0);
  });

  test('that is cancelled books nothing', async () => {
    const { key } = await item({ name: 'Ansjovis' }, 640);
    const { id } = await start();
    await count(id, key, 12);
    await call(cancelCount, { countId: id });
    expect((await level(key)).onHand).toBe(640);
  });

  test.each([-1, 1.5, 1e15])('an amount of %p is refused', async (amount) => {
    const { key } = await item({ name: 'Olie', unit: 'ml' });
    const { id } = await start();
    expect((await refusal(count(id, key, amount))).issues[0]?.path).toBe('lines.0.amount');
  });
});

test('receiving, wasting and ordering at once leave books that agree', async () => {
  const { key } = await item({ name: 'Rucola' }, 500);
  const product = await using(key, '20');
  await Promise.allSettled([
    ...Array.from({ length: 8 }, () => order(product, 2)),
    ...Array.from({ length: 8 }, () => received(pizzeria, shopId, key, 35, 'g')),
    ...Array.from({ length: 8 }, () => call(adjust, { shopId, reason: 'wasted', lines: [{ key, quantity: '15', unit: 'g' }] })),
  ]);
  const { onHand, reserved } = await level(key);
  expect([onHand, reserved]).toEqual([500 + 8 * 35 - 8 * 15, 8 * 40]);
});
