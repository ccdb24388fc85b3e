import { beforeAll, expect, test } from '@jest/globals';
import { useStack } from '../../../../local/stack/jest.ts';
import { anOrder, type PlacedReply } from '../../../test/builders/order.ts';
import { aPizzeria, type Pizzeria } from '../../../test/builders/shop.ts';
import { callAs } from '../../../test/support/call.ts';
import { booksOf, documentsOf } from '../../../test/support/stripe.ts';
import { newId } from '../../platform/ids.ts';
import { Tenant } from '../../platform/tenancy.ts';
import { transact } from '../../platform/tx.ts';
import { applyMovements } from '../../workflows/payments/apply-movements.ts';
import { cancelOrder } from '../../workflows/orders/cancel-order.ts';
import { minor } from '../../platform/money.ts';
import { recordManualPayment } from '../payments/api.ts';

useStack({ functions: false });
const clock = { now: () => new Date() };
let pizzeria: Pizzeria;
beforeAll(async () => {
  pizzeria = await aPizzeria();
});

/** Cash over the counter, or back when negative. */
function cash({ orderId }: PlacedReply, amount: number): Promise<void> {
  const org = Tenant.verified(pizzeria.orgId);
  return transact(clock, async (tx) => {
    const recording = { tx, org, clock, correlationId: 'test-run' };
    const subject = { collection: 'orders', id: orderId } as const;
    const money = { amount: minor(amount), received: minor(amount), currency: 'EUR' } as const;
    const payment = recordManualPayment(recording, { id: newId(), subject, customerId: null, method: 'cash', ...money, reference: null, reverses: amount < 0 ? 'earlier' : null, paidAt: clock.now() });
    await applyMovements(recording, subject, [payment]);
  });
}

test('an order is sold when it is paid, with its tip apart, and not sold any more once it is paid back', async () => {
  const order = await anOrder(pizzeria, { shopId: pizzeria.shop.id, service: 'collect', lines: [{ productId: pizzeria.beer.id, quantity: 7 }], tip: 357 });
  const stored = (await documentsOf(pizzeria, 'orders')).find(({ id }) => id === order.orderId) as unknown as { totals: { net: number; vat: number; tip: number; toPay: number } };
  const { net, vat, tip, toPay } = stored.totals;
  expect(tip).toBe(357);
  expect(await documentsOf(pizzeria, 'ledger')).toEqual([]);
  await cash(order, toPay);
  expect(await booksOf(pizzeria)).toEqual({ cash: toPay, sales: -net, vat: -vat, tips: -tip, receivable: 0, total: 0 });
  await callAs(pizzeria.owner, cancelOrder, { orderId: order.orderId, reason: 'oven stuk' }, { orgId: pizzeria.orgId });
  expect(await booksOf(pizzeria)).toMatchObject({ sales: 0, vat: 0, tips: 0, receivable: -toPay, total: 0 });
  await cash(order, -toPay);
  expect(await booksOf(pizzeria)).toMatchObject({ cash: 0, receivable: 0, total: 0 });
});
