import { beforeEach, describe, expect, test } from '@jest/globals';
import { useStack } from '../../../../local/stack/jest.ts';
import { createPromotion } from '../../domains/promotions/actions/create-promotion.ts';
import { closeCheckoutEffect } from '../../domains/payments/close-checkout.ts';
import { performAll } from '../../../test/support/outbox.ts';
import { frozenClock } from '../../platform/clock.ts';
import { aPizzeria, aProduct, received, type Pizzeria } from '../../../test/builders/shop.ts';
import { anOrder, type PlacedReply } from '../../../test/builders/order.ts';
import { callAs } from '../../../test/support/call.ts';
import { refusal } from '../../../test/support/refusal.ts';
import { disagreements } from '../../../test/support/shop-books.ts';
import { allEvents, booksOf, documentsOf, sessionOf, takeIn, type StartedCheckout } from '../../../test/support/stripe.ts';
import { acceptOrder } from './accept-order.ts';
import { cancelOrderLines } from './cancel-order-lines.ts';
import { cancelOrder } from './cancel-order.ts';
import { completeOrder } from './complete-order.ts';
import { unpaidOrdersJob } from './order-sweeps.ts';
import { payOrder } from '../payments/pay-order.ts';
import { refundPayment } from '../payments/refund-payment.ts';
import { readyOrder } from './ready-order.ts';
import { refundOrderEffect } from './refund-order.ts';
import { withdrawOrder } from './withdraw-order.ts';

const stack = useStack({ functions: false, world: true });
const world = () => stack().world;
let pizzeria: Pizzeria;
let soup: string;

beforeEach(async () => {
  await world().reset();
  await world().setDelivery('hold');
  pizzeria = await aPizzeria();
  soup = (await aProduct(pizzeria, { name: 'Tomatensoep', price: 685, trackStock: true, categoryId: pizzeria.pizza.categoryId })).id;
  await received(pizzeria, pizzeria.shop.id, soup, 40);
});

const online = () => anOrder(pizzeria, { shopId: pizzeria.shop.id, service: 'collect', lines: [{ productId: soup, quantity: 3 }, { productId: pizzeria.beer.id, quantity: 2 }] }, { payment: 'online' });
const TOTAL = 3 * 685 + 2 * 465;
const pay = ({ token }: PlacedReply) => callAs<StartedCheckout>(undefined, payOrder, {}, { token });
const paid = async (order: PlacedReply, method: 'ideal' | 'card' = 'ideal') => {
  const started = await pay(order);
  await world().payCheckout(sessionOf(started), { method });
  await takeIn((await allEvents(stack(), 3)).reverse());
  return started;
};
const stored = async ({ orderId }: PlacedReply) => (await documentsOf(pizzeria, 'orders')).find(({ id }) => id === orderId) as unknown as { status: string; payment: object; steps: { status: string }[]; cancellation: object | null };
const soupLevel = async () => (await documentsOf(pizzeria, 'stock')).find(({ key }) => key === soup);
const cancel = ({ orderId }: PlacedReply) => callAs(pizzeria.owner, cancelOrder, { orderId, reason: 'Oven stuk' }, { orgId: pizzeria.orgId });
const effects = () => performAll(pizzeria.orgId, [refundOrderEffect, closeCheckoutEffect] as never);
const refunds = () => documentsOf(pizzeria, 'refunds');

describe('an order that is paid online', () => {
  test('waits for its money, and goes to the staff when it has come, however often that is told', async () => {
    const order = await online();
    const accept = () => callAs(pizzeria.owner, acceptOrder, { orderId: order.orderId }, { orgId: pizzeria.orgId });
    expect((await refusal(accept())).code).toBe('wrong-state');
    const started = await paid(order);
    expect(started.amount).toBe(TOTAL);
    expect(await stored(order)).toMatchObject({ status: 'paid', payment: { paid: TOTAL, due: 0, refundDue: 0 } });
    expect((await stored(order)).steps.map(({ status }) => status)).toEqual(['pending', 'paid']);
    const told = (await documentsOf(pizzeria, 'outbox')).filter(({ id }) => id === `order_${order.orderId}`);
    expect(told).toHaveLength(1);
    await accept();
    expect(await refusal(pay(order))).toMatchObject({ code: 'wrong-state' });
  });

  test('by a shop that accepts by itself goes straight to the kitchen', async () => {
    const quick = await aPizzeria({ shop: { autoAccept: true } });
    const order = await anOrder(quick, { shopId: quick.shop.id, service: 'collect', lines: [{ productId: quick.beer.id, quantity: 7 }] }, { payment: 'online' });
    const started = await pay(order);
    await world().payCheckout(sessionOf(started));
    await takeIn(await allEvents(stack()));
    const [accepted] = await documentsOf(quick, 'orders');
    expect(accepted).toMatchObject({ status: 'accepted' });
    // Twenty minutes from when it was paid, not from when it was placed.
    const { dueAt, steps } = accepted as unknown as { dueAt: Date; steps: { at: Date }[] };
    expect(dueAt.getTime() - (steps.at(-1)?.at.getTime() ?? 0)).toBe(20 * 60_000);
    expect(dueAt.getTime()).toBeGreaterThan(Date.parse(order.dueAt));
    expect(await documentsOf(quick, 'orderTickets')).toHaveLength(1);
  });

  test('is paid back when it is cancelled, once, and is refunded when that is done', async () => {
    const order = await online();
    await paid(order);
    await cancel(order);
    expect(await stored(order)).toMatchObject({ status: 'cancelled', payment: { paid: TOTAL, due: 0, refundDue: TOTAL } });
    await effects();
    await effects();
    await takeIn(await allEvents(stack(), 2));
    expect(await refunds()).toMatchObject([{ amount: TOTAL, status: 'succeeded' }]);
    expect(await stored(order)).toMatchObject({ status: 'refunded', payment: { paid: 0, refundDue: 0 } });
    expect(await soupLevel()).toMatchObject({ reserved: 0 });
    expect(await disagreements(pizzeria)).toEqual([]);
  });

  test('can be withdrawn by its customer until it is accepted, with its money', async () => {
    const order = await online();
    await paid(order, 'card');
    await callAs(undefined, withdrawOrder, {}, { token: order.token });
    await effects();
    expect(await refunds()).toMatchObject([{ amount: TOTAL, status: 'succeeded' }]);
    expect((await stored(order)).status).toBe('refunded');
  });

  test('gives back what a part of it cost, and the rest when all of it goes', async () => {
    const order = await online();
    await paid(order);
    await callAs(pizzeria.owner, cancelOrderLines, { orderId: order.orderId, lines: [{ line: 0, quantity: 2 }] }, { orgId: pizzeria.orgId });
    await effects();
    expect((await refunds()).map(({ amount }) => amount)).toEqual([2 * 685]);
    expect(await stored(order)).toMatchObject({ status: 'paid', payment: { paid: TOTAL - 2 * 685, due: 0, refundDue: 0 } });
    await cancel(order);
    await effects();
    expect((await refunds()).map(({ amount }) => amount)).toEqual(expect.arrayContaining([2 * 685, TOTAL - 2 * 685]));
    expect(await refunds()).toHaveLength(2);
    expect((await stored(order)).status).toBe('refunded');
    expect(await disagreements(pizzeria)).toEqual([]);
  });

  test('on a page that was opened before some of it went gives back what is too much, and closes the page else', async () => {
    const [hasty, slow] = [await online(), await online()];
    const [open, stale] = [await pay(hasty), await pay(slow)];
    await world().payCheckout(sessionOf(open));
    for (const { orderId } of [hasty, slow]) await callAs(pizzeria.owner, cancelOrderLines, { orderId, lines: [{ line: 0, quantity: 2 }] }, { orgId: pizzeria.orgId });
    await takeIn(await allEvents(stack(), 2));
    await effects();
    expect(await refunds()).toMatchObject([{ amount: 2 * 685, status: 'succeeded' }]);
    expect(await stored(hasty)).toMatchObject({ status: 'paid', payment: { paid: TOTAL - 2 * 685, due: 0, refundDue: 0 } });
    await expect(world().payCheckout(sessionOf(stale))).rejects.toThrow();
    expect((await pay(slow)).amount).toBe(TOTAL - 2 * 685);
  });

  test('gets the same refund when the first answer is lost', async () => {
    const order = await online();
    await paid(order);
    await cancel(order);
    await world().addFaults({ service: 'stripe', method: 'POST', path: '/v1/refunds', times: 3, action: { type: 'drop-answer' } });
    await effects();
    await effects();
    expect(await refunds()).toMatchObject([{ status: 'succeeded' }]);
    expect((await stored(order)).status).toBe('refunded');
  });
});

describe('an order that is over', () => {
  const completed = async () => {
    const order = await online();
    await paid(order, 'card');
    for (const action of [acceptOrder, readyOrder, completeOrder]) await callAs(pizzeria.owner, action, { orderId: order.orderId }, { orgId: pizzeria.orgId });
    const [payment] = await documentsOf(pizzeria, 'payments');
    return { order, payment: payment as unknown as { id: string; providerIds: { charge: string } } };
  };
  const refund = (paymentId: string, amount?: number) => callAs(pizzeria.owner, refundPayment, { paymentId, reason: 'Koud', ...(amount === undefined ? {} : { amount }) }, { orgId: pizzeria.orgId });

  test('and is given back in part is not owed again, and sold for so much less', async () => {
    const { order, payment } = await completed();
    const before = await booksOf(pizzeria);
    await refund(payment.id, 499);
    expect(await stored(order)).toMatchObject({ status: 'completed', payment: { paid: TOTAL - 499, due: 0, refundDue: 0, waived: 499 } });
    const after = await booksOf(pizzeria);
    expect(after).toMatchObject({ receivable: 0, total: 0 });
    expect((after['sales'] ?? 0) + (after['vat'] ?? 0) - (before['sales'] ?? 0) - (before['vat'] ?? 0)).toBe(499);
    await refund(payment.id);
    expect(await stored(order)).toMatchObject({ status: 'refunded', payment: { paid: 0, due: 0, refundDue: 0 } });
    expect(await booksOf(pizzeria)).toMatchObject({ sales: 0, vat: 0, receivable: 0, total: 0 });
  });

  test('and whose money the bank took back is not refunded but owed', async () => {
    const { order, payment } = await completed();
    await world().disputeCharge(payment.providerIds.charge);
    await takeIn(await allEvents(stack()));
    expect(await stored(order)).toMatchObject({ status: 'completed', payment: { paid: 0, due: TOTAL, waived: 0 } });
  });
});

describe('an order that is not paid', () => {
  const later = (minutes: number) => frozenClock(new Date(Date.now() + minutes * 60_000));

  test('lapses, gives its goods back, and closes its payment page', async () => {
    const order = await online();
    const started = await pay(order);
    await unpaidOrdersJob.run(later(29));
    expect((await stored(order)).status).toBe('pending');
    await unpaidOrdersJob.run(later(31));
    await unpaidOrdersJob.run(later(32));
    expect(await stored(order)).toMatchObject({ status: 'cancelled', cancellation: { by: 'system' }, payment: { due: 0 } });
    expect(await soupLevel()).toMatchObject({ onHand: 40, reserved: 0 });
    await effects();
    await expect(world().payCheckout(sessionOf(started))).rejects.toThrow();
    expect(await refusal(pay(order))).toMatchObject({ code: 'wrong-state' });
  });

  test('and is paid after all just then is paid back', async () => {
    const order = await online();
    const started = await pay(order);
    await world().payCheckout(sessionOf(started));
    await unpaidOrdersJob.run(later(31));
    await takeIn(await allEvents(stack(), 2));
    expect(await stored(order)).toMatchObject({ status: 'cancelled', payment: { paid: TOTAL, refundDue: TOTAL } });
    await effects();
    expect(await refunds()).toMatchObject([{ amount: TOTAL, status: 'succeeded' }]);
    expect((await stored(order)).status).toBe('refunded');
  });

  test('and of which only what was free is left does not lapse, and can be accepted', async () => {
    await callAs(pizzeria.owner, createPromotion, { code: 'SOEPGRATIS', name: 'Soep', benefit: { type: 'percent', percentBp: 10_000 }, productIds: [soup] }, { orgId: pizzeria.orgId });
    const lines = [{ productId: soup, quantity: 2 }, { productId: pizzeria.beer.id, quantity: 3 }];
    const order = await anOrder(pizzeria, { shopId: pizzeria.shop.id, service: 'collect', lines, codes: ['SOEPGRATIS'] }, { payment: 'online' });
    expect(order.toPay).toBe(3 * 465);
    await callAs(pizzeria.owner, cancelOrderLines, { orderId: order.orderId, lines: [{ line: 1, quantity: 3 }] }, { orgId: pizzeria.orgId });
    await unpaidOrdersJob.run(later(31));
    await callAs(pizzeria.owner, acceptOrder, { orderId: order.orderId }, { orgId: pizzeria.orgId });
    expect(await stored(order)).toMatchObject({ status: 'accepted', payment: { due: 0, refundDue: 0 } });
  });

  test('at the counter does not lapse', async () => {
    const order = await anOrder(pizzeria, { shopId: pizzeria.shop.id, service: 'collect', lines: [{ productId: soup, quantity: 2 }] });
    await unpaidOrdersJob.run(later(600));
    expect((await stored(order)).status).toBe('pending');
  });
});
