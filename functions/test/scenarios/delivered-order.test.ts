import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { collection, doc, getDocs, query, where } from 'firebase/firestore';
import { useStack } from '../../../local/stack/jest.ts';
import { linkIn } from '../../../local/story/customer.ts';
import { type Person } from '../../../local/story/person.ts';
import { until } from '../../../local/story/wait.ts';
import { newId } from '../../src/platform/ids.ts';
import { type PlacedReply, type QuoteReply } from '../builders/order.ts';
import { follow, listen, OpenShop, type Heard } from '../support/open-shop.ts';

const stack = useStack();
let shop: OpenShop;
beforeAll(async () => {
  shop = await OpenShop.open(stack(), 12);
}, 60_000);
afterAll(() => shop.close());

const CUSTOMER = 'fenna@goudenaar.example';
const address = { street: 'Lijnmarkt 31', postalCode: '3511 KE', city: 'Utrecht', country: 'NL' };
const at = (who: Person, name: string) => collection(who.firestore, `orgs/${shop.orgId}/${name}`);
const hears = (what: string, listener: Heard, holds: (listener: Heard) => boolean) => until(what, () => holds(listener));

interface MenuProduct {
  readonly id: string;
  readonly name: string;
  readonly optionGroups: readonly { readonly required: boolean; readonly options: readonly { readonly id: string; readonly name: string }[] }[];
}

/** The cart as a phone builds it from what it heard of the menu. */
function cartFrom(menu: Heard): readonly object[] {
  const products = [...menu.documents.values()].flatMap((page) => page['products'] as MenuProduct[]);
  const named = (name: string) => products.find((product) => product.name === name);
  const pizza = named('Margherita');
  const option = (name: string) => pizza?.optionGroups.flatMap(({ options }) => options).find((each) => each.name === name)?.id;
  return [
    { productId: pizza?.id, quantity: 3, options: [{ optionId: option('Groot') }, { optionId: option('Extra kaas'), quantity: 2 }], note: 'In achten gesneden' },
    { productId: named('Birra Moretti')?.id, quantity: 5 },
    { productId: named('Tiramisu')?.id, quantity: 2 },
  ];
}
/** 3 × (11.35 + 2.75 + 2 × 1.35) + 5 × 4.65 + 2 × 6.45 */
const GOODS = 3 * 1680 + 5 * 465 + 2 * 645;
/** 12.5 % of the pizzas: 6.30 of 50.40. Above 42.50 delivery is free. */
const DISCOUNT = 630;
const TIP = 355;
const TOTAL = GOODS - DISCOUNT + TIP;

test('from a public menu to a door: each sees what is theirs, and the customer gets it all back in the end', async () => {
  await shop.call(shop.owner, 'promotions/create', { code: 'PIZZA12', name: 'Pizzaweken', benefit: { type: 'percent', percentBp: 1250 }, productIds: [shop.pizza], totalLimit: 40 });
  const guest = shop.person('guest');
  const menu = listen(at(guest, 'menu'));
  await hears('the menu', menu, ({ documents }) => documents.size === 1);

  const cart = { shopId: shop.shopId, service: 'deliver', lines: cartFrom(menu), codes: ['pizza12'], tip: TIP };
  const quote = await shop.call<QuoteReply>(guest, 'orders/quote', cart);
  expect(quote.totals).toMatchObject({ goods: GOODS, discount: DISCOUNT, fees: 0, tip: TIP, toPay: TOTAL });
  const customer = { name: 'Fenna Özdemir', email: CUSTOMER, phone: '0612345678' };
  const order = { ...cart, address, customer, payment: 'online', note: 'Bel doet het niet', seenTotal: TOTAL, idempotencyKey: newId() };
  const placed = await shop.call<PlacedReply>(guest, 'orders/place', order);
  expect(placed).toMatchObject({ number: 'ORD-0001', status: 'pending', toPay: TOTAL });
  // The phone lost the answer and asks again.
  expect(await shop.call(guest, 'orders/place', order)).toEqual(placed);

  const listeners = { tickets: listen(at(shop.cook, 'orderTickets')), drops: listen(at(shop.driver, 'orderDrops')), counter: listen(at(shop.clerk, 'orders')) };
  await guest.signInAnonymously();
  expect(await guest.call('orders/follow', { link: placed.token })).toEqual({ orgId: shop.orgId, orderId: placed.orderId });
  const mine = follow(doc(guest.firestore, `orgs/${shop.orgId}/orders/${placed.orderId}`));
  await paysOnThePage(placed.token);
  await until('the guest to hear that it is paid', () => mine.statuses.at(-1) === 'paid');

  await nobodyElseSees(guest, placed);
  await hears('the counter', listeners.counter, ({ documents }) => documents.get(placed.orderId)?.['status'] === 'paid');
  expect([listeners.tickets.documents.size, listeners.drops.documents.size]).toEqual([0, 0]);

  const step = (who: Person, name: string, more: object = {}) => shop.call(who, `orders/${name}`, { orderId: placed.orderId, ...more });
  await expect(step(shop.cook, 'accept')).rejects.toMatchObject({ code: 'functions/permission-denied' });
  await step(shop.clerk, 'accept', { minutes: 40 });
  await hears('the kitchen', listeners.tickets, ({ documents }) => documents.has(placed.orderId));
  expect(listeners.tickets.documents.get(placed.orderId)).toMatchObject({ callName: 'Fenna', note: 'Bel doet het niet', lines: [{ name: 'Margherita', quantity: 3, note: 'In achten gesneden', options: [{ name: 'Groot' }, { name: 'Extra kaas', quantity: 2 }] }, { quantity: 5 }, { quantity: 2 }] });
  expect(JSON.stringify(listeners.tickets.documents.get(placed.orderId))).not.toMatch(/Lijnmarkt|Özdemir|0612345678|goudenaar|1680/);
  await step(shop.cook, 'prepare');
  await step(shop.cook, 'ready');
  await hears('the driver', listeners.drops, ({ documents }) => documents.get(placed.orderId)?.['status'] === 'ready');
  expect(listeners.drops.documents.get(placed.orderId)).toMatchObject({ name: 'Fenna Özdemir', address, pieces: 10, payment: 'online', due: 0 });
  await step(shop.driver, 'dispatch');
  await hears('the kitchen to be done with it', listeners.tickets, ({ documents }) => documents.size === 0);
  await step(shop.driver, 'deliver');
  await until('the guest to hear that it is there', () => mine.statuses.at(-1) === 'delivered');
  expect(mine.statuses).toEqual(['pending', 'paid', 'accepted', 'preparing', 'ready', 'out-for-delivery', 'delivered']);
  await hears('the driver to be done with it', listeners.drops, ({ documents }) => documents.size === 0);
  // Whatever was ordered, made and brought: the menu did not move.
  expect(menu.wakes).toBe(1);

  const mail = await until('the mail that it is accepted', async () => (await stack().world.mails(CUSTOMER)).find(({ text }) => text?.includes('/order/')));
  const page = await fetch(linkIn(mail.text, 'order').url);
  expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('Margherita')]);

  const payments = await getDocs(query(at(shop.owner, 'payments'), where('subject.id', '==', placed.orderId)));
  await shop.call(shop.owner, 'payments/refund', { paymentId: payments.docs[0]?.id, reason: 'Koud aangekomen' });
  await until('the guest to hear that it is refunded', () => mine.statuses.at(-1) === 'refunded');
  expect(mine.documents.get(placed.orderId)).toMatchObject({ payment: { paid: 0, due: 0, refundDue: 0 } });
  for (const listener of [menu, mine, ...Object.values(listeners)]) listener.stop();
}, 90_000);

/** Opens the public page without a script, presses pay, and pays at the provider. */
async function paysOnThePage(token: string): Promise<void> {
  const url = `${stack().functionsUrl}/api/public/order/${token}`;
  const page = await fetch(url);
  const markup = await page.text();
  expect([page.status, markup]).toEqual([200, expect.stringContaining('ORD-0001')]);
  // Where the button itself leads, which is not the root of the host.
  const button = new URL(/action="([^"]+\/pay)"/.exec(markup)?.[1] ?? '', url);
  const answer = await fetch(button, { method: 'POST', redirect: 'manual' });
  const sessionId = /cs_\w+/.exec(answer.headers.get('location') ?? '')?.[0];
  expect([answer.status, sessionId]).toEqual([303, expect.any(String)]);
  await stack().world.payCheckout(String(sessionId), { method: 'ideal' });
}

/** Whoever the order is not for, by whichever way they listen. */
async function nobodyElseSees(guest: Person, { orderId }: PlacedReply): Promise<void> {
  const other = shop.person('other-guest');
  const nobody = shop.person('nobody');
  const rival = shop.person('rival');
  await Promise.all([other.signInAnonymously(), rival.signUp()]);
  const order = (who: Person) => follow(doc(who.firestore, `orgs/${shop.orgId}/orders/${orderId}`));
  const refused = [
    ...[other, nobody, rival, shop.cook, shop.driver].map(order),
    ...['orderTickets', 'orderDrops', 'orderNotes', 'stock', 'promotions'].map((name) => listen(at(guest, name))),
    ...['orders', 'orderDrops', 'orderNotes'].map((name) => listen(at(shop.cook, name))),
    ...['orders', 'orderTickets', 'orderNotes', 'stock'].map((name) => listen(at(shop.driver, name))),
  ];
  // The customer has its own order in memory already, but may not ask for all orders.
  const all = listen(at(guest, 'orders'));
  await until('the customer to be refused the orders of others', () => all.refused === 'permission-denied');
  await until('everybody else to be refused', () => refused.every((listener) => listener.refused === 'permission-denied'));
  expect(refused.map(({ documents }) => documents.size)).toEqual(refused.map(() => 0));
}
