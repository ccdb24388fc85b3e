import { expect, test } from '@jest/globals';
import { isoDate } from '../../platform/business-date.ts';
import { minor } from '../../platform/money.ts';
import { collectionCost, lastDayWithoutCost } from './collection-cost.ts';

test.each([
  [0, 0],
  [-12_345, 0],
  [1, 4_000],
  [26_666, 4_000], // 15 % is 39.999
  [26_667, 4_000], // 40.0005
  [26_670, 4_001], // 40.005
  [123_457, 18_519], // 185.1855
  [250_000, 37_500],
  [345_679, 47_068], // 375 and 10 % of 956.79
  [500_000, 62_500],
  [765_433, 75_772], // 625 and 5 % of 2,654.33, 132.7165
  [1_000_000, 87_500],
  [5_432_101, 131_821], // 875 and 1 % of 44,321.01
  [20_000_000, 277_500],
  [23_456_789, 294_784], // 2,775 and 0.5 % of 34,567.89, 172.83945
  [99_999_999, 677_500],
  [100_000_000, 677_500],
  [765_432_100, 677_500],
])('on %i cents it is %i', (principal, cost) => {
  expect(collectionCost(minor(principal))).toBe(cost);
});

test('with VAT for a creditor who cannot deduct it', () => {
  expect(collectionCost(minor(123_457), 2100)).toBe(22_408); // 185.19 and 38.8899
  expect(collectionCost(minor(333), 2100)).toBe(4_840);
});

test('a consumer has fourteen days, counted from the day after', () => {
  expect(lastDayWithoutCost(isoDate('2026-02-17'))).toBe('2026-03-03');
});
