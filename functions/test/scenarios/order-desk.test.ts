import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { collection, doc, limit, orderBy, query, where } from 'firebase/firestore';
import readSheets from 'read-excel-file/node';
import { useStack } from '../../../local/stack/jest.ts';
import { until } from '../../../local/story/wait.ts';
import { newId } from '../../src/platform/ids.ts';
import { type PlacedReply, type QuoteReply } from '../builders/order.ts';
import { follow, listen, OpenShop, refusedCall } from '../support/open-shop.ts';

/* A Friday night at the counter, by people with nothing but the public SDK. */

const stack = useStack();
let shop: OpenShop;
const placed: PlacedReply[] = [];
const PEOPLE = [
  { name: 'Jan de Vries', email: 'jan@example.test', phone: '0612345678' },
  { name: 'Zoë Jansen', email: 'zoe@example.test', phone: '+31 20 765 4321', language: 'en' },
  { name: 'Tafel 12' },
] as const;
const SERVICES = ['collect', 'collect', 'eat-in'] as const;
beforeAll(async () => {
  shop = await OpenShop.open(stack(), 60);
  for (const [index, customer] of PEOPLE.entries()) placed.push(await places(customer, { service: SERVICES[index], lines: [{ productId: shop.beer, quantity: 2 + index }] }, index === 2 ? 'counter' : 'web'));
}, 60_000);
afterAll(() => shop.close());

async function places(customer: object, cart: object, source = 'web'): Promise<PlacedReply> {
  const guest = shop.person('guest');
  const wanted = { shopId: shop.shopId, service: 'collect', ...cart };
  const { totals } = await shop.call<QuoteReply>(guest, 'orders/quote', wanted);
  return shop.call<PlacedReply>(guest, 'orders/place', { ...wanted, customer, payment: 'counter', source, seenTotal: totals.toPay, idempotencyKey: newId() });
}
const ids = (...indexes: number[]) => indexes.map((index) => placed[index]?.orderId ?? '');
const at = (name: string, who = shop.clerk) => collection(who.firestore, `orgs/${shop.orgId}/${name}`);

interface Page {
  readonly orders: readonly { readonly id: string }[];
  readonly nextCursor: string | null;
}
const search = (question: object) => shop.call<Page>(shop.clerk, 'orders/search', question);
const found = async (question: object) => (await search(question)).orders.map(({ id }) => id);

describe('finding an order', () => {
  test.each([
    ['its number', 'ORD-0002', [1]],
    ['its number without zeros', '2', [1]],
    ['the beginning of a name', 'jan', [1, 0]],
    ['two names', 'jan vries', [0]],
    ['a table', 'tafel 12', [2]],
    ['an e-mail address', 'ZOE@example.test', [1]],
    ['a telephone number, written otherwise', '+31 6 1234 5678', [0]],
    ['nobody', 'nobody', []],
  ])('by %s', async (_by, text, indexes) => expect(await found({ text })).toEqual(ids(...indexes)));

  test('by status, service, source, shop and moment, each with every other, and by page', async () => {
    const { shopId } = shop;
    const now = Date.now();
    const period = { from: new Date(now - 3_600_000).toISOString(), until: new Date(now + 3_600_000).toISOString() };
    const filters = { status: 'pending', service: 'collect', source: 'web', shopId, ...period };
    const names = Object.keys(filters) as (keyof typeof filters)[];
    // Every subset of them has what it needs of indexes.
    for (let subset = 0; subset < 2 ** names.length; subset += 1) {
      const chosen = Object.fromEntries(names.flatMap((name, bit) => ((subset >> bit) & 1 ? [[name, filters[name]]] : [])));
      expect([chosen, await found(chosen)]).toEqual([chosen, 'service' in chosen || 'source' in chosen ? ids(1, 0) : ids(2, 1, 0)]);
    }
    expect(await found({ text: 'jan', ...filters, source: 'app' })).toEqual([]);
    const first = await search({ limit: 2 });
    const second = await search({ limit: 2, cursor: first.nextCursor });
    expect([...first.orders, ...second.orders].map(({ id }) => id)).toEqual(ids(2, 1, 0));
    expect(second.nextCursor).toBeNull();
  });

  test('what a screen asks for by itself has its indexes too', async () => {
    const newest = (field: string, value: string) => listen(query(at('orders'), where(field, '==', value), orderBy('placedAt', 'desc')));
    const screens = [newest('status', 'pending'), newest('service', 'collect'), newest('source', 'web'), newest('shopId', shop.shopId)];
    const work = [listen(query(at('orderTickets', shop.cook), where('shopId', '==', shop.shopId), orderBy('dueAt'))), listen(query(at('orderDrops', shop.driver), where('shopId', '==', shop.shopId), orderBy('dueAt')))];
    await until('all screens', () => [...screens, ...work].every(({ wakes }) => wakes > 0));
    expect(screens.map(({ documents }) => documents.size)).toEqual([3, 2, 2, 3]);
    for (const screen of [...screens, ...work]) screen.stop();
  });
});

describe('working on orders', () => {
  test('several at once have a result each, steps have their times, and notes are the staff’s', async () => {
    const orders = [await places(PEOPLE[0], { lines: [{ productId: shop.tiramisu, quantity: 3 }] }), await places(PEOPLE[1], { lines: [{ productId: shop.beer, quantity: 7 }] })];
    const guest = shop.person('follower');
    await guest.signInAnonymously();
    const kitchen = listen(at('orderTickets', shop.cook));
    await shop.call(shop.clerk, 'orders/cancel', { orderId: orders[1]?.orderId, reason: 'Vergist' });
    const orderIds = [...orders.map(({ orderId }) => orderId), 'no-such-order'];
    const { results } = await shop.call<{ results: object[] }>(shop.clerk, 'orders/bulk-step', { orderIds, step: 'accept' });
    expect(results).toMatchObject([{ status: 'accepted', refused: null }, { status: 'cancelled', refused: { code: 'wrong-state' } }, { status: null, refused: { code: 'not-found' } }]);
    await until('the kitchen', () => kitchen.documents.has(orderIds[0] ?? ''));

    const { wakes } = kitchen;
    await guest.call('orders/follow', { link: orders[0]?.token });
    const mine = follow(doc(guest.firestore, `orgs/${shop.orgId}/orders/${orderIds[0]}`));
    await shop.call(shop.clerk, 'orders/add-note', { orderId: orderIds[0], text: 'Belt altijd twee keer' });
    const notes = listen(query(at('orderNotes'), where('orderId', '==', orderIds[0]), orderBy('at')));
    await until('the note', () => [...notes.documents.values()].some(({ text }) => text === 'Belt altijd twee keer'));
    await until('the customer', () => mine.statuses.at(-1) === 'accepted');
    // Neither a note nor a customer who follows along is anything to the kitchen.
    expect(kitchen.wakes).toBe(wakes);
    const { dueAt } = await shop.call<{ dueAt: string }>(shop.cook, 'orders/set-estimate', { orderId: orderIds[0], minutes: 55 });
    await until('the customer to hear of it', () => (mine.documents.get(orderIds[0] ?? '')?.['dueAt'] as { toMillis(): number } | undefined)?.toMillis() === Date.parse(dueAt));
    expect(mine.documents.get(orderIds[0] ?? '')?.['steps']).toEqual([expect.objectContaining({ status: 'pending', by: 'customer' }), expect.objectContaining({ status: 'accepted', by: 'staff' })]);
    for (const each of [kitchen, mine, notes]) each.stop();
  });

  test('a pause is heard by everybody who looks at the shop, holds off orders, and ends when told', async () => {
    const guest = shop.person('hungry');
    const seen = follow(doc(guest.firestore, `orgs/${shop.orgId}/shops/${shop.shopId}`));
    const paused = () => seen.documents.get(shop.shopId)?.['pausedUntil'] as object | null | undefined;
    const order = { shopId: shop.shopId, service: 'collect', lines: [{ productId: shop.beer, quantity: 2 }], customer: PEOPLE[0], payment: 'counter', seenTotal: 930 };
    await shop.call(shop.clerk, 'catalogue/pause-shop', { shopId: shop.shopId, minutes: 25 });
    await until('the guest to hear it', () => paused() !== null && paused() !== undefined);
    expect(await refusedCall(shop.call(guest, 'orders/place', { ...order, idempotencyKey: newId() }))).toMatchObject({ code: 'wrong-state', data: { reason: 'paused' } });
    await shop.call(shop.clerk, 'catalogue/pause-shop', { shopId: shop.shopId, minutes: 0 });
    await until('the guest to hear that it is over', () => paused() === null);
    expect(await shop.call(guest, 'orders/place', { ...order, idempotencyKey: newId() })).toMatchObject({ status: 'pending' });
    expect(await refusedCall(shop.call(shop.cook, 'catalogue/pause-shop', { shopId: shop.shopId, minutes: 5 }))).toMatchObject({ code: 'forbidden' });
    seen.stop();
  });

  test('somebody with an account has a list of their own orders, live, and nobody else’s', async () => {
    const regular = shop.person('regular');
    await regular.signUp();
    const mine = listen(query(at('orders', regular), where('followers', 'array-contains', regular.uid), orderBy('placedAt', 'desc'), limit(20)));
    await until('an empty list', () => mine.wakes === 1);
    const order = { shopId: shop.shopId, service: 'eat-in', table: '7', lines: [{ productId: shop.tiramisu, quantity: 2, note: 'Zonder cacao' }, { productId: shop.beer, quantity: 5 }], customer: { name: 'Puck' }, payment: 'counter', tip: 105, note: 'Buiten', seenTotal: 2 * 645 + 5 * 465 + 105 };
    const { orderId } = await shop.call<PlacedReply>(regular, 'orders/place', { ...order, idempotencyKey: newId() });
    await until('the order', () => mine.documents.get(orderId)?.['status'] === 'pending');
    expect([...mine.documents.values()]).toMatchObject([{ table: '7', note: 'Buiten', lines: [{ note: 'Zonder cacao' }, {}], totals: { tip: 105 } }]);

    // The kitchen has run out of beer, but for two.
    const lines = [{ line: 1, quantity: 3 }];
    expect(await shop.call(shop.clerk, 'orders/cancel-lines', { orderId, lines })).toMatchObject({ status: 'pending', toPay: order.seenTotal - 3 * 465, refundDue: 0 });
    await until('less to pay', () => (mine.documents.get(orderId)?.['payment'] as { due: number } | undefined)?.due === order.seenTotal - 3 * 465);
    expect(await refusedCall(shop.call(shop.clerk, 'orders/cancel-lines', { orderId, lines }))).toMatchObject({ code: 'invalid-input', issues: [{ path: 'lines.0.quantity' }] });
    mine.stop();
  });

  test('the same again is a cart of now', async () => {
    const guest = shop.person('regular');
    const cart = await guest.call<{ lines: object[] }>('orders/reorder', { token: placed[1]?.token });
    expect(cart).toMatchObject({ shopId: shop.shopId, service: 'collect', lines: [{ productId: shop.beer, quantity: 3 }] });
    expect((await shop.call<QuoteReply>(guest, 'orders/quote', cart)).totals.toPay).toBe(placed[1]?.toPay);
  });

  test('an export is a file that a spreadsheet opens', async () => {
    const now = Date.now();
    const period = { from: new Date(now - 3_600_000).toISOString(), until: new Date(now + 3_600_000).toISOString() };
    const file = async (format: string) => Buffer.from((await shop.call<{ base64: string }>(shop.clerk, 'orders/export', { ...period, source: 'counter', format })).base64, 'base64');
    const [csv, [sheet]] = [(await file('csv')).toString('utf8'), await readSheets(await file('xlsx'))];
    expect(csv).toMatch(/Nummer;Besteld;.*Te betalen[^]*ORD-0003;.*;18,60;/);
    const [header = [], row = []] = (sheet as { data: unknown[][] }).data;
    expect([row[header.indexOf('Naam')], row[header.indexOf('Te betalen')]]).toEqual(['Tafel 12', 18.6]);
    expect(row[header.indexOf('Besteld')]).toBeInstanceOf(Date);
  });
});
