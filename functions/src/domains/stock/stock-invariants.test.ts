import { beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { useStack } from '../../../../local/stack/jest.ts';
import { anItem, aPizzeria, aProduct, aShop, received, type Pizzeria } from '../../../test/builders/shop.ts';
import { anOrder, type PlacedReply } from '../../../test/builders/order.ts';
import { callAs } from '../../../test/support/call.ts';
import { disagreements } from '../../../test/support/shop-books.ts';
import { documentsOf } from '../../../test/support/stripe.ts';
import { type Action } from '../../platform/action.ts';
import { AppError } from '../../platform/errors.ts';
import { acceptOrder } from '../../workflows/orders/accept-order.ts';
import { cancelOrderLines } from '../../workflows/orders/cancel-order-lines.ts';
import { cancelOrder } from '../../workflows/orders/cancel-order.ts';
import { readyOrder } from '../../workflows/orders/ready-order.ts';
import { adjust } from './actions/adjust.ts';
import { finishCount } from './actions/finish-count.ts';
import { keepItemToo } from './actions/keep-item-too.ts';
import { receive } from './actions/receive.ts';
import { recordCount } from './actions/record-count.ts';
import { startCount } from './actions/start-count.ts';
import { transfer } from './actions/transfer.ts';
import { updateItem } from './actions/update-item.ts';

useStack({ functions: false });

let pizzeria: Pizzeria;
let shopId: string;
let otherId: string;
/** Takes 120 g each, and 45 g more with the option; and is counted itself. */
let calzone: string;
let cheese: string;
const orders: PlacedReply[] = [];
beforeAll(async () => {
  pizzeria = await aPizzeria();
  [shopId, otherId] = [pizzeria.shop.id, (await aShop(pizzeria, { name: 'Pizzeria Etna' })).id];
  cheese = (await anItem(pizzeria, shopId, { lowAt: 900 }, 2_600)).key;
  await call(keepItemToo, { shopId: otherId, key: cheese, fromShopId: shopId });
  const optionGroups = [{ id: 'cheese', name: 'Kaas', max: 2, options: [{ id: 'extra', name: 'Extra', price: 165, max: 2, recipe: [{ key: cheese, quantity: '45', unit: 'g' }] }] }];
  const recipe = [{ key: cheese, quantity: '0.12', unit: 'kg' }];
  calzone = (await aProduct(pizzeria, { name: 'Calzone', price: 1395, trackStock: true, recipe, optionGroups, categoryId: pizzeria.pizza.categoryId })).id;
  await received(pizzeria, shopId, calzone, 14);
});

const call = <Reply = unknown>(action: Action, input: object) => callAs<Reply>(pizzeria.owner, action, input, { orgId: pizzeria.orgId });
const grams = (quantity: number) => [{ key: cheese, quantity: String(quantity), unit: 'g' }];
const someOrder = (pick: number) => orders[pick % Math.max(orders.length, 1)]?.orderId ?? 'none';

/** Whatever may happen to stock, each by a number that says how much, or to which order. */
const STEPS: Readonly<Record<string, (much: number) => Promise<unknown>>> = {
  sell: async (much) => orders.push(await anOrder(pizzeria, { shopId, service: 'collect', lines: [{ productId: calzone, quantity: 1 + (much % 4), options: [{ optionId: 'extra', quantity: 1 + (much % 2) }] }, { productId: calzone, quantity: 1 }] })),
  make: async (much) => {
    await call(acceptOrder, { orderId: someOrder(much) });
    await call(readyOrder, { orderId: someOrder(much) });
  },
  less: (much) => call(cancelOrderLines, { orderId: someOrder(much), lines: [{ line: 0, quantity: 1 }] }),
  cancel: (much) => call(cancelOrder, { orderId: someOrder(much), goods: much % 2 === 0 ? 'wasted' : 'returned' }),
  receive: (much) => call(receive, { shopId, lines: [{ key: calzone, quantity: String(1 + (much % 5)), unit: 'piece' }, ...grams(30 + much)] }),
  waste: (much) => call(adjust, { shopId, reason: 'wasted', lines: grams(20 + much) }),
  correct: (much) => call(adjust, { shopId, reason: much % 2 === 0 ? 'corrected-up' : 'corrected-down', lines: grams(1 + much) }),
  bring: (much) => call(adjust, { shopId, reason: 'returned', lines: grams(5 + much) }),
  send: (much) => call(transfer, { fromShopId: shopId, toShopId: otherId, lines: grams(10 + much) }),
  fetch: (much) => call(transfer, { fromShopId: otherId, toShopId: shopId, lines: grams(10 + much) }),
  promise: (much) => call(updateItem, { shopId, key: cheese, backorder: much % 2 === 0 }),
  count: async (much) => {
    const { id: countId } = await call<{ id: string }>(startCount, { shopId });
    await call(recordCount, { countId, lines: [{ key: cheese, amount: much * 4 }] });
    await STEPS['waste']?.(much);
    await call(finishCount, { countId });
  },
};

/** What a step may be told; anything else is a fault of ours. */
const REFUSALS = ['wrong-state', 'invalid-input', 'limit-reached', 'version-mismatch', 'not-found', 'busy'];

async function attempt(step: string, much: number): Promise<void> {
  try {
    await STEPS[step]?.(much);
  } catch (thrown) {
    if (!(thrown instanceof AppError) || !REFUSALS.includes(thrown.code)) throw thrown;
  }
}

const history = fc.array(fc.tuple(fc.constantFrom('sell', 'sell', ...Object.keys(STEPS)), fc.nat({ max: 299 })), { minLength: 8, maxLength: 18 });

test('whatever happens, three things at a time, movements add up to what is there and reservations to what is promised', async () => {
  await fc.assert(
    fc.asyncProperty(history, async (steps) => {
      for (let first = 0; first < steps.length; first += 3) await Promise.all(steps.slice(first, first + 3).map(([step, much]) => attempt(step, much)));
      expect(await disagreements(pizzeria)).toEqual([]);
    }),
    { numRuns: 6, endOnFailure: true },
  );
  const reasons = new Set((await documentsOf(pizzeria, 'stockMovements')).map(({ reason }) => reason));
  expect(reasons.size).toBeGreaterThan(3);
}, 120_000);
