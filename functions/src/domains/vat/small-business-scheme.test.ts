import { expect, test } from '@jest/globals';
import { minor } from '../../platform/money.ts';
import { staysWithinSmallBusinessScheme } from './small-business-scheme.ts';

test.each([
  [1_987_654, 12_346, true],
  [1_987_654, 12_347, false],
  [0, 2_000_001, false],
  [2_000_001, -37, true],
])('turnover %i and a sale of %i', (turnover, sale, stays) => {
  expect(staysWithinSmallBusinessScheme(minor(turnover), minor(sale))).toBe(stays);
});
