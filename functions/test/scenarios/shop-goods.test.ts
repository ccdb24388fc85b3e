import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { collection, orderBy, query, where } from 'firebase/firestore';
import { useStack } from '../../../local/stack/jest.ts';
import { until } from '../../../local/story/wait.ts';
import { newId } from '../../src/platform/ids.ts';
import { type PlacedReply, type QuoteReply } from '../builders/order.ts';
import { shopInput } from '../builders/shop.ts';
import { listen, OpenShop, refusedCall, type Heard } from '../support/open-shop.ts';
import { disagreements } from '../support/shop-books.ts';

/* What a shop has and shows, by people with nothing but the public SDK: stock, codes, photos, bundles, hours of a product. */

const stack = useStack();
let shop: OpenShop;
let otherId: string;
let flour: string;
let calzone: string;
beforeAll(async () => {
  shop = await OpenShop.open(stack(), 40);
  otherId = (await shop.call<{ id: string }>(shop.owner, 'catalogue/create-shop', shopInput({ name: 'Pizzeria Etna' }))).id;
  flour = (await shop.call<{ key: string }>(shop.cook, 'stock/create-item', { shopId: shop.shopId, name: 'Bloem', unit: 'g', lowAt: 2_000, target: 25_000, packSize: 12_500, supplier: 'Molen' })).key;
  await shop.call(shop.cook, 'stock/keep-item-too', { shopId: otherId, key: flour, fromShopId: shop.shopId });
  const categoryId = await categoryOf(shop.beer);
  const recipe = [{ key: flour, quantity: '0.25', unit: 'kg' }];
  calzone = (await shop.call<{ id: string }>(shop.owner, 'catalogue/create-product', { categoryId, name: 'Calzone', price: 1395, recipe, published: true })).id;
}, 60_000);
afterAll(() => shop.close());

const at = (name: string, who = shop.owner) => collection(who.firestore, `orgs/${shop.orgId}/${name}`);
const lines = (quantity: string, unit = 'g') => [{ key: flour, quantity, unit }];

async function categoryOf(productId: string): Promise<string> {
  const products = listen(at('products'));
  const product = await until('the product', () => products.documents.get(productId));
  products.stop();
  return product['categoryId'] as string;
}

async function order(cart: object, fields: object = {}): Promise<PlacedReply> {
  const guest = shop.person('guest');
  const wanted = { shopId: shop.shopId, service: 'collect', ...cart };
  const { totals } = await shop.call<QuoteReply>(guest, 'orders/quote', wanted);
  const customer = { name: 'Fenna', email: 'fenna@example.test' };
  return shop.call<PlacedReply>(guest, 'orders/place', { ...wanted, customer, payment: 'counter', seenTotal: totals.toPay, idempotencyKey: newId(), ...fields });
}

describe('stock', () => {
  test('has a movement for each change, and they add up to what is there', async () => {
    const { shopId } = shop;
    const moves = listen(query(at('stockMovements'), where('keys', 'array-contains', flour), orderBy('at', 'desc')));
    const levels = listen(query(at('stock'), where('key', '==', flour)));
    const onHand = (of = shopId) => levels.documents.get(`${of}_${flour}`)?.['onHand'] as number;
    await shop.call(shop.cook, 'stock/receive', { shopId, lines: lines('12.5', 'kg'), note: 'Molen' });
    await shop.call(shop.cook, 'stock/adjust', { shopId, reason: 'wasted', lines: lines('350') });
    await shop.call(shop.cook, 'stock/adjust', { shopId, reason: 'returned', lines: lines('45') });
    await shop.call(shop.cook, 'stock/adjust', { shopId, reason: 'corrected-up', lines: lines('5') });
    await shop.call(shop.cook, 'stock/transfer', { fromShopId: shopId, toShopId: otherId, lines: lines('1.2', 'kg') });
    const { id: countId } = await shop.call<{ id: string }>(shop.cook, 'stock/start-count', { shopId });
    await shop.call(shop.cook, 'stock/record-count', { countId, lines: [{ key: flour, amount: 10_900 }] });
    await shop.call(shop.cook, 'stock/finish-count', { countId });
    const { orderId } = await order({ lines: [{ productId: calzone, quantity: 3 }] });
    for (const step of ['accept', 'ready']) await shop.call(shop.clerk, 'orders/bulk-step', { orderIds: [orderId], step });
    await until('the flour to be used', () => onHand() === 10_900 - 750 && onHand(otherId) === 1_200);
    await shop.call(shop.clerk, 'orders/cancel', { orderId, goods: 'returned' });
    await until('the flour to be back', () => onHand() === 10_900);
    const booked = [...moves.documents.values()].filter((each) => each['shopId'] === shopId).map((each) => [each['reason'] as string, (each['lines'] as { quantity: number }[])[0]?.quantity]);
    expect(booked).toHaveLength(8);
    expect(booked).toEqual(expect.arrayContaining([['received', 12_500], ['wasted', -350], ['returned', 45], ['corrected', 5], ['transferred', -1_200], ['counted', -100], ['sold', -750], ['returned', 750]]));
    expect(await disagreements({ orgId: shop.orgId, owner: shop.owner.uid })).toEqual([]);
    expect(await refusedCall(shop.call(shop.clerk, 'stock/receive', { shopId, lines: lines('5') }))).toMatchObject({ code: 'forbidden' });
    for (const each of [moves, levels]) each.stop();
  });

  test('that runs low is told once for each crossing, and says what to buy', async () => {
    const { shopId } = shop;
    const phone = `phone-${shop.orgId}`;
    await shop.cook.write(`users/${shop.cook.uid}/devices/phone`, { token: phone, platform: 'android', updatedAt: new Date() });
    const alerts = async () => (await stack().world.pushes(phone)).filter(({ title }) => title?.includes('Bloem')).length;
    await shop.call(shop.cook, 'stock/adjust', { shopId, reason: 'wasted', lines: lines('8800') });
    await order({ lines: [{ productId: calzone, quantity: 1 }] });
    await until('the word', async () => (await alerts()) === 1);
    await order({ lines: [{ productId: calzone, quantity: 2 }] });
    // 1,350 g can still be promised; 23,650 g are two sacks.
    expect(await shop.call(shop.cook, 'stock/suggest-purchases', { shopId })).toEqual({ suppliers: [{ supplier: 'Molen', items: [{ key: flour, name: 'Bloem', unit: 'g', available: 1_350, buy: 25_000, packs: 2 }] }] });
    await shop.call(shop.cook, 'stock/receive', { shopId, lines: lines('700') });
    await order({ lines: [{ productId: calzone, quantity: 1 }] });
    await until('the second word', async () => (await alerts()) === 2);
    await stack().awaitIdle();
    expect(await alerts()).toBe(2);
  });
});

describe('codes', () => {
  const quoted = (codes: string[], fields: object = {}) =>
    shop.call<QuoteReply>(shop.person('guest'), 'orders/quote', { shopId: shop.shopId, service: 'deliver', lines: [{ productId: shop.pizza, quantity: 2, options: [{ optionId: 'large' }] }, { productId: shop.beer, quantity: 3 }], codes, ...fields });
  const off = ({ promotions }: QuoteReply) => Object.fromEntries(promotions.map(({ code, discount }) => [code, discount]));

  test('of every kind give what they say, and the best of them together is explained', async () => {
    const create = (code: string, benefit: object, fields: object = {}) => shop.call(shop.owner, 'promotions/create', { code, name: code, benefit, ...fields });
    await create('TIEN', { type: 'percent', percentBp: 1050, cap: 399 }, { stackable: true });
    await create('VAST', { type: 'fixed', amount: 275 }, { stackable: true });
    await create('BEZORGD', { type: 'free-delivery' }, { stackable: true });
    await create('BIER3', { type: 'buy-get', buy: 2, get: 1 }, { productIds: [shop.beer], stackable: true });
    await create('ALLEEN', { type: 'fixed', amount: 655 });
    await create('GROOT', { type: 'fixed', amount: 500 }, { minimum: 9_900 });
    // 28.20 of pizza and 13.95 of beer, and 3.45 for bringing it.
    expect(off(await quoted(['tien']))).toEqual({ TIEN: 399 });
    expect(off(await quoted(['vast']))).toEqual({ VAST: 275 });
    expect(off(await quoted(['bezorgd']))).toEqual({ BEZORGD: 345 });
    expect(off(await quoted(['bier3']))).toEqual({ BIER3: 465 });
    const best = await quoted(['TIEN', 'VAST', 'BEZORGD', 'ALLEEN', 'GROOT']);
    expect(off(best)).toEqual({ TIEN: 399, VAST: 275, BEZORGD: 345 });
    expect(best.changes).toEqual([
      { kind: 'code', code: 'GROOT', reason: 'minimum', say: expect.objectContaining({ nl: expect.any(String), en: expect.any(String) }) },
      { kind: 'code', code: 'ALLEEN', reason: 'less-than-others', say: expect.objectContaining({ nl: expect.any(String), en: expect.any(String) }) },
    ]);
    expect((await quoted(['BEZORGD'], { service: 'collect' })).changes).toMatchObject([{ code: 'BEZORGD', reason: 'not-here' }]);
    expect((await quoted(['ONBEKEND'])).changes).toMatchObject([{ code: 'ONBEKEND', reason: 'unknown' }]);
  });

  test('are limited in total, per customer and to first orders, counted with the order and given back', async () => {
    const watched: Heard = listen(at('promotions'));
    const uses = () => watched.documents.get('TWEE')?.['uses'] as number;
    await shop.call(shop.owner, 'promotions/create', { code: 'TWEE', name: 'Twee', benefit: { type: 'fixed', amount: 155 }, totalLimit: 2, customerLimit: 1 });
    const wanted = { lines: [{ productId: shop.beer, quantity: 4 }], codes: ['twee'] };
    const by = (email: string) => order(wanted, { customer: { name: 'Jip', email }, seenTotal: 4 * 465 - 155 });
    const first = await by('jip@example.test');
    expect((await refusedCall(by('jip@example.test'))).data).toMatchObject({ changes: [{ kind: 'code', code: 'TWEE', reason: 'used-before' }, { kind: 'total' }] });
    await by('janneke@example.test');
    expect((await refusedCall(by('takkie@example.test'))).data).toMatchObject({ changes: [{ reason: 'used-up' }, { kind: 'total' }] });
    await until('both to be counted', () => uses() === 2);
    await shop.call(shop.clerk, 'orders/cancel', { orderId: first.orderId });
    await until('one to be given back', () => uses() === 1);
    await by('jip@example.test');
    await shop.call(shop.owner, 'promotions/create', { code: 'NIEUW', name: 'Nieuw', benefit: { type: 'fixed', amount: 155 }, firstOrderOnly: true });
    const known = order({ ...wanted, codes: ['nieuw'] }, { customer: { name: 'Jip', email: 'jip@example.test' }, seenTotal: 4 * 465 - 155 });
    expect((await refusedCall(known)).data).toMatchObject({ changes: [{ reason: 'first-order-only' }, { kind: 'total' }] });
    watched.stop();
  });
});

describe('the menu', () => {
  test('shows a photo to a guest, who loads it by its path', async () => {
    const bytes = Buffer.concat([Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), Buffer.from('a pizza')]);
    const upload = `orgs/${shop.orgId}/uploads/${shop.owner.uid}/pizza.png`;
    await shop.owner.upload(upload, bytes, 'image/png');
    const photo = await shop.call<{ id: string; path: string }>(shop.owner, 'catalogue/add-photo', { upload });
    await shop.call(shop.owner, 'catalogue/update-product', { productId: shop.pizza, photos: [photo.id] });
    const guest = shop.person('guest');
    const menu = listen(at('menu', guest));
    const shown = () => [...menu.documents.values()].flatMap(({ products }) => products as { id: string; photos: string[] }[]).find(({ id }) => id === shop.pizza)?.photos;
    const [path = ''] = await until('the photo on the menu', () => (shown()?.length === 1 ? shown() : undefined));
    expect(path).toBe(photo.path);
    expect(Buffer.from(await guest.download(path)).equals(bytes)).toBe(true);
    // What is in the folder of uploads is nobody's.
    await expect(guest.download(upload)).rejects.toMatchObject({ code: 'storage/unauthorized' });
    menu.stop();
  });

  test('says what a shopper must know, sells out by option, and is heard when something is published or not', async () => {
    const categoryId = await categoryOf(shop.beer);
    const guest = shop.person('guest');
    const [menu, availability] = [listen(at('menu', guest)), listen(at('availability', guest))];
    const shown = (id: string) => [...menu.documents.values()].flatMap(({ products }) => products as { id: string }[]).find((each) => each.id === id);
    const soldOut = () => Object.keys((availability.documents.get(shop.shopId)?.['soldOut'] ?? {}) as object);
    const told = { tags: ['huisgemaakt'], diets: ['vegetarian'], allergens: { contains: ['gluten', 'milk'], mayContain: ['nuts'] }, vat: { eatIn: 'standard', takeAway: 'reduced' }, sort: -7 };
    const options = [{ id: 'slice', name: 'Punt', price: -225 }, { id: 'box', name: 'Hele taart in doos', price: 1155, trackStock: true }];
    const { id } = await shop.call<{ id: string }>(shop.owner, 'catalogue/create-product', { categoryId, name: 'Torta', price: 665, ...told, optionGroups: [{ id: 'size', name: 'Formaat', required: true, min: 1, max: 1, options }] });
    await shop.call(shop.owner, 'catalogue/publish-product', { productId: id, published: true });
    expect(await until('it to be published', () => shown(id))).toMatchObject(told);
    await until('its boxes to be out', () => soldOut().includes(`${id}_box`));
    const quoted = (service: string, optionId: string) => shop.call<QuoteReply>(guest, 'orders/quote', { shopId: shop.shopId, service, lines: [{ productId: id, quantity: 2, options: [{ optionId }] }] });
    expect((await quoted('collect', 'box')).changes).toMatchObject([{ line: 0, reason: 'sold-out' }]);
    expect([(await quoted('collect', 'slice')).vat, (await quoted('eat-in', 'slice')).vat]).toMatchObject([[{ rateBp: 900, gross: 880 }], [{ rateBp: 2100, gross: 880 }]]);
    await shop.call(shop.cook, 'stock/receive', { shopId: shop.shopId, lines: [{ key: `${id}_box`, quantity: '2', unit: 'piece' }] });
    await until('its boxes to be back', () => !soldOut().includes(`${id}_box`));
    await order({ lines: [{ productId: id, quantity: 2, options: [{ optionId: 'box' }] }] });
    await until('its boxes to be sold', () => soldOut().includes(`${id}_box`));
    await shop.call(shop.owner, 'catalogue/publish-product', { productId: id, published: false });
    await until('it to be off the menu', () => shown(id) === undefined);
    for (const each of [menu, availability]) each.stop();
  });

  test('has bundles, products with hours, and what is not to be had in this way or place, told by line', async () => {
    const categoryId = await categoryOf(shop.beer);
    const create = async (fields: object) => (await shop.call<{ id: string }>(shop.owner, 'catalogue/create-product', { categoryId, published: true, ...fields })).id;
    const bundle = [{ id: 'main', name: 'Pizza', choices: [{ productId: shop.pizza }] }, { id: 'drink', name: 'Drank', choices: [{ productId: shop.beer, surcharge: 110 }] }];
    const menu = await create({ name: 'Menu', price: 1375, bundle });
    const [past, inside, elsewhere] = [await create({ name: 'Kerst', price: 995, windows: [{ lastDate: '2020-12-26' }] }), await create({ name: 'Buffet', price: 2395, services: ['eat-in'] }), await create({ name: 'Etna', price: 1245, windows: [{ shopIds: [otherId] }] })];
    const hidden = await create({ name: 'Proef', price: 1005, published: false });
    const parts = [{ partId: 'main', productId: shop.pizza, options: [{ optionId: 'large' }] }, { partId: 'drink', productId: shop.beer }];
    const cart = { shopId: shop.shopId, service: 'collect', lines: [{ productId: menu, quantity: 2, parts }, ...[past, inside, elsewhere, hidden].map((productId) => ({ productId, quantity: 2 }))] };
    const quote = await shop.call<QuoteReply>(shop.person('guest'), 'orders/quote', cart);
    expect(quote).toMatchObject({ lines: [{ unitPrice: 1375 + 275 + 110 }], vat: [{ rateBp: 2100 }, { rateBp: 900 }] });
    expect(quote.changes.map(({ line, reason }) => [line, reason])).toEqual([[1, 'not-now'], [2, 'not-for-service'], [3, 'not-now'], [4, 'gone']]);
  });
});
