import { afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { useStack } from '../../../../local/stack/jest.ts';
import { adjust } from '../../domains/stock/actions/adjust.ts';
import { createPromotion } from '../../domains/promotions/actions/create-promotion.ts';
import { ORDER_STEPS, type OrderStatus } from '../../domains/orders/api.ts';
import { setEstimate } from '../../domains/orders/actions/set-estimate.ts';
import { type Action } from '../../platform/action.ts';
import { anItem, aPizzeria, aProduct, received, type Pizzeria } from '../../../test/builders/shop.ts';
import { anOrder, type PlacedReply } from '../../../test/builders/order.ts';
import { callAs } from '../../../test/support/call.ts';
import { refusal } from '../../../test/support/refusal.ts';
import { disagreements } from '../../../test/support/shop-books.ts';
import { documentsOf } from '../../../test/support/stripe.ts';
import { acceptOrder } from './accept-order.ts';
import { bulkStepOrders } from './bulk-step-orders.ts';
import { cancelOrderLines } from './cancel-order-lines.ts';
import { cancelOrder } from './cancel-order.ts';
import { completeOrder } from './complete-order.ts';
import { deliverOrder } from './deliver-order.ts';
import { dispatchOrder } from './dispatch-order.ts';
import { prepareOrder } from './prepare-order.ts';
import { readyOrder } from './ready-order.ts';
import { type StepReply } from './order-steps.ts';
import { withdrawOrder } from './withdraw-order.ts';

useStack({ functions: false });
let pizzeria: Pizzeria;
let calzone: string;
let mozzarella: string;
beforeAll(async () => {
  pizzeria = await aPizzeria({ members: { sales: 'verkoper', kitchen: 'kok', driver: 'bezorger', viewer: 'kijker' } });
  mozzarella = (await anItem(pizzeria, pizzeria.shop.id, {}, 90_000)).key;
  const recipe = [{ key: mozzarella, quantity: '0.125', unit: 'kg' }];
  const options = [{ id: 'double', name: 'Dubbel kaas', price: 165, max: 2, recipe: [{ key: mozzarella, quantity: '60', unit: 'g' }] }];
  const optionGroups = [{ id: 'cheese', name: 'Kaas', options, max: 2 }];
  calzone = (await aProduct(pizzeria, { name: 'Calzone', price: 1395, recipe, optionGroups, trackStock: true, categoryId: pizzeria.pizza.categoryId })).id;
  await received(pizzeria, pizzeria.shop.id, calzone, 400);
});
// Whatever a test did, the books agree.
afterEach(async () => expect(await disagreements(pizzeria)).toEqual([]));

const address = { street: 'Lijnmarkt 31', postalCode: '3511 KE', city: 'Utrecht', country: 'NL' };
/** Three calzones, each with double cheese twice: 3 × (125 + 2 × 60) g. */
const cartOf = (fields: object = {}) => ({ shopId: pizzeria.shop.id, service: 'collect', lines: [{ productId: calzone, quantity: 3, options: [{ optionId: 'double', quantity: 2 }] }, { productId: pizzeria.beer.id, quantity: 4 }], ...fields });
const ordered = (fields: object = {}, cart: object = {}) => anOrder(pizzeria, cartOf(cart), fields);
const delivered = () => ordered({ address, payment: 'door' }, { service: 'deliver' });
const step = (action: Action, { orderId }: PlacedReply, uid = pizzeria.owner, input: object = {}) => callAs<StepReply>(uid, action, { orderId, ...input }, { orgId: pizzeria.orgId });
const stored = async ({ orderId }: PlacedReply, name = 'orders') => (await documentsOf(pizzeria, name)).find(({ id }) => id === orderId);
/** What a board shows. */
const openOrders = async () => (await documentsOf(pizzeria, 'orders')).filter(({ open }) => open === true).map(({ id }) => id);
const level = async (key: string) => (await documentsOf(pizzeria, 'stock')).find((each) => each['key'] === key) as unknown as { onHand: number; reserved: number };

describe('from the counter to the door', () => {
  test('each step is taken by who may, dated, and shown to who works on it', async () => {
    const order = await delivered();
    expect(await stored(order, 'orderTickets')).toBeUndefined();
    const { onHand, reserved } = await level(mozzarella);
    await step(acceptOrder, order, 'verkoper', { minutes: 35 });
    await step(prepareOrder, order, 'kok');
    expect(await stored(order, 'orderTickets')).toMatchObject({ status: 'preparing', callName: 'Fenna', lines: [{ name: 'Calzone', quantity: 3, options: [{ name: 'Dubbel kaas', quantity: 2 }] }, { name: 'Birra Moretti', quantity: 4 }] });
    await step(readyOrder, order, 'kok');
    expect(await level(mozzarella)).toMatchObject({ onHand: onHand - 735, reserved: reserved - 735 });
    expect(await stored(order, 'orderDrops')).toMatchObject({ status: 'ready', name: 'Fenna Özdemir', address, pieces: 7, payment: 'door' });
    expect(await openOrders()).toContain(order.orderId);
    await step(dispatchOrder, order, 'bezorger');
    expect(await stored(order, 'orderTickets')).toBeUndefined();
    await step(deliverOrder, order, 'bezorger');
    expect(await stored(order, 'orderDrops')).toBeUndefined();
    expect(await openOrders()).not.toContain(order.orderId);
    const { steps, status } = (await stored(order)) as unknown as { status: string; steps: { status: string; at: Date; by: string }[] };
    expect(status).toBe('delivered');
    expect(steps.map((each) => `${each.status} ${each.by}`)).toEqual(['pending customer', 'accepted staff', 'preparing staff', 'ready staff', 'out-for-delivery staff', 'delivered staff']);
    expect(steps.every(({ at }) => at instanceof Date)).toBe(true);
  });

  test('the kitchen sees no address, telephone, price or surname; the driver no prices of lines', async () => {
    const order = await delivered();
    await step(acceptOrder, order);
    const ticket = JSON.stringify(await stored(order, 'orderTickets'));
    for (const secret of ['Özdemir', '0612345678', 'goudenaar', 'Lijnmarkt', '1395', 'totals', 'payment']) expect(ticket).not.toContain(secret);
    const drop = JSON.stringify(await stored(order, 'orderDrops'));
    for (const secret of ['goudenaar', 'Calzone', 'unitPrice', 'totals']) expect(drop).not.toContain(secret);
  });

  test.each([
    ['kok', acceptOrder],
    ['kok', completeOrder],
    ['kok', cancelOrder],
    ['bezorger', prepareOrder],
    ['kijker', readyOrder],
    ['verkoper', dispatchOrder],
  ] as const)('%s may not do what is not theirs', async (uid, action) => {
    const order = await ordered();
    expect((await refusal(step(action, order, uid))).code).toBe('forbidden');
  });

  test('an estimate can be changed while it is open', async () => {
    const order = await ordered();
    const before = Date.now();
    const { dueAt } = await callAs<{ dueAt: string }>('kok', setEstimate, { orderId: order.orderId, minutes: 55 }, { orgId: pizzeria.orgId });
    expect(Math.abs(Date.parse(dueAt) - before - 55 * 60_000)).toBeLessThan(60_000);
  });
});

describe('the table of steps', () => {
  const actions: Readonly<Record<string, Action>> = { accept: acceptOrder, prepare: prepareOrder, ready: readyOrder, dispatch: dispatchOrder, deliver: deliverOrder, complete: completeOrder, cancel: cancelOrder };
  const paths: Readonly<Partial<Record<OrderStatus, readonly string[]>>> = { pending: [], accepted: ['accept'], preparing: ['accept', 'prepare'], ready: ['accept', 'ready'], completed: ['accept', 'ready', 'complete'], cancelled: ['cancel'] };

  test.each(Object.entries(paths))('from %s, exactly the steps of the table can be taken', async (status, path) => {
    for (const [name, action] of Object.entries(actions)) {
      const order = await ordered();
      for (const before of path) await step(actions[before] as Action, order);
      const rule = ORDER_STEPS[name as keyof typeof ORDER_STEPS] as { from: readonly string[]; services?: readonly string[] };
      const may = rule.from.includes(status) && (rule.services?.includes('collect') ?? true);
      const answer = await step(action, order).then(
        () => 'taken',
        ({ code }: { code: string }) => code,
      );
      expect([name, answer]).toEqual([name, may ? 'taken' : 'wrong-state']);
    }
  });

  test('of two that accept at once, one does', async () => {
    const order = await ordered();
    const outcomes = await Promise.allSettled([step(acceptOrder, order), step(acceptOrder, order), step(cancelOrder, order)]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled').length).toBeLessThanOrEqual(2);
    const { steps } = (await stored(order)) as unknown as { steps: { status: string }[] };
    expect(steps.filter(({ status }) => status === 'accepted').length).toBeLessThanOrEqual(1);
  });
});

describe('an order that ends early', () => {
  const code = { code: 'TERUG', name: 'Terug', benefit: { type: 'percent', percentBp: 1250 }, totalLimit: 3 };
  const uses = async () => (await documentsOf(pizzeria, 'promotions')).find(({ id }) => id === 'TERUG')?.['uses'];

  test('gives stock and code back, once, and is withdrawn by its customer until it is accepted', async () => {
    await callAs(pizzeria.owner, createPromotion, code, { orgId: pizzeria.orgId });
    const before = await level(mozzarella);
    const order = await ordered({}, { codes: ['TERUG'] });
    expect([await uses(), (await level(mozzarella)).reserved]).toEqual([1, before.reserved + 735]);
    const withdraw = () => callAs<StepReply>(undefined, withdrawOrder, { reason: 'Toch geen trek' }, { token: order.token });
    const outcomes = await Promise.allSettled([withdraw(), withdraw(), step(cancelOrder, order)]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await uses()).toBe(0);
    expect(await level(mozzarella)).toMatchObject({ onHand: before.onHand, reserved: before.reserved });
    const accepted = await ordered();
    await step(acceptOrder, accepted);
    expect((await refusal(callAs(undefined, withdrawOrder, {}, { token: accepted.token }))).code).toBe('wrong-state');
  });

  test('after it was made, its goods are wasted unless they go back on the shelf', async () => {
    const before = await level(calzone);
    const [wasted, returned] = [await ordered(), await ordered()];
    for (const order of [wasted, returned]) {
      await step(acceptOrder, order);
      await step(readyOrder, order);
    }
    await step(cancelOrder, wasted, pizzeria.owner, { reason: 'Niet opgehaald' });
    await step(cancelOrder, returned, pizzeria.owner, { goods: 'returned' });
    expect(await level(calzone)).toMatchObject({ onHand: before.onHand - 3, reserved: before.reserved });
    const reasons = (await documentsOf(pizzeria, 'stockMovements')).flatMap((each) => (each['cause'] === wasted.orderId ? [each['reason']] : []));
    expect(reasons).toHaveLength(3);
    expect(reasons).toEqual(expect.arrayContaining(['returned', 'sold', 'wasted']));
    expect(await stored(wasted)).toMatchObject({ cancellation: { by: 'staff', reason: 'Niet opgehaald' }, payment: { due: 0 } });
  });

  test('in part, keeps the rest with its share of the discount, and gives those goods back', async () => {
    const order = await ordered({}, { codes: ['TERUG'] });
    const before = await level(mozzarella);
    const gross = 3 * (1395 + 2 * 165) + 4 * 465;
    const { toPay } = order;
    expect(toPay).toBe(gross - Math.round(gross * 0.125));
    const less = (lines: object[]) => callAs<{ toPay: number }>(pizzeria.owner, cancelOrderLines, { orderId: order.orderId, lines }, { orgId: pizzeria.orgId });
    const after = await less([{ line: 0, quantity: 2 }]);
    expect(await level(mozzarella)).toMatchObject({ reserved: before.reserved - 2 * 245 });
    const { totals, lines, payment } = (await stored(order)) as unknown as { totals: Record<string, number>; lines: Record<string, number>[]; payment: { due: number } };
    expect(lines.map(({ quantity }) => quantity)).toEqual([1, 4]);
    expect(totals).toMatchObject({ goods: gross - 2 * 1725, toPay: after.toPay });
    expect([totals['gross'], payment.due]).toEqual([(totals['net'] ?? 0) + (totals['vat'] ?? 0), after.toPay]);
    expect((await refusal(less([{ line: 0, quantity: 2 }]))).issues[0]?.path).toBe('lines.0.quantity');
    expect((await refusal(less([{ line: 7, quantity: 1 }]))).issues[0]?.path).toBe('lines.0.line');
    expect((await refusal(less([{ line: 0, quantity: 1 }, { line: 1, quantity: 4 }]))).issues[0]?.path).toBe('lines');
    await step(cancelOrder, order);
  });
});

describe('a kitchen that is ahead of its books', () => {
  test('is never stopped: what was missing in the books is found', async () => {
    const { key } = await anItem(pizzeria, pizzeria.shop.id, { name: 'Basilicum' }, 30);
    const { id } = await aProduct(pizzeria, { name: 'Pesto', price: 1245, recipe: [{ key, quantity: '10', unit: 'g' }], categoryId: pizzeria.pizza.categoryId });
    const order = await anOrder(pizzeria, { shopId: pizzeria.shop.id, service: 'collect', lines: [{ productId: id, quantity: 2 }] });
    await callAs(pizzeria.owner, adjust, { shopId: pizzeria.shop.id, reason: 'wasted', lines: [{ key, quantity: '25', unit: 'g' }] }, { orgId: pizzeria.orgId });
    await step(acceptOrder, order);
    await step(readyOrder, order);
    expect(await level(key)).toMatchObject({ onHand: 0, reserved: 0 });
    const found = (await documentsOf(pizzeria, 'stockMovements')).find(({ reason }) => reason === 'found');
    expect(found).toMatchObject({ cause: order.orderId, lines: [{ key, quantity: 15 }] });
  });
});

describe('several orders at once', () => {
  test('have a result each; one that cannot go along keeps nobody from it', async () => {
    const orders = [await ordered(), await ordered(), await ordered()];
    await step(cancelOrder, orders[1] as PlacedReply);
    const orderIds = [...orders.map(({ orderId }) => orderId), 'no-such-order'];
    const bulk = (name: string) => callAs<{ results: { orderId: string; status: string | null; refused: { code: string } | null }[] }>('verkoper', bulkStepOrders, { orderIds, step: name }, { orgId: pizzeria.orgId });
    const { results } = await bulk('accept');
    expect(results.map(({ status, refused }) => [status, refused?.code ?? null])).toEqual([['accepted', null], ['cancelled', 'wrong-state'], ['accepted', null], [null, 'not-found']]);
    expect((await bulk('ready')).results.map(({ status }) => status)).toEqual(['ready', 'cancelled', 'ready', null]);
    expect((await bulk('cancel')).results.map(({ status }) => status)).toEqual(['cancelled', 'cancelled', 'cancelled', null]);
  });
});
