import { beforeAll, expect, test } from '@jest/globals';
import { useStack } from '../../../../local/stack/jest.ts';
import { anOrder, type PlacedReply } from '../../../test/builders/order.ts';
import { aPizzeria, aProduct, received, type Pizzeria } from '../../../test/builders/shop.ts';
import { callAs } from '../../../test/support/call.ts';
import { refusal } from '../../../test/support/refusal.ts';
import { disagreements } from '../../../test/support/shop-books.ts';
import { booksOf, documentsOf } from '../../../test/support/stripe.ts';
import { createTill } from '../../domains/till/actions/create-till.ts';
import { openTill } from '../../domains/till/actions/open-till.ts';
import { type Action } from '../../platform/action.ts';
import { newId } from '../../platform/ids.ts';
import { payBackAtCounter } from '../till/pay-back-at-counter.ts';
import { sellAtCounter } from '../till/sell-at-counter.ts';
import { cancelOrderLines } from './cancel-order-lines.ts';
import { cancelOrder } from './cancel-order.ts';
import { refundOrderEffect } from './refund-order.ts';
import { performAll } from '../../../test/support/outbox.ts';

useStack({ functions: false });
let pizzeria: Pizzeria;
let soup: string;
let tillId: string;
beforeAll(async () => {
  pizzeria = await aPizzeria();
  soup = (await aProduct(pizzeria, { name: 'Tomatensoep', price: 685, trackStock: true, categoryId: pizzeria.pizza.categoryId })).id;
  await received(pizzeria, pizzeria.shop.id, soup, 40);
  tillId = (await as<{ id: string }>(createTill, { name: 'Balie' })).id;
  await as(openTill, { tillId, total: 12_345 });
});

const as = <Reply>(action: Action, input: object) => callAs<Reply>(pizzeria.owner, action, input, { orgId: pizzeria.orgId, idempotencyKey: newId() });
const TOTAL = 4 * 685 + 3 * 465;
const TIP = 155;
const ordered = () => anOrder(pizzeria, { shopId: pizzeria.shop.id, service: 'collect', lines: [{ productId: soup, quantity: 4 }, { productId: pizzeria.beer.id, quantity: 3 }], tip: TIP });
const stored = async ({ orderId }: PlacedReply) => (await documentsOf(pizzeria, 'orders')).find(({ id }) => id === orderId);
const cash = ({ orderId }: PlacedReply) => as<{ paymentId: string }>(sellAtCounter, { tillId, orderId, method: 'cash' });
const back = (paymentId: string, amount?: number) => as<{ amount: number }>(payBackAtCounter, { tillId, paymentId, reason: 'Oven stuk', ...(amount === undefined ? {} : { amount }) });
const expectedCash = async () => ((await documentsOf(pizzeria, 'tillSessions'))[0] as unknown as { summary: { expectedCash: number } }).summary.expectedCash;

test('what was paid in cash is owed once the order is cancelled, goes back out of the till, once, and nowhere else', async () => {
  const order = await ordered();
  const { paymentId } = await cash(order);
  expect(await stored(order)).toMatchObject({ status: 'pending', payment: { paid: TOTAL + TIP, due: 0 } });
  expect((await refusal(back(paymentId))).code).toBe('wrong-state');
  await as(cancelOrder, { orderId: order.orderId, reason: 'Oven stuk' });
  // No provider has this money: there is nothing for it to give back.
  await performAll(pizzeria.orgId, [refundOrderEffect] as never);
  expect(await documentsOf(pizzeria, 'refunds')).toEqual([]);
  expect(await stored(order)).toMatchObject({ status: 'cancelled', payment: { paid: TOTAL + TIP, due: 0, refundDue: TOTAL + TIP } });
  expect((await refusal(back(paymentId, TOTAL + TIP + 1))).issues[0]?.path).toBe('amount');
  const outcomes = await Promise.allSettled([back(paymentId), back(paymentId), back(paymentId)]);
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect(await stored(order)).toMatchObject({ status: 'refunded', payment: { paid: 0, due: 0, refundDue: 0 } });
  expect(await expectedCash()).toBe(12_345);
  expect(await booksOf(pizzeria)).toMatchObject({ sales: 0, vat: 0, tips: 0, receivable: 0, total: 0 });
  expect(await disagreements(pizzeria)).toEqual([]);
});

test('of an order that lost some of its lines, what those cost goes back', async () => {
  const order = await ordered();
  const { paymentId } = await cash(order);
  await as(cancelOrderLines, { orderId: order.orderId, lines: [{ line: 0, quantity: 3 }] });
  expect(await stored(order)).toMatchObject({ payment: { paid: TOTAL + TIP, refundDue: 3 * 685 } });
  expect((await back(paymentId)).amount).toBe(-3 * 685);
  expect(await stored(order)).toMatchObject({ status: 'pending', payment: { paid: TOTAL + TIP - 3 * 685, due: 0, refundDue: 0, waived: 0 } });
  expect((await refusal(back(paymentId))).code).toBe('wrong-state');
  expect(await booksOf(pizzeria)).toMatchObject({ receivable: 0, total: 0 });
  expect(await disagreements(pizzeria)).toEqual([]);
});
