import { beforeAll, describe, expect, test } from '@jest/globals';
import { useStack } from '../../../../local/stack/jest.ts';
import { frozenClock } from '../../platform/clock.ts';
import { database } from '../../platform/firestore.ts';
import { newId } from '../../platform/ids.ts';
import { createPromotion } from '../../domains/promotions/actions/create-promotion.ts';
import { pauseShop } from '../../domains/catalogue/actions/pause-shop.ts';
import { updateShop } from '../../domains/catalogue/actions/update-shop.ts';
import { aPizzeria, aProduct, aShop, received, type Pizzeria } from '../../../test/builders/shop.ts';
import { anOrder, aShopper, place, quote, SAID } from '../../../test/builders/order.ts';
import { callAs } from '../../../test/support/call.ts';
import { everything } from '../../../test/support/everything.ts';
import { refusal } from '../../../test/support/refusal.ts';
import { documentsOf } from '../../../test/support/stripe.ts';
import { placeOrder } from './place-order.ts';

useStack({ functions: false });

/** Friday 6 March 2026, 19:00 in Amsterdam. */
const clock = frozenClock(new Date('2026-03-06T18:00:00Z'));
let pizzeria: Pizzeria;
let soup: string;
beforeAll(async () => {
  pizzeria = await aPizzeria({ clock, shop: { minutesPerOpenOrder: 3 } });
  soup = (await aProduct(pizzeria, { name: 'Tomatensoep', price: 685, trackStock: true, categoryId: pizzeria.pizza.categoryId })).id;
  await received(pizzeria, pizzeria.shop.id, soup, 40);
});

const large = [{ optionId: 'large' }];
const cartOf = (fields: object = {}) => ({
  shopId: pizzeria.shop.id,
  service: 'collect',
  lines: [
    { productId: pizzeria.pizza.id, quantity: 2, options: large },
    { productId: soup, quantity: 3 },
  ],
  ...fields,
});
/** What the cart above comes to. */
const TOTAL = 2 * 1410 + 3 * 685;
const as = (action: Parameters<typeof callAs>[1], input: object) => callAs(pizzeria.owner, action, input, { orgId: pizzeria.orgId, clock });

describe('an order', () => {
  test('says what was ordered, at which price, and takes its number and goods', async () => {
    const placed = await place(pizzeria, { ...cartOf(), seenTotal: TOTAL, note: 'Graag gesneden' });
    expect(placed).toMatchObject({ number: 'ORD-0001', status: 'pending', toPay: TOTAL, dueAt: '2026-03-06T18:20:00.000Z' });
    const [order] = await documentsOf(pizzeria, 'orders');
    expect(order).toMatchObject({
      id: placed.orderId,
      note: 'Graag gesneden',
      totals: { goods: TOTAL, net: 4472, vat: 403, gross: TOTAL, toPay: TOTAL },
      vat: [{ category: 'S', rateBp: 900, base: 4472, vat: 403, gross: TOTAL }],
      payment: { moment: 'counter', paid: 0, due: TOTAL, refundDue: 0 },
      steps: [{ status: 'pending', by: 'customer' }],
    });
    expect((await documentsOf(pizzeria, 'stock'))[0]).toMatchObject({ key: soup, onHand: 40, reserved: 3 });
    expect((await documentsOf(pizzeria, 'stockReservations'))[0]).toMatchObject({ id: placed.orderId, state: 'held', lines: [{ key: soup, line: 1, each: 1, count: 3 }] });
  });

  test('placed again with the same key is the same order; the key with another cart is refused', async () => {
    const [uid, key] = [aShopper(), newId()];
    const again = () => place(pizzeria, { ...cartOf(), seenTotal: TOTAL }, { uid, key });
    const answers = await Promise.all(Array.from({ length: 20 }, again));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    const other = place(pizzeria, { ...cartOf({ tip: 155 }), seenTotal: TOTAL + 155 }, { uid, key });
    expect((await refusal(other)).code).toBe('idempotency-mismatch');
  });

  test('without a key is refused', async () => {
    const call = callAs(aShopper(), placeOrder, { ...SAID, ...cartOf(), seenTotal: TOTAL }, { orgId: pizzeria.orgId, clock });
    expect(await refusal(call)).toMatchObject({ code: 'invalid-input', issues: [{ path: 'idempotencyKey', code: 'required' }] });
  });

  test('of somebody who has not signed in is an order too, and so is one for a table and for later', async () => {
    await place(pizzeria, { ...cartOf({ service: 'eat-in' }), table: '14', seenTotal: TOTAL, customer: { name: 'Tafel 14' } }, { uid: undefined });
    const slot = '2026-03-07T11:45:00+01:00';
    const later = await place(pizzeria, { ...cartOf({ slot }), seenTotal: TOTAL });
    expect(later.dueAt).toBe('2026-03-07T10:45:00.000Z');
  });

  test('for delivery has an address, a fee and payment at the door', async () => {
    const address = { street: 'Lijnmarkt 31', postalCode: '3511ke', city: 'Utrecht', country: 'NL' };
    const { totals } = await quote(pizzeria, cartOf({ service: 'deliver', lines: [{ productId: soup, quantity: 4 }] }));
    const placed = await place(pizzeria, { ...cartOf({ service: 'deliver', lines: [{ productId: soup, quantity: 4 }] }), address, payment: 'door', seenTotal: totals.toPay });
    expect(placed.toPay).toBe(4 * 685 + 345);
  });
});

describe('what a quote says', () => {
  test('is every line, what changed, and when it would be there', async () => {
    const reply = await quote(pizzeria, { ...cartOf({ lines: [{ productId: pizzeria.beer.id, quantity: 5, seenPrice: 445 }] }), seenTotal: 2225 });
    expect(reply).toMatchObject({
      lines: [{ unitPrice: 465, gross: 2325, total: 2325 }],
      vat: [{ rateBp: 2100, base: 1921, vat: 404, gross: 2325 }],
      changes: [
        { kind: 'price', line: 0, from: 445, to: 465 },
        { kind: 'total', from: 2225, to: 2325 },
      ],
      closed: null,
    });
  });

  test('costs nothing to ask: nothing is written', async () => {
    const before = await everything();
    await quote(pizzeria, cartOf());
    expect(await everything()).toEqual(before);
  });
});

describe('bad input', () => {
  const refused = async (fields: object, options: { clock?: typeof clock } = {}) => {
    const before = await everything();
    const error = await refusal(place({ ...pizzeria, ...options }, { ...cartOf(), seenTotal: TOTAL, ...fields }));
    expect(await everything()).toEqual(before);
    return error;
  };
  const line = (fields: object) => ({ lines: [{ productId: pizzeria.pizza.id, quantity: 2, options: large, ...fields }] });

  test.each([0, -1, 1.5, 1e9, '2', null])('a quantity of %p names the field', async (quantity) => {
    const error = await refused(line({ quantity }));
    expect(error.code).toBe('invalid-input');
    expect(error.issues[0]?.path).toBe('lines.0.quantity');
  });

  test.each([
    ['an option that does not belong', () => line({ options: [...large, { optionId: 'anchovy' }] }), 'lines.0.options.1.optionId'],
    ['an option of another product', () => ({ lines: [{ productId: soup, quantity: 2, options: large }] }), 'lines.0.options.0.optionId'],
    ['a missing choice', () => line({ options: [] }), 'lines.0.options'],
    ['no lines', () => ({ lines: [] }), 'lines'],
    ['a slot in the past', () => ({ slot: '2026-03-06T17:45:00Z' }), 'slot'],
    ['a slot that is no time', () => ({ slot: 'tonight' }), 'slot'],
    ['a tip below zero', () => ({ tip: -100 }), 'tip'],
    ['an unknown field', () => line({ discount: 500 }), 'lines.0.discount'],
    ['delivery without an address', () => ({ service: 'deliver', payment: 'door' }), 'address'],
    ['payment at the door for what is collected', () => ({ payment: 'door' }), 'payment'],
    ['a table for what is collected', () => ({ table: '7' }), 'table'],
    ['nobody to call', () => ({ customer: { name: 'Fenna' } }), 'customer.phone'],
    ['a code that is none', () => ({ codes: ['%%%'] }), 'codes.0'],
    ['too many codes', () => ({ codes: ['AA', 'BB', 'CC', 'DD', 'EE', 'FF'] }), 'codes'],
    ['more pieces than an order takes', () => ({ lines: Array.from({ length: 3 }, () => ({ productId: soup, quantity: 999 })) }), 'lines'],
  ])('%s is refused by name, and nothing is written', async (_what, fields, path) => {
    const error = await refused(fields());
    expect(error.code).toBe('invalid-input');
    expect(error.issues.map((issue) => issue.path)).toContain(path);
  });

  test('less than delivery asks for', async () => {
    const address = { street: 'Lijnmarkt 31', postalCode: '3511 KE', city: 'Utrecht', country: 'NL' };
    const error = await refused({ service: 'deliver', address, payment: 'door', lines: [{ productId: pizzeria.beer.id, quantity: 2 }], seenTotal: 930 + 345 });
    expect(error).toMatchObject({ code: 'invalid-input', issues: [{ path: 'lines' }], say: { nl: expect.stringContaining('12,75') } });
  });

  test('a closed shop', async () => {
    const closed = await aShop(pizzeria, { hours: [{ days: [1, 2], from: '17:00', until: '22:00' }] });
    expect(await refused({ shopId: closed.id })).toMatchObject({ code: 'wrong-state', data: { reason: 'closed', opensAt: '2026-03-09T16:00:00.000Z' } });
  });

  test('a price and a total that the client sends are ignored', async () => {
    const lines = [{ productId: pizzeria.pizza.id, quantity: 2, options: large, price: 1 }];
    const placed = await place(pizzeria, { ...cartOf({ lines }), total: 2, seenTotal: 2820 });
    expect(placed.toPay).toBe(2820);
    expect((await refused({ lines, total: 2, seenTotal: 2 })).code).toBe('version-mismatch');
  });

  test('a shop of another organisation is as one that there is not', async () => {
    const other = await aPizzeria({ clock });
    const [foreign, none] = [await refused({ shopId: other.shop.id }), await refused({ shopId: 'none' })];
    expect([foreign.code, foreign.data]).toEqual([none.code, none.data]);
    const theirs = await refused({ lines: [{ productId: other.beer.id, quantity: 2 }] });
    expect(theirs.data).toMatchObject({ changes: [{ kind: 'unavailable', line: 0, reason: 'gone' }, { kind: 'total' }] });
  });
});

describe('a shop', () => {
  test('takes no orders while it is paused, and says until when', async () => {
    await as(pauseShop, { shopId: pizzeria.shop.id, minutes: 25 });
    expect((await quote(pizzeria, cartOf())).closed).toMatchObject({ data: { reason: 'paused', until: '2026-03-06T18:25:00.000Z' } });
    expect(await refusal(place(pizzeria, { ...cartOf(), seenTotal: TOTAL }))).toMatchObject({ code: 'wrong-state', data: { reason: 'paused' } });
    await as(pauseShop, { shopId: pizzeria.shop.id, minutes: 0 });
    await place(pizzeria, { ...cartOf(), seenTotal: TOTAL });
  });

  test('that accepts by itself shows the order to the kitchen at once', async () => {
    const quick = await aShop(pizzeria, { autoAccept: true });
    const placed = await anOrder(pizzeria, cartOf({ shopId: quick.id, lines: [{ productId: pizzeria.beer.id, quantity: 2 }] }));
    expect(placed.status).toBe('accepted');
    expect((await documentsOf(pizzeria, 'orderTickets')).map(({ id }) => id)).toContain(placed.orderId);
  });

  test('that does not take a way of paying says so', async () => {
    await as(updateShop, { shopId: pizzeria.shop.id, payments: ['online'] });
    expect(await refusal(place(pizzeria, { ...cartOf(), seenTotal: TOTAL }))).toMatchObject({ issues: [{ path: 'payment' }] });
    await as(updateShop, { shopId: pizzeria.shop.id, payments: ['online', 'counter', 'door'] });
  });
});

describe('codes', () => {
  test('are counted with the order, and limited per customer by address and by telephone', async () => {
    await as(createPromotion, { code: 'eerste', name: 'Eerste bestelling', benefit: { type: 'fixed', amount: 455 }, firstOrderOnly: true });
    const contact = { name: 'Jip', email: 'jip@example.test', phone: '0687654321' };
    const wanted = { ...cartOf({ codes: ['Eerste'] }), customer: contact };
    await place(pizzeria, { ...wanted, seenTotal: TOTAL - 455 });
    expect((await documentsOf(pizzeria, 'promotions'))[0]).toMatchObject({ id: 'EERSTE', uses: 1 });
    for (const customer of [{ ...contact, email: 'anders@example.test' }, { ...contact, phone: '+31 6 1111 2222' }]) {
      const error = await refusal(place(pizzeria, { ...wanted, customer, seenTotal: TOTAL - 455 }));
      expect(error.data?.['changes']).toMatchObject([{ kind: 'code', code: 'EERSTE', reason: 'first-order-only' }, { kind: 'total', from: TOTAL - 455, to: TOTAL }]);
    }
    const newcomer = { name: 'Janneke', email: 'janneke@example.test', phone: '0611111111' };
    expect((await place(pizzeria, { ...wanted, customer: newcomer, seenTotal: TOTAL - 455 })).toPay).toBe(TOTAL - 455);
  });

  test('for a first order know the one that stands, however many were cancelled beside it', async () => {
    const customer = { name: 'Pim', email: 'pim@example.test' };
    const { orderId } = await place(pizzeria, { ...cartOf(), customer, seenTotal: TOTAL });
    const standing = await database().doc(`orgs/${pizzeria.orgId}/orders/${orderId}`).get();
    const batch = database().batch();
    for (let index = 0; index < 30; index += 1) batch.set(standing.ref.parent.doc(`!${index}`), { ...standing.data(), id: `!${index}`, status: 'cancelled' });
    await batch.commit();
    const error = await refusal(place(pizzeria, { ...cartOf({ codes: ['EERSTE'] }), customer, seenTotal: TOTAL - 455 }));
    expect(error.data?.['changes']).toMatchObject([{ reason: 'first-order-only' }, { kind: 'total' }]);
    await Promise.all(Array.from({ length: 30 }, (_, index) => standing.ref.parent.doc(`!${index}`).delete()));
  });

  test('of one customer at once from two devices count once', async () => {
    await as(createPromotion, { code: 'EENMAAL', name: 'Eenmaal', benefit: { type: 'percent', percentBp: 2500 }, customerLimit: 1 });
    const wanted = cartOf({ codes: ['EENMAAL'] });
    const { totals } = await quote(pizzeria, { ...wanted, email: 'x@example.test' });
    const calls = Array.from({ length: 8 }, (_, index) =>
      place(pizzeria, { ...wanted, customer: { name: 'X', email: 'x@example.test' }, seenTotal: totals.toPay }, { instance: `instance-${index}` }),
    );
    const outcomes = await Promise.allSettled(calls);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});
