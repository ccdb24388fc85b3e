import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { collection, doc } from 'firebase/firestore';
import { useStack } from '../../../local/stack/jest.ts';
import { type Person } from '../../../local/story/person.ts';
import { until } from '../../../local/story/wait.ts';
import { newId } from '../../src/platform/ids.ts';
import { type PlacedReply, type QuoteReply } from '../builders/order.ts';
import { follow, listen, OpenShop, refusedCall, type Heard } from '../support/open-shop.ts';

const stack = useStack();
let shop: OpenShop;
let guest: Person;
/** What the owner's screens show; both are allowed all of it. */
let stock: Heard;
let codes: Heard;
const TIRAMISUS = 9;
beforeAll(async () => {
  shop = await OpenShop.open(stack(), TIRAMISUS);
  await shop.call(shop.owner, 'promotions/create', { code: 'DOLCE', name: 'Toetje', benefit: { type: 'fixed', amount: 215 }, totalLimit: 3 });
  stock = listen(collection(shop.owner.firestore, `orgs/${shop.orgId}/stock`));
  codes = listen(collection(shop.owner.firestore, `orgs/${shop.orgId}/promotions`));
}, 60_000);
beforeEach(() => {
  guest = shop.person('guest');
});
afterAll(async () => {
  for (const listener of [stock, codes]) listener.stop();
  await shop.close();
});

const held = () => [...stock.documents.values()].find((level) => level['key'] === shop.tiramisu)?.['reserved'] as number;
const uses = () => codes.documents.get('DOLCE')?.['uses'] as number;
const isHeld = (what: string, reserved: number, used: number) => until(what, () => held() === reserved && uses() === used);

const cart = (quantity: number, fields: object = {}) => ({ shopId: shop.shopId, service: 'collect', lines: [{ productId: shop.tiramisu, quantity, seenPrice: 645 }, { productId: shop.beer, quantity: 2, seenPrice: 465 }], ...fields });
const CUSTOMER = { name: 'Zoë Jansen', email: 'zoe@example.test', phone: '0687654321', language: 'en' };

/** Quoted, and placed for what the quote says. */
async function places(who: Person, fields: object, payment = 'online'): Promise<PlacedReply> {
  const { totals } = await shop.call<QuoteReply>(who, 'orders/quote', fields);
  return shop.call<PlacedReply>(who, 'orders/place', { ...fields, customer: CUSTOMER, payment, seenTotal: totals.toPay, idempotencyKey: newId() });
}

async function followed({ token }: PlacedReply) {
  await guest.signInAnonymously();
  const { orderId } = await guest.call<{ orderId: string }>('orders/follow', { link: token });
  return follow(doc(guest.firestore, `orgs/${shop.orgId}/orders/${orderId}`));
}

const press = (token: string, button: string) => fetch(`${stack().functionsUrl}/api/public/order/${token}/${button}`, { method: 'POST', redirect: 'manual' });

async function opensCheckout({ token }: PlacedReply): Promise<string> {
  const answer = await press(token, 'pay');
  return String(/cs_\w+/.exec(answer.headers.get('location') ?? '')?.[0]);
}

test('a paid order that its customer withdraws gives money, stock and code back', async () => {
  const placed = await places(guest, cart(4, { codes: ['dolce'] }));
  await isHeld('the goods and the code to be held', 4, 1);
  const mine = await followed(placed);
  await stack().world.payCheckout(await opensCheckout(placed), { method: 'ideal' });
  await until('it to be paid', () => mine.statuses.at(-1) === 'paid');

  expect((await press(placed.token, 'withdraw')).status).toBe(303);
  await until('the money to be back', () => mine.statuses.at(-1) === 'refunded');
  expect(mine.statuses).toEqual(['pending', 'paid', 'cancelled', 'refunded']);
  expect(mine.documents.get(placed.orderId)).toMatchObject({ cancellation: { by: 'customer' }, payment: { paid: 0, due: 0, refundDue: 0 } });
  await isHeld('the goods and the code to be back', 0, 0);
  expect((await stack().world.mails(CUSTOMER.email)).some(({ subject }) => subject.includes(placed.number))).toBe(true);
  mine.stop();
}, 60_000);

test('once it is accepted the customer cannot withdraw it any more', async () => {
  const placed = await places(guest, cart(2), 'counter');
  await shop.call(shop.clerk, 'orders/accept', { orderId: placed.orderId });
  const refused = await refusedCall(guest.call('orders/withdraw', { token: placed.token }));
  expect(refused).toMatchObject({ code: 'wrong-state', data: { status: 'accepted' } });
  await shop.call(shop.clerk, 'orders/cancel', { orderId: placed.orderId, reason: 'Oven stuk' });
  await isHeld('the goods to be back', 0, 0);
});

test('what is sold out leaves the menu by itself and comes back; no sale wakes who looks at the menu', async () => {
  const at = (name: string) => collection(guest.firestore, `orgs/${shop.orgId}/${name}`);
  const [menu, shops, availability] = [listen(at('menu')), listen(at('shops')), listen(at('availability'))];
  const isSoldOut = () => shop.tiramisu in ((availability.documents.get(shop.shopId)?.['soldOut'] ?? {}) as object);
  await until('the menu', () => menu.wakes === 1 && shops.wakes === 1 && availability.wakes === 1);
  const first = await places(guest, cart(5), 'counter');
  const last = await places(guest, cart(4), 'counter');
  await until('it to be sold out', isSoldOut);

  const { changes } = await shop.call<QuoteReply>(guest, 'orders/quote', cart(1));
  expect(changes).toEqual([{ kind: 'unavailable', line: 0, productId: shop.tiramisu, reason: 'sold-out' }]);
  const refused = await refusedCall(shop.call(guest, 'orders/place', { ...cart(1), customer: CUSTOMER, payment: 'counter', seenTotal: 645 + 930, idempotencyKey: newId() }));
  expect(refused).toMatchObject({ code: 'limit-reached', data: { reason: 'sold-out', lines: [{ line: 0, name: 'Tiramisu', enoughFor: 0 }] } });

  await shop.call(shop.clerk, 'orders/cancel', { orderId: first.orderId, reason: 'Vergist' });
  await until('it to be back', () => !isSoldOut());
  await shop.call(shop.clerk, 'orders/cancel', { orderId: last.orderId, reason: 'Vergist' });
  await isHeld('the goods to be back', 0, 0);
  expect([menu.wakes, shops.wakes, availability.wakes]).toEqual([1, 1, 3]);
  for (const listener of [menu, shops, availability]) listener.stop();
});

test('a price that changed meanwhile is told by line, and asked again', async () => {
  const seenTotal = 3 * 645 + 2 * 465;
  await shop.call(shop.owner, 'catalogue/update-product', { productId: shop.beer, price: 485 });
  const order = { ...cart(3), customer: CUSTOMER, payment: 'counter', seenTotal, idempotencyKey: newId() };
  const refused = await refusedCall(shop.call(guest, 'orders/place', order));
  expect(refused).toMatchObject({
    code: 'version-mismatch',
    message: expect.stringContaining('Line 2 changed since you looked. Please confirm.'),
    data: { changes: [{ kind: 'price', line: 1, productId: shop.beer, name: 'Birra Moretti', from: 465, to: 485 }, { kind: 'total', from: seenTotal, to: seenTotal + 40 }] },
  });
  await isHeld('nothing to be held', 0, 0);
  const lines = cart(3).lines.map((line) => (line.productId === shop.beer ? { ...line, seenPrice: 485 } : line));
  const placed = await shop.call<PlacedReply>(guest, 'orders/place', { ...order, lines, seenTotal: seenTotal + 40, idempotencyKey: newId() });
  expect(placed.toPay).toBe(seenTotal + 40);
  await shop.call(shop.clerk, 'orders/cancel', { orderId: placed.orderId, reason: 'Proef' });
  await shop.call(shop.owner, 'catalogue/update-product', { productId: shop.beer, price: 465 });
});

// The last one, since it moves the clock for everybody.
test('an order that nobody pays lapses after its time and releases all it held', async () => {
  const placed = await places(guest, cart(3, { codes: ['dolce'] }));
  const session = await opensCheckout(placed);
  await isHeld('the goods and the code to be held', 3, 1);
  await stack().advanceClock(29 * 60_000);
  await stack().run('sweep');
  expect(held()).toBe(3);
  await stack().advanceClock(2 * 60_000);
  await stack().run('sweep');
  await isHeld('the goods and the code to be back', 0, 0);
  const page = await fetch(`${stack().functionsUrl}/api/public/order/${placed.token}`);
  expect(await page.text()).toContain('Not paid in time');
  await expect(stack().world.payCheckout(session, { method: 'ideal' })).rejects.toThrow();
  expect((await press(placed.token, 'pay')).status).toBe(409);
}, 60_000);
