import { action } from '../../platform/action.ts';
import { type Actor } from '../../platform/actor.ts';
import { businessDate } from '../../platform/business-date.ts';
import { newId } from '../../platform/ids.ts';
import { ZERO } from '../../platform/money.ts';
import { nextDocumentNumber, organisation, type Organisation } from '../../domains/accounts/api.ts';
import { assertTakesOrder, shopRef, type Shop } from '../../domains/catalogue/api.ts';
import { createOrder, expectedAt, orderToken, PlacedOrder, PlaceInput, presentLoad, takeStep, type NewOrder, type PricingResult, type StoredOrder } from '../../domains/orders/api.ts';
import { redeem } from '../../domains/promotions/api.ts';
import { reserve, type Stocking } from '../../domains/stock/api.ts';
import { assertAsSeen, assertComplete, assertMinimum, noteIgnoredPrices, soldOut } from './order-bad-input.ts';
import { pricedBy } from './order-pricing.ts';
import { readAhead, rememberSeller } from './order-read-ahead.ts';
import { announceOrder, tellAccepted } from './tell-of-order.ts';

const MINUTE_MS = 60_000;

export const placeOrder = action({
  name: 'orders/place',
  summary: 'Places an order: prices the cart, reserves stock and codes, gives a number; one idempotency key per cart',
  access: 'guest',
  keyed: true,
  input: PlaceInput,
  output: PlacedOrder,
  // All orders of an organisation advance one counter; in turn they cost each other nothing but the wait.
  hot: () => 'orders',
  async run({ input, ...placing }) {
    noteIgnoredPrices(input);
    const { tx, org, clock, actor } = placing;
    const now = clock.now();
    await readAhead(tx, org, input, now);
    const shop = await tx.require(shopRef(org, input.shopId));
    const seller = await organisation(tx, org);
    rememberSeller(org, seller);
    const wantedAt = assertTakesOrder(shop, input, now, seller.timeZone);
    assertComplete(input, shop);
    const facts = { organisation: seller, shop, cart: input, contact: input.customer, uid: uidOf(actor), soldOut: new Set<string>(), now, wantedAt };
    const priced = await pricedBy(tx, org, facts);
    assertAsSeen(priced);
    assertMinimum(shop, input.service, priced.cart);
    const load = await presentLoad(org, shop.id, now);
    const dueAt = expectedAt({ shop, service: input.service, slot: input.slot, now, load, prepMinutes: priced.prepMinutes });
    const id = newId();
    const number = await claim(placing, id, shop, seller, priced, now);
    const order = createOrder(tx, org, newOrder({ id, number, input, shop, priced, now, dueAt, actor }));
    return placed(placing, settleAtOnce(placing, order, shop));
  },
});

function uidOf(actor: Actor): string | null {
  return actor.kind === 'guest' ? actor.uid : null;
}

/** Goods, codes and a number for the order; the number is read while the stock is. @throws AppError `limit-reached` */
async function claim(placing: Stocking, id: string, shop: Shop, seller: Organisation, priced: PricingResult & { readonly contactKeys: readonly string[] }, now: Date): Promise<string> {
  const { tx, org } = placing;
  const [shortages, { number }] = await Promise.all([
    reserve(placing, shop.id, id, priced.demand),
    nextDocumentNumber(tx, org, seller, 'order', businessDate(now, seller.timeZone)),
  ]);
  if (shortages.length > 0) throw soldOut(shortages, priced.cart);
  await redeem(placing, id, priced.applied, priced.contactKeys);
  return number;
}

interface Facts {
  readonly id: string;
  readonly number: string;
  readonly input: PlaceInput;
  readonly shop: Shop;
  readonly priced: PricingResult & { readonly contactKeys: readonly string[] };
  readonly now: Date;
  readonly dueAt: Date;
  readonly actor: Actor;
}

function newOrder({ id, number, input, shop, priced, now, dueAt, actor }: Facts): NewOrder {
  const { service, table, address, slot, customer, note, source, payment } = input;
  const uid = uidOf(actor);
  const isAwaited = payment === 'online' && priced.cart.totals.toPay > 0;
  return {
    ...priced.cart,
    id,
    number,
    service,
    table,
    address,
    slot,
    customer,
    note,
    source,
    dueAt,
    shopId: shop.id,
    shopName: shop.name,
    status: 'pending',
    placedAt: now,
    followers: uid === null ? [] : [uid],
    contactKeys: priced.contactKeys,
    payment: { moment: payment, paid: ZERO, due: priced.cart.totals.toPay, refundDue: ZERO, waived: ZERO },
    steps: [{ status: 'pending', at: now, by: 'customer' }],
    cancellation: null,
    unpaidUntil: isAwaited ? new Date(now.getTime() + shop.unpaidMinutes * MINUTE_MS) : null,
  };
}

/** What needs no payment first goes on at once: to the staff, or straight to the kitchen. */
function settleAtOnce(placing: Stocking, order: StoredOrder, shop: Shop): StoredOrder {
  if (order.unpaidUntil !== null) return order;
  if (!shop.autoAccept) {
    announceOrder(placing, order);
    return order;
  }
  const accepted = takeStep({ ...placing, actor: { kind: 'system', job: 'auto-accept' } }, order, 'accept');
  tellAccepted(placing, accepted);
  return accepted;
}

function placed({ org }: Stocking, order: StoredOrder): PlacedOrder {
  const { id, number, status, dueAt, payment } = order;
  return { orderId: id, number, status, dueAt, toPay: payment.due, token: orderToken(org, order) };
}
