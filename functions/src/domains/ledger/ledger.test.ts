import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { minor, type Minor } from '../../platform/money.ts';
import { assertBalanced, sumsOf } from './entry.ts';
import { changedMovement, directMovement, documentMovement, drawerMovement, feeMovement, orderMovement, payoutMovement, providerMovement, settledMovement, suspenseMovement, writeOffMovement } from './movements.ts';

const amount = fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }).map(minor);
const settled = (currency: 'EUR' | 'USD') =>
  fc.record({ gross: amount, fee: fc.integer({ min: 0, max: 5_000 }).map(minor) }).map(({ gross, fee }) => ({ currency, amount: gross, fee, net: minor(gross - fee) }));

describe('every kind of movement', () => {
  test('is balanced, whatever the amounts and currencies', () => {
    fc.assert(
      fc.property(amount, amount, settled('EUR'), settled('USD'), (one, other, euros, dollars) => {
        for (const lines of [
          providerMovement(one, 'EUR', euros),
          providerMovement(one, 'EUR', dollars),
          payoutMovement(one, 'EUR'),
          feeMovement(one, 'EUR'),
          settledMovement('card-terminal', one, other, 'EUR'),
          suspenseMovement(euros),
          documentMovement({ net: one, vat: other, gross: minor(one + other) }, 'EUR'),
          orderMovement({ net: one, vat: other, tip: minor(357) }, 'EUR'),
          writeOffMovement(one, 'EUR'),
          changedMovement('bank', one, 'USD', { currency: 'EUR', amount: other }),
          directMovement('cash', one, 'EUR'),
          directMovement('cash', one, 'EUR', other),
          drawerMovement('till-difference', one, 'EUR'),
        ]) {
          expect(() => assertBalanced(lines)).not.toThrow();
        }
      }),
    );
  });
});

test('a payment in dollars settled in euros leaves both currencies balanced', () => {
  const lines = providerMovement(minor(12_345), 'USD', { currency: 'EUR', amount: minor(11_402), fee: minor(347), net: minor(11_055) });
  expect(sumsOf(lines)).toEqual({ 'provider-balance_EUR': 11_055, 'provider-fees_EUR': 347, exchange_USD: 12_345, exchange_EUR: -11_402, receivable_USD: -12_345 });
});

test('an unbalanced entry is refused', () => {
  expect(() => assertBalanced([{ account: 'cash', currency: 'EUR', amount: 17 as Minor }, { account: 'sales', currency: 'EUR', amount: -16 as Minor }])).toThrow('off by 1 EUR');
});
