import { describe, expect, test } from '@jest/globals';
import { aPromotion, FRIDAY_NIGHT } from '../../../test/builders/cart.ts';
import { minor } from '../../platform/money.ts';
import { localTime } from '../catalogue/api.ts';
import { bestCombination } from './best-combination.ts';
import { type PromotionCart, type PromotionCustomer } from './cart.ts';

const line = (productId: string, quantity: number, unitPrice: number) => ({ productId, categoryId: `of-${productId}`, quantity, unitPrice: minor(unitPrice), amount: minor(quantity * unitPrice) });
const cart: PromotionCart = {
  shopId: 'shop',
  service: 'deliver',
  at: localTime(FRIDAY_NIGHT, 'Europe/Amsterdam'),
  lines: [line('pizza', 3, 1135), line('beer', 4, 465)],
  fee: minor(345),
};
const customer: PromotionCustomer = { uses: new Map([['TWICE', 2]]), hasOrdered: true };

/** By code, what is off; and why not. */
function outcome(codes: readonly (readonly [string, object])[], of: Partial<PromotionCart> = {}, who: PromotionCustomer | null = customer) {
  const { applied, refused, taken } = bestCombination(new Map(codes.map(([code, fields]) => [code, aPromotion(code, fields)])), { ...cart, ...of }, who);
  return { off: Object.fromEntries(applied.map(({ code, discount }) => [code, discount])), why: Object.fromEntries(refused.map(({ code, reason }) => [code, reason])), taken };
}

const fixed = (amount: number) => ({ benefit: { type: 'fixed', amount } });
const percent = (percentBp: number, cap: number | null = null) => ({ benefit: { type: 'percent', percentBp, cap } });

describe('what a code gives', () => {
  test('a percentage of the goods, rounded once, and no more than its cap', () => {
    // 5,265 of goods.
    expect(outcome([['TIEN', percent(1050)]])).toMatchObject({ off: { TIEN: 553 }, taken: { lines: [358, 195], fee: 0 } });
    expect(outcome([['TIEN', percent(1050, 299)]]).off).toEqual({ TIEN: 299 });
  });

  test('an amount, but never more than what it applies to', () => {
    expect(outcome([['VIJF', { ...fixed(2500), productIds: ['beer'] }]])).toMatchObject({ off: { VIJF: 1860 }, taken: { lines: [0, 1860] } });
  });

  test('delivery, and nothing when nothing is delivered', () => {
    expect(outcome([['GRATIS', { benefit: { type: 'free-delivery' } }]])).toMatchObject({ off: { GRATIS: 345 }, taken: { lines: [0, 0], fee: 345 } });
    expect(outcome([['GRATIS', { benefit: { type: 'free-delivery' } }]], { service: 'collect' }).why).toEqual({ GRATIS: 'not-here' });
  });

  test('of every two and one the cheapest, of a whole order or of some products', () => {
    const buyGet = (more: object) => [['2PLUS1', { benefit: { type: 'buy-get', buy: 2, get: 1 }, ...more }]] as const;
    // Seven pieces: two groups of three; in each the third is the cheapest of its group.
    expect(outcome(buyGet({})).taken.lines).toEqual([1135, 465]);
    expect(outcome(buyGet({ productIds: ['beer'] })).taken.lines).toEqual([0, 465]);
    expect(outcome([['HALF', { benefit: { type: 'buy-get', buy: 1, get: 1, percentBp: 5000 }, categoryIds: ['of-pizza'] }]]).taken.lines).toEqual([568, 0]);
  });
});

describe('who may use it, and when', () => {
  test.each([
    ['not-now', { windows: [{ days: [1, 2, 3], from: null, until: null, firstDate: null, lastDate: null, shopIds: null }] }],
    ['not-now', { windows: [{ days: null, from: '16:00', until: '18:30', firstDate: null, lastDate: null, shopIds: null }] }],
    ['not-now', { windows: [{ days: null, from: null, until: null, firstDate: '2026-04-01', lastDate: null, shopIds: null }] }],
    ['not-here', { services: ['eat-in'] }],
    ['minimum', { minimum: 5266 }],
    ['nothing-eligible', { productIds: ['wine'] }],
    ['used-up', { totalLimit: 10, uses: 10 }],
    ['first-order-only', { firstOrderOnly: true }],
    ['unknown', { active: false }],
  ])('%s', (reason, fields) => {
    expect(outcome([['CODE', { ...percent(1000), ...fields }]])).toMatchObject({ off: {}, why: { CODE: reason } });
  });

  describe('by the clock on the wall', () => {
    const isGiven = (window: object, iso: string, zone = 'Europe/Amsterdam') =>
      'UUR' in outcome([['UUR', { ...percent(1250), windows: [{ days: null, from: null, until: null, firstDate: null, lastDate: null, shopIds: null, ...window }] }]], { at: localTime(new Date(iso), zone) }).off;
    const late = { days: [5], from: '22:00', until: '02:00', lastDate: '2026-03-06' };
    const saturdays = { days: [6], from: '20:00', until: '03:00' };

    test.each([
      ['Friday, a minute before', late, '2026-03-06T20:59:00Z', false],
      ['Friday at ten', late, '2026-03-06T21:00:00Z', true],
      ['past midnight, though the last date was yesterday', late, '2026-03-07T00:59:00Z', true],
      ['at two', late, '2026-03-07T01:00:00Z', false],
      ['a Friday after the last date', late, '2026-03-13T21:30:00Z', false],
      ['the last minute of a last date without hours', { lastDate: '2026-03-06' }, '2026-03-06T22:59:00Z', true],
      ['midnight after it', { lastDate: '2026-03-06' }, '2026-03-06T23:00:00Z', false],
      ['the first midnight of a first date in summer', { firstDate: '2026-06-01' }, '2026-05-31T22:00:00Z', true],
      // 29 March: two o'clock is three. 25 October: three o'clock is two, once more.
      ['the last minute of the night that is an hour short', saturdays, '2026-03-29T00:59:00Z', true],
      ['three o’clock of it', saturdays, '2026-03-29T01:00:00Z', false],
      ['half past two of the long night, the first time', saturdays, '2026-10-25T00:30:00Z', true],
      ['half past two of the long night, the second time', saturdays, '2026-10-25T01:30:00Z', true],
      ['three o’clock of it', saturdays, '2026-10-25T02:00:00Z', false],
    ])('%s', (_when, window, iso, given) => expect(isGiven(window, iso)).toBe(given));

    test('of a zone half an hour off', () => {
      expect([isGiven({ days: [6] }, '2026-03-06T18:29:00Z', 'Asia/Kolkata'), isGiven({ days: [6] }, '2026-03-06T18:30:00Z', 'Asia/Kolkata')]).toEqual([false, true]);
    });
  });

  test('a limit per customer needs a customer, and counts what was used', () => {
    const code = [['TWICE', { ...percent(1000), customerLimit: 2 }]] as const;
    expect(outcome(code).why).toEqual({ TWICE: 'used-before' });
    expect(outcome(code, {}, null).why).toEqual({ TWICE: 'contact-needed' });
    expect(outcome([['TWICE', { ...percent(1000), customerLimit: 3 }]]).off).toEqual({ TWICE: 527 });
  });

  test('a minimum that is just reached is reached', () => {
    expect(outcome([['CODE', { ...fixed(455), minimum: 5265 }]]).off).toEqual({ CODE: 455 });
  });
});

describe('several codes', () => {
  test('those that may be combined are, others only when they save more alone', () => {
    const stackable = { stackable: true };
    const three = [['AA', { ...fixed(400), ...stackable }], ['BB', { ...percent(500), ...stackable }], ['SOLO', fixed(650)]] as const;
    // 5 % of 52.65 is 2.63; with 4.00 that is 6.63, more than 6.50.
    expect(outcome(three)).toMatchObject({ off: { AA: 400, BB: 263 }, why: { SOLO: 'less-than-others' } });
    expect(outcome([...three.slice(0, 2), ['SOLO', fixed(665)]])).toMatchObject({ off: { SOLO: 665 }, why: { AA: 'less-than-others', BB: 'less-than-others' } });
  });

  test('a percentage is taken of what free pieces leave', () => {
    const both = [['PROC', { ...percent(1000), stackable: true }], ['GET', { benefit: { type: 'buy-get', buy: 2, get: 1 }, stackable: true, productIds: ['pizza'] }]] as const;
    expect(outcome(both).off).toEqual({ GET: 1135, PROC: 413 });
  });

  test('together they never take more than there is', () => {
    const codes = [['AA', { ...fixed(5000), stackable: true }], ['BB', { ...fixed(5000), stackable: true }]] as const;
    expect(outcome(codes)).toMatchObject({ off: { AA: 5000, BB: 265 }, taken: { lines: [3405, 1860] } });
  });

  test('a code that there is not is told apart', () => {
    const { refused } = bestCombination(new Map([['GEEN', undefined]]), cart, null);
    expect(refused).toEqual([{ code: 'GEEN', reason: 'unknown' }]);
  });
});
