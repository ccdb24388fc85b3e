import { describe, expect, test } from '@jest/globals';
import { minor } from '../../platform/money.ts';
import { ExchangeRate, groupsInEuro, toEuro } from './euro-vat.ts';

describe('toEuro', () => {
  test.each([
    [12_345, 'USD', '1.0842', 11_386], // 113.8627
    [-12_345, 'USD', '1.0842', -11_386],
    [12_345, 'JPY', '163.47', 7552], // 75.5184
    [123_456, 'KWD', '0.33215', 37_169], // 371.6875
    [12_345, 'EUR', '1', 12_345],
    [1, 'USD', '2', 1], // half a cent
  ] as const)('%i %s at %s', (amount, currency, rate, euro) => {
    expect(toEuro(minor(amount), currency, rate)).toBe(euro);
  });

  test.each(['0', '-1.2', '1,08', '', '123456789', '1.000000001'])('refuses a rate of %j', (rate) => {
    expect(() => toEuro(minor(5), 'USD', rate)).toThrow(/^exchangeRate: /);
    expect(ExchangeRate.safeParse(rate).success).toBe(false);
  });
});

test('each group is rounded once', () => {
  const group = { category: 'S', rateBp: 2100, base: minor(9999), vat: minor(2100) } as const;
  expect(groupsInEuro([group], 'SEK', '11.4285')).toEqual([{ category: 'S', rateBp: 2100, base: 875, vat: 184 }]);
});
