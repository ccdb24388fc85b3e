import { frozenClock } from '../../platform/clock.ts';
import { AppError } from '../../platform/errors.ts';
import { productsOf, shopRef, type Shop } from '../../domains/catalogue/api.ts';
import { expectedAt, presentLoad, takeStep, type StoredOrder } from '../../domains/orders/api.ts';
import { type Stocking } from '../../domains/stock/api.ts';
import { tellAccepted } from './tell-of-order.ts';

/**
 * Accepts an order: it gets the time at which it will be there, and goes to the kitchen.
 * @param minutes how long it will take; `null`: estimated from the kitchen's load. A time that was chosen stays.
 * @throws AppError `wrong-state`; then nothing is written
 */
export async function accept(stepping: Stocking, order: StoredOrder, minutes: number | null = null): Promise<StoredOrder> {
  if (order.unpaidUntil !== null) throw notPaidYet(order);
  // What is promised counts from the very moment that the step bears.
  const atOnce = { ...stepping, clock: frozenClock(stepping.clock.now()) };
  const accepted = takeStep(atOnce, order, 'accept', { dueAt: await dueAtOf(atOnce, order, minutes) });
  tellAccepted(atOnce, accepted);
  return accepted;
}

/** Counted from now: an order may have waited for its money, or for somebody to look at it. */
async function dueAtOf(stepping: Stocking, order: StoredOrder, minutes: number | null): Promise<Date> {
  const { slot, service, shopId } = order;
  if (slot !== null) return slot;
  const { tx, org, clock } = stepping;
  const now = clock.now();
  if (minutes !== null) return new Date(now.getTime() + minutes * 60_000);
  const shop = await tx.require(shopRef(org, shopId));
  const [prepMinutes, load] = [await prepMinutesOf(stepping, shop, order), await presentLoad(org, shopId, now)];
  return expectedAt({ shop, service, slot, now, load, prepMinutes });
}

/** The longest extra time that anything in the order asks of the kitchen; of what was deleted since, none. */
async function prepMinutesOf({ tx, org }: Stocking, shop: Shop, { lines }: StoredOrder): Promise<number> {
  const ids = lines.flatMap(({ productId, parts }) => [productId, ...parts.map((part) => part.productId)]);
  const { products } = await productsOf(tx, org, shop, ids);
  return Math.max(0, ...ids.map((id) => products.get(id)?.prepMinutes ?? 0));
}

function notPaidYet({ id, status }: StoredOrder): AppError {
  return new AppError('wrong-state', `order ${id} is not paid yet`, {
    say: { en: 'This order has not been paid yet.', nl: 'Deze bestelling is nog niet betaald.' },
    data: { status, step: 'accept' },
  });
}
