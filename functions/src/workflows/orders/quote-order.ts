import * as z from 'zod';
import { query } from '../../platform/action.ts';
import { AppError } from '../../platform/errors.ts';
import { Instant } from '../../platform/instant.ts';
import { AmountMinor } from '../../platform/money.ts';
import { organisation } from '../../domains/accounts/api.ts';
import { assertTakesOrder, serviceOf, shopRef, type Shop } from '../../domains/catalogue/api.ts';
import { CartChange, expectedAt, presentLoad, PricedCart, QuoteInput } from '../../domains/orders/api.ts';
import { soldOutIn } from '../../domains/stock/api.ts';
import { noteIgnoredPrices } from './order-bad-input.ts';
import { pricedBy } from './order-pricing.ts';

/** Why the shop takes no order now, in words and for programs. */
const Closed = z.object({ say: z.object({ en: z.string(), nl: z.string() }), data: z.record(z.string(), z.unknown()) });

export const quoteOrder = query({
  name: 'orders/quote',
  summary: 'Prices a cart: every line, discount, fee, VAT and total, and what changed since the shopper saw it',
  access: 'guest',
  input: QuoteInput,
  output: PricedCart.extend({
    changes: z.array(CartChange),
    /** The least amount of goods for this way of ordering. */
    minimum: AmountMinor,
    /** When it would be there if it were ordered now. */
    expectedAt: Instant,
    /** `null` when the shop takes the order. */
    closed: Closed.nullable(),
  }),
  async read({ input, actor, org, clock, reader }) {
    noteIgnoredPrices(input);
    const now = clock.now();
    const [shop, seller, soldOut] = await Promise.all([reader.require(shopRef(org, input.shopId)), organisation(reader, org), soldOutIn(reader, org, input.shopId)]);
    const closed = closedFor(shop, input, now, seller.timeZone);
    const wantedAt = input.slot ?? now;
    const uid = actor.kind === 'guest' ? actor.uid : null;
    const facts = { organisation: seller, shop, cart: input, contact: input, uid, soldOut, now, wantedAt };
    const { cart, changes, prepMinutes } = await pricedBy(reader, org, facts);
    const load = await presentLoad(org, shop.id, now);
    const { minimum } = serviceOf(shop, input.service);
    const expected = expectedAt({ shop, service: input.service, slot: input.slot, now, load, prepMinutes });
    return { ...cart, changes: [...changes], minimum, expectedAt: expected, closed };
  },
});

function closedFor(shop: Shop, wish: QuoteInput, now: Date, timeZone: string): z.output<typeof Closed> | null {
  try {
    assertTakesOrder(shop, wish, now, timeZone);
    return null;
  } catch (thrown) {
    if (!(thrown instanceof AppError) || thrown.code !== 'wrong-state') throw thrown;
    return { say: thrown.say, data: { ...thrown.data } };
  }
}
