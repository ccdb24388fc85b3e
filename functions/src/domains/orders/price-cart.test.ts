import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type AppError } from '../../platform/errors.ts';
import { minor } from '../../platform/money.ts';
import { aCartLine, aCategoryNamed, aPromotion, pricingOf, productFacts, type PricingParts } from '../../../test/builders/cart.ts';
import { lessLines } from './less-lines.ts';
import { type Order } from './order.ts';
import { priceCart } from './price-cart.ts';

const pizza = productFacts('pizza', {
  price: 1135,
  optionGroups: [
    {
      id: 'size',
      name: 'Formaat',
      required: true,
      min: 1,
      max: 1,
      options: [
        { id: 'medium', name: 'Medium', price: 0 },
        { id: 'large', name: 'Groot', price: 275 },
      ],
    },
    { id: 'extra', name: 'Extra', min: 0, max: 3, options: [{ id: 'cheese', name: 'Kaas', price: 135, max: 2 }, { id: 'thin', name: 'Dunne bodem', price: -40 }] },
  ],
});
const beer = productFacts('beer', { price: 465, vat: { eatIn: 'standard', takeAway: 'standard' } });
const menu = productFacts('menu', {
  price: 1375,
  bundle: [
    { id: 'main', name: 'Pizza', choices: [{ productId: 'pizza', surcharge: 0 }] },
    { id: 'drink', name: 'Drank', choices: [{ productId: 'beer', surcharge: 110 }] },
  ],
});
const products = [pizza, beer, menu];
const price = (parts: Omit<PricingParts, 'products'>) => priceCart(pricingOf({ products, ...parts }));
const refused = (parts: Omit<PricingParts, 'products'>) => {
  try {
    price(parts);
  } catch (thrown) {
    return (thrown as AppError).issues.map(({ path }) => path);
  }
  return [];
};
const large = [{ optionId: 'large', quantity: 1 }];

describe('lines', () => {
  test('options add to the price of one, and are named on the order', () => {
    const { cart } = price({ lines: [aCartLine('pizza', 3, { options: [...large, { optionId: 'cheese', quantity: 2 }, { optionId: 'thin', quantity: 1 }] })] });
    expect(cart.lines[0]).toMatchObject({ unitPrice: 1135 + 275 + 270 - 40, gross: 4920, options: [{ name: 'Groot', price: 275 }, { name: 'Kaas', quantity: 2, price: 270 }, { price: -40 }] });
  });

  test('the one price of a bundle is divided over its parts by what each costs alone, and taxed as they are', () => {
    const parts = [
      { partId: 'main', productId: 'pizza', options: large },
      { partId: 'drink', productId: 'beer', options: [] },
    ];
    const { cart } = price({ lines: [aCartLine('menu', 2, { parts })] });
    // 1375 over 1135 and 465: 975.39 and 399.61; the large pizza and the surcharge stay with their part.
    expect(cart.lines[0]).toMatchObject({ unitPrice: 1375 + 275 + 110, shares: [{ rateBp: 900, unit: 975 + 275 }, { rateBp: 2100, unit: 400 + 110 }] });
    expect(cart.vat).toMatchObject([{ rateBp: 2100, gross: 1020, vat: 177 }, { rateBp: 900, gross: 2500, vat: 206 }]);
  });

  test.each([
    ['an option of another product', { productId: 'beer', options: large }, 'lines.0.options.0.optionId'],
    ['an option that there is not', { options: [...large, { optionId: 'gold', quantity: 1 }] }, 'lines.0.options.1.optionId'],
    ['a required choice that is missing', { options: [] }, 'lines.0.options'],
    ['two of a choice of one', { options: [...large, { optionId: 'medium', quantity: 1 }] }, 'lines.0.options'],
    ['more of an option than it allows', { options: [...large, { optionId: 'cheese', quantity: 3 }] }, 'lines.0.options.1.quantity'],
    ['more options of a group than it allows', { options: [...large, { optionId: 'cheese', quantity: 2 }, { optionId: 'thin', quantity: 2 }] }, 'lines.0.options.2.quantity'],
    ['a bundle without its parts', { productId: 'menu' }, 'lines.0.parts'],
    ['a part that is no choice', { productId: 'menu', parts: [{ partId: 'main', productId: 'beer', options: [] }] }, 'lines.0.parts.0.productId'],
    ['a part that does not belong', { parts: [{ partId: 'main', productId: 'pizza', options: [] }], options: large }, 'lines.0.parts.0.partId'],
    ['more than the product allows', { productId: 'beer', quantity: 25 }, 'lines.0.quantity'],
  ])('%s is refused by name', (_what, fields, path) => {
    const lines = [aCartLine('pizza', 2, fields)];
    expect(refused({ lines, changed: { beer: { maxQuantity: 24 } } })).toContain(path);
  });

  test.each([
    ['gone', { pizza: { published: false } }],
    ['not-for-service', { pizza: { services: ['deliver'] } }],
    ['not-now', { pizza: { windows: [{ days: null, from: '08:00', until: '11:00', firstDate: null, lastDate: null, shopIds: null }] } }],
    ['not-now', { pizza: { windows: [{ days: [7], from: null, until: null, firstDate: null, lastDate: null, shopIds: null }] } }],
    ['not-now', { pizza: { windows: [{ days: null, from: null, until: null, firstDate: null, lastDate: '2026-03-01', shopIds: null }] } }],
    ['not-now', { pizza: { windows: [{ days: null, from: null, until: null, firstDate: null, lastDate: null, shopIds: ['elsewhere'] }] } }],
  ] as const)('a product that cannot be had now is %s; the others are priced', (reason, changed) => {
    const { cart, changes } = price({ lines: [aCartLine('pizza', 1, { options: large }), aCartLine('beer', 2)], changed });
    expect(changes).toEqual([{ kind: 'unavailable', line: 0, productId: 'pizza', reason }]);
    expect(cart.lines.map(({ line }) => line)).toEqual([1]);
  });

  test('a window past midnight still holds after it, on the next day', () => {
    // Saturday 7 March 2026, 00:30 in Amsterdam: Friday's evening goes on.
    const windows = [{ days: [5], from: '17:00', until: '02:00', firstDate: null, lastDate: null, shopIds: null }];
    const at = (iso: string) => price({ lines: [aCartLine('beer', 2)], changed: { beer: { windows } }, now: new Date(iso) }).changes;
    expect([at('2026-03-06T23:30:00Z'), at('2026-03-07T00:59:00Z')]).toEqual([[], []]);
    expect(at('2026-03-07T01:00:00Z')).toMatchObject([{ reason: 'not-now' }]);
    expect(at('2026-03-07T17:00:00Z')).toMatchObject([{ reason: 'not-now' }]);
  });

  test('what is sold out or taken off is told, of options too', () => {
    const lines = [aCartLine('pizza', 1, { options: large }), aCartLine('beer', 2)];
    expect(price({ lines, soldOut: ['pizza_large'] }).changes).toMatchObject([{ line: 0, reason: 'sold-out' }]);
    expect(price({ lines, shop: { offMenu: ['beer'] } }).changes).toMatchObject([{ line: 1, reason: 'off-menu' }]);
  });

  test('a page that is not published takes its products along', () => {
    expect(price({ lines: [aCartLine('beer', 2)], category: aCategoryNamed('all', { published: false }) }).changes).toMatchObject([{ reason: 'gone' }]);
  });
});

describe('what changed', () => {
  test('is told by line, with both prices, and of the total', () => {
    const lines = [aCartLine('beer', 2, { seenPrice: minor(445) }), aCartLine('pizza', 1, { options: large, seenPrice: minor(1410) })];
    expect(price({ lines, seenTotal: 2300 }).changes).toEqual([
      { kind: 'price', line: 0, productId: 'beer', name: 'beer', from: 445, to: 465 },
      { kind: 'total', from: 2300, to: 2340 },
    ]);
  });

  test('is nothing when all is as it was seen', () => {
    expect(price({ lines: [aCartLine('beer', 3, { seenPrice: minor(465) })], seenTotal: 1395 }).changes).toEqual([]);
  });
});

describe('fees and VAT', () => {
  test('eating in has its own rate', () => {
    const changed = { pizza: { vat: { eatIn: 'standard', takeAway: 'reduced' } } } as const;
    const lines = [aCartLine('pizza', 2, { options: large })];
    expect(price({ lines, changed, service: 'eat-in' }).cart.vat).toMatchObject([{ rateBp: 2100, gross: 2820, vat: 489 }]);
    expect(price({ lines, changed, service: 'collect' }).cart.vat).toMatchObject([{ rateBp: 900, gross: 2820, vat: 233 }]);
  });

  test('the fee of delivery is taxed as what it carries, in proportion', () => {
    const { cart } = price({ lines: [aCartLine('pizza', 1, { options: large }), aCartLine('beer', 2)], service: 'deliver' });
    expect(cart.fees).toEqual([{ kind: 'delivery', gross: 345, discount: 0, total: 345 }]);
    // 345 over 1410 and 930: 207.9 and 137.1.
    expect(cart.vat).toMatchObject([{ rateBp: 2100, gross: 930 + 137 }, { rateBp: 900, gross: 1410 + 208 }]);
    expect(cart.totals).toMatchObject({ goods: 2340, fees: 345, gross: 2685, toPay: 2685 });
  });

  test('from an amount on there is no fee, and a tip is no price', () => {
    const { cart } = price({ lines: [aCartLine('pizza', 4, { options: large })], service: 'deliver', tip: 255 });
    expect(cart.fees).toEqual([]);
    expect(cart.totals).toMatchObject({ gross: 5640, tip: 255, toPay: 5895, vat: 466 });
  });

  test('under the small-business scheme there is no VAT', () => {
    expect(price({ lines: [aCartLine('beer', 3)], vatScheme: 'kor' }).cart.vat).toMatchObject([{ category: 'E', rateBp: 0, vat: 0, gross: 1395 }]);
  });
});

const cartLines = fc.array(
  fc.record({ product: fc.constantFrom('pizza', 'beer', 'menu'), quantity: fc.integer({ min: 1, max: 40 }), big: fc.boolean() }).map(({ product, quantity, big }) => {
    const options = [{ optionId: big ? 'large' : 'medium', quantity: 1 }];
    if (product === 'menu') return aCartLine('menu', quantity, { parts: [{ partId: 'main', productId: 'pizza', options }, { partId: 'drink', productId: 'beer', options: [] }] });
    return product === 'pizza' ? aCartLine('pizza', quantity, { options }) : aCartLine('beer', quantity);
  }),
  { minLength: 1, maxLength: 8 },
);
const codes = fc.array(
  fc.oneof(
    fc.record({ type: fc.constant('percent' as const), percentBp: fc.integer({ min: 1, max: 10_000 }), cap: fc.option(fc.integer({ min: 1, max: 3000 }).map((cap) => minor(cap)), { nil: null }) }),
    fc.record({ type: fc.constant('fixed' as const), amount: fc.integer({ min: 1, max: 9000 }).map((amount) => minor(amount)) }),
    fc.constant({ type: 'free-delivery' as const }),
    fc.record({ type: fc.constant('buy-get' as const), buy: fc.integer({ min: 1, max: 4 }), get: fc.integer({ min: 1, max: 3 }), percentBp: fc.integer({ min: 1, max: 10_000 }) }),
  ).chain((benefit) => fc.record({ benefit: fc.constant(benefit), stackable: fc.boolean(), only: fc.option(fc.constantFrom('pizza', 'beer'), { nil: null }) })),
  { maxLength: 4 },
);

describe('for any cart and codes', () => {
  const anyCart = fc.record({ lines: cartLines, wanted: codes, service: fc.constantFrom('eat-in' as const, 'collect' as const, 'deliver' as const), tip: fc.integer({ min: 0, max: 900 }) });
  const priceAny = ({ lines, wanted, service, tip }: typeof anyCart extends fc.Arbitrary<infer Value> ? Value : never) =>
    price({ lines, service, tip, promotions: wanted.map(({ benefit, stackable, only }, index) => aPromotion(`CODE${index}`, { benefit, stackable, productIds: only === null ? null : [only] })) });

  test('all sums agree, and nothing is below zero', () => {
    fc.assert(
      fc.property(anyCart, (input) => {
        const { cart } = priceAny(input);
        const sum = (amounts: readonly number[]) => amounts.reduce((all, amount) => all + amount, 0);
        const { totals, lines, fees, vat, promotions } = cart;
        for (const line of lines) {
          expect(line.total).toBe(line.gross - line.discount);
          expect(line.total).toBeGreaterThanOrEqual(0);
          expect(sum(line.shares.map(({ unit }) => unit))).toBe(line.unitPrice);
        }
        expect(totals.goods).toBe(sum(lines.map(({ gross }) => gross)));
        expect(totals.discount).toBe(sum([...lines, ...fees].map(({ discount }) => discount)));
        expect(totals.discount).toBe(sum(promotions.map(({ discount }) => discount)));
        expect(totals.gross).toBe(totals.goods - totals.discount + totals.fees);
        expect(totals.gross).toBe(totals.net + totals.vat);
        expect(totals.toPay).toBe(totals.gross + totals.tip);
        expect(sum(vat.map(({ gross }) => gross))).toBe(totals.gross);
        expect(sum(vat.map((group) => group.vat))).toBe(totals.vat);
        expect(totals.gross).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 150 },
    );
  });

  test('no other set of the codes saves more than the one that was chosen', () => {
    fc.assert(
      fc.property(anyCart, fc.nat(), (input, pick) => {
        const best = priceAny(input).cart.totals.discount;
        const subset = input.wanted.filter((_code, index) => ((pick >> index) & 1) === 1);
        expect(priceAny({ ...input, wanted: subset }).cart.totals.discount).toBeLessThanOrEqual(best);
      }),
      { numRuns: 100 },
    );
  });

  test('taking pieces off one by one ends with what is left of the cart, and every sum still agrees', () => {
    fc.assert(
      fc.property(anyCart, fc.nat(), (input, pick) => {
        const { cart } = priceAny(input);
        const [line] = cart.lines.slice(pick % cart.lines.length);
        if (line === undefined || (cart.lines.length === 1 && line.quantity === 1)) return;
        const all = cart.lines.length > 1 ? line.quantity : line.quantity - 1;
        const after = lessLines(cart as unknown as Order, new Map([[line.line, all]]));
        expect(after.totals.gross).toBe(after.totals.net + after.totals.vat);
        expect(after.totals.goods).toBe(cart.totals.goods - line.unitPrice * all);
        expect(after.totals.gross).toBe(after.totals.goods - after.totals.discount + after.totals.fees);
        expect(after.promotions.reduce((sum, { discount }) => sum + discount, 0)).toBe(after.totals.discount);
      }),
      { numRuns: 100 },
    );
  });
});
