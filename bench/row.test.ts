import { expect, test } from '@jest/globals';
import { median, quantile, row, rowAtLeast } from './row.ts';

test('quantiles lie between neighbours by their distance', () => {
  expect(median([9, 3, 5])).toBe(5);
  expect(median([9, 3, 5, 6])).toBe(5.5);
  expect(quantile([10, 20, 30, 40], 0.25)).toBe(17.5);
  expect(() => median([])).toThrow('no samples');
});

test('a row says median and spread, and fails above its bar alone', () => {
  expect(row('load, ms', [61, 70, 65], 100, 65)).toEqual({ name: 'load, ms', value: 65, floor: 100, bar: 65, spread: 4.5, ok: true });
  expect(row('load, ms', [61, 70, 65], 100, 64.9).ok).toBe(false);
});

test('of what should be much, a row fails below its bar alone', () => {
  expect(rowAtLeast('rate, at least', [0.7, 0.9, 0.69], 1, 0.7)).toMatchObject({ value: 0.7, ok: true });
  expect(rowAtLeast('rate, at least', [0.69], 1, 0.7).ok).toBe(false);
});
