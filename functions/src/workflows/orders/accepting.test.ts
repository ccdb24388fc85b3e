import { beforeAll, expect, test } from '@jest/globals';
import { useStack } from '../../../../local/stack/jest.ts';
import { aPizzeria, aProduct, aShop, type Pizzeria } from '../../../test/builders/shop.ts';
import { anOrder, quote, type PlacedReply } from '../../../test/builders/order.ts';
import { callAs } from '../../../test/support/call.ts';
import { type Stored } from '../../../test/support/stored.ts';
import { frozenClock } from '../../platform/clock.ts';
import { acceptOrder } from './accept-order.ts';
import { readyOrder } from './ready-order.ts';
import { type StepReply } from './order-steps.ts';

useStack({ functions: false });

/** Friday 6 March 2026, 19:00 in Amsterdam, and so many seconds later. */
const FRIDAY = Date.parse('2026-03-06T18:00:00Z');
const after = (seconds: number) => frozenClock(new Date(FRIDAY + seconds * 1000));
const minutesFrom = (seconds: number, at: string) => (Date.parse(at) - FRIDAY - seconds * 1000) / 60_000;
/** What collecting takes on a quiet day, and what each order in the kitchen adds. */
const [LEAD, EACH] = [20, 3];

let pizzeria: Pizzeria;
let slow: string;
beforeAll(async () => {
  pizzeria = await aPizzeria({ clock: after(0) });
  slow = (await aProduct(pizzeria, { name: 'Porchetta', price: 2165, prepMinutes: 35, categoryId: pizzeria.pizza.categoryId })).id;
});

const cart = (shopId: string, fields: object = {}) => ({ shopId, service: 'collect', lines: [{ productId: pizzeria.beer.id, quantity: 2 }], ...fields });
const at = (seconds: number) => ({ orgId: pizzeria.orgId, clock: after(seconds) });
const step = (action: typeof acceptOrder, { orderId }: PlacedReply, seconds: number, input: object = {}) => callAs<Stored<StepReply>>(pizzeria.owner, action, { orderId, ...input }, at(seconds));
const estimate = async (shopId: string, seconds: number, fields: object = {}) => minutesFrom(seconds, (await quote(at(seconds), cart(shopId, fields))).expectedAt);

test('the estimate follows the load of the kitchen, as it is now and in this shop', async () => {
  const { id } = await aShop(pizzeria, { autoAccept: true, minutesPerOpenOrder: EACH });
  const placed: PlacedReply[] = [];
  for (let order = 0; order < 4; order += 1) placed.push(await anOrder(at(0), cart(id)));
  expect(placed.map(({ dueAt, status }) => [minutesFrom(0, dueAt), status])).toEqual(placed.map(() => [LEAD, 'accepted']));
  expect(await estimate(id, 20)).toBe(LEAD + 4 * EACH);
  for (const order of placed.slice(0, 3)) await step(readyOrder, order, 40);
  expect(await estimate(id, 60)).toBe(LEAD + EACH);
  expect(await estimate(pizzeria.shop.id, 60)).toBe(LEAD);
});

test('what was ordered for Sunday holds up nobody today, until it is near', async () => {
  const { id } = await aShop(pizzeria, { autoAccept: true, minutesPerOpenOrder: EACH });
  for (let order = 0; order < 5; order += 1) await anOrder(at(0), cart(id, { slot: '2026-03-08T17:00:00Z' }));
  expect(await estimate(id, 20)).toBe(LEAD);
  const sunday = 46 * 3600;
  expect(await estimate(id, sunday)).toBe(LEAD + 5 * EACH);
});

test('what takes long takes long, in the quote, when it is placed and when it is accepted', async () => {
  const { id } = await aShop(pizzeria, { minutesPerOpenOrder: EACH });
  const lines = [{ productId: slow, quantity: 2 }, { productId: pizzeria.beer.id, quantity: 3 }];
  expect(await estimate(id, 0, { lines })).toBe(LEAD + 35);
  const order = await anOrder(at(0), cart(id, { lines }));
  expect(minutesFrom(0, order.dueAt)).toBe(LEAD + 35);
  // Somebody looks at it seven minutes later.
  const { dueAt } = await step(acceptOrder, order, 420);
  expect(minutesFrom(420, dueAt)).toBe(LEAD + 35);
});

test('a time that was chosen stays, and the staff knows better than an estimate', async () => {
  const { id } = await aShop(pizzeria, { minutesPerOpenOrder: EACH });
  const slot = '2026-03-06T19:30:00Z';
  const chosen = await anOrder(at(0), cart(id, { slot }));
  expect(await step(acceptOrder, chosen, 60, { minutes: 5 })).toMatchObject({ dueAt: new Date(slot).toISOString() });
  const asked = await anOrder(at(0), cart(id));
  expect(minutesFrom(60, (await step(acceptOrder, asked, 60, { minutes: 55 })).dueAt)).toBe(55);
});
