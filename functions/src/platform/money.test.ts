import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import * as z from 'zod';
import { AppError } from './errors.ts';
import {
  add,
  addMinor,
  allocate,
  AmountMinor,
  BasisPoints,
  compare,
  CURRENCIES,
  CurrencyCode,
  exponentOf,
  formatMoney,
  MAX_AMOUNT,
  minor,
  money,
  multiplyByQuantity,
  negate,
  negateMinor,
  parseAmount,
  percentOf,
  Quantity,
  roundToTotal,
  SignedQuantity,
  subtract,
  subtractMinor,
  sum,
  sumMinor,
  toDecimalString,
  type Minor,
} from './money.ts';

const anyMinor = fc.integer({ min: -MAX_AMOUNT, max: MAX_AMOUNT }).map(minor);

function issueCode(run: () => unknown): string | undefined {
  try {
    run();
  } catch (thrown) {
    if (thrown instanceof AppError) return thrown.issues[0]?.code;
    throw thrown;
  }
  return undefined;
}

describe('minor', () => {
  test('accepts whole numbers that a double holds exactly', () => {
    expect(minor(Number.MAX_SAFE_INTEGER)).toBe(Number.MAX_SAFE_INTEGER);
    expect(minor(-1234n)).toBe(-1234);
  });

  test.each([0.5, Number.NaN, Number.POSITIVE_INFINITY])('refuses %s', (value) => {
    expect(issueCode(() => minor(value))).toBe('malformed');
  });

  test('refuses what is beyond', () => {
    expect(issueCode(() => minor(2 ** 53))).toBe('out-of-range');
    expect(issueCode(() => minor(2n ** 80n))).toBe('out-of-range');
    expect(issueCode(() => addMinor(minor(Number.MAX_SAFE_INTEGER), minor(1)))).toBe('out-of-range');
  });

  test('knows no minus zero', () => {
    expect(Object.is(minor(-0), 0)).toBe(true);
    expect(Object.is(negateMinor(minor(0)), 0)).toBe(true);
    expect(Object.is(AmountMinor.parse(-0), 0)).toBe(true);
  });
});

describe('schemas', () => {
  test('an amount is a bounded whole number', () => {
    expect(AmountMinor.parse(-1234)).toBe(-1234);
    expect(AmountMinor.safeParse(12.34).error?.issues[0]?.message).toMatch(/1234 for 12\.34/);
    expect(AmountMinor.safeParse(MAX_AMOUNT + 1).success).toBe(false);
    expect(AmountMinor.safeParse('12').success).toBe(false);
    expect(AmountMinor.safeParse(Number.NaN).success).toBe(false);
  });

  test('a percentage is 0 to 10000 basis points', () => {
    expect(BasisPoints.parse(2100)).toBe(2100);
    for (const wrong of [-1, 10_001, 0.21, '21']) expect(BasisPoints.safeParse(wrong).success).toBe(false);
  });

  test.each(['3', '0.75', '999999999.999999', '0.000001'])('quantity %s', (text) => {
    expect(Quantity.parse(text)).toBe(text);
  });

  test.each([
    ['0', /more than zero/],
    ['0.000', /more than zero/],
    ['-2', /not negative/],
    ['1234567890', /9 digits/],
    ['1.0000001', /6 after/],
    ['007', /decimal string/],
    ['1e9', /decimal string/],
    ['2,5', /decimal string/],
    [7, /decimal string/],
  ])('refuses quantity %s', (wrong, message) => {
    expect(Quantity.safeParse(wrong).error?.issues[0]?.message).toMatch(message);
  });

  test('a credited quantity may be negative', () => {
    expect(SignedQuantity.parse('-2.5')).toBe('-2.5');
  });

  test('can be described in JSON Schema, for OpenAPI', () => {
    const schema = z.toJSONSchema(z.object({ AmountMinor, BasisPoints, Quantity, CurrencyCode }));
    expect(schema.properties?.['AmountMinor']).toMatchObject({ type: 'integer', minimum: -MAX_AMOUNT, maximum: MAX_AMOUNT });
  });
});

describe('currencies', () => {
  test('have the decimals that ICU gives them, or more', () => {
    // CLDR follows how people write, and drops decimals that ISO still lists but nobody uses, such as the fillér.
    const differing = CURRENCIES.filter((currency) => {
      const { maximumFractionDigits } = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions();
      return maximumFractionDigits !== exponentOf(currency) && maximumFractionDigits !== 0;
    });
    expect(differing).toEqual([]);
    expect(CURRENCIES.filter((currency) => exponentOf(currency) === 3).join(' ')).toBe('BHD IQD JOD KWD LYD OMR TND');
    expect(CURRENCIES.filter((currency) => exponentOf(currency) === 0).join(' ')).toBe(
      'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF',
    );
  });

  test('include all of the European Union and the EEA', () => {
    for (const code of ['EUR', 'CZK', 'DKK', 'HUF', 'PLN', 'RON', 'SEK', 'ISK', 'NOK', 'CHF', 'GBP']) {
      expect(CurrencyCode.parse(code)).toBe(code);
    }
    expect(CurrencyCode.safeParse('HRK').error?.issues[0]?.message).toMatch(/ISO 4217/);
  });
});

describe('parseAmount', () => {
  test.each([
    ['12.34', 'EUR', 1234],
    ['-0.05', 'EUR', -5],
    ['1234', 'JPY', 1234],
    ['1.234', 'KWD', 1234],
    ['12.3', 'EUR', 1230],
    ['12.3400', 'EUR', 1234],
    ['10000000000', 'EUR', MAX_AMOUNT],
  ] as const)('%s %s', (text, currency, expected) => {
    expect(parseAmount(text, currency)).toBe(expected);
  });

  test.each([
    ['12.345', 'EUR', 'too-precise'],
    ['0.5', 'JPY', 'too-precise'],
    ['10000000000.01', 'EUR', 'out-of-range'],
    ['999999999999999', 'EUR', 'out-of-range'],
    ['12,34', 'EUR', 'malformed'],
    ['1e2', 'EUR', 'malformed'],
    ['€12', 'EUR', 'malformed'],
  ] as const)('refuses %s %s', (text, currency, code) => {
    expect(issueCode(() => parseAmount(text, currency))).toBe(code);
  });

  test('reads back whatever toDecimalString writes', () => {
    fc.assert(
      fc.property(anyMinor, fc.constantFrom(...CURRENCIES), (amount, currency) => {
        expect(parseAmount(toDecimalString(amount, currency), currency)).toBe(amount);
      }),
    );
  });
});

test('toDecimalString keeps the zeros that machines expect', () => {
  expect(toDecimalString(minor(5), 'EUR')).toBe('0.05');
  expect(toDecimalString(minor(-120), 'EUR')).toBe('-1.20');
  expect(toDecimalString(minor(7), 'KWD')).toBe('0.007');
  expect(toDecimalString(minor(70), 'JPY')).toBe('70');
});

describe('formatMoney', () => {
  test.each([
    [123456, 'EUR', 'nl', '€ 1.234,56'],
    [-123456, 'EUR', 'nl', '€ -1.234,56'],
    [123456, 'EUR', 'en', '€1,234.56'],
    [-5, 'EUR', 'en', '-€0.05'],
    [1234, 'JPY', 'en', 'JP¥1,234'],
    [1234567, 'KWD', 'nl', 'KWD 1.234,567'],
  ] as const)('%s %s %s', (amount, currency, locale, expected) => {
    expect(formatMoney(money(amount, currency), locale).replaceAll('\u00a0', ' ')).toBe(expected);
  });

  test('is exact where a float would not be', () => {
    expect(formatMoney(money(9_007_199_254_740_991, 'EUR'), 'en')).toBe('€90,071,992,547,409.91');
  });
});

describe('arithmetic with currency', () => {
  const a = money(1234, 'EUR');
  const b = money(-777, 'EUR');

  test('adds, subtracts, sums, negates and compares', () => {
    expect(add(a, b)).toEqual(money(457, 'EUR'));
    expect(subtract(a, b)).toEqual(money(2011, 'EUR'));
    expect(sum([a, b, b], 'EUR')).toEqual(money(-320, 'EUR'));
    expect(sum([], 'SEK')).toEqual(money(0, 'SEK'));
    expect(negate(a)).toEqual(money(-1234, 'EUR'));
    expect([compare(a, b), compare(b, a), compare(a, a)]).toEqual([1, -1, 0]);
    expect(subtractMinor(minor(5), minor(7))).toBe(-2);
  });

  test('refuses to mix', () => {
    const other = money(5, 'USD');
    for (const mix of [() => add(a, other), () => subtract(a, other), () => compare(a, other), () => sum([other], 'EUR')]) {
      expect(issueCode(mix)).toBe('currency-mismatch');
    }
  });

  test('a long sum may leave the safe range on its way, but not in the end', () => {
    const huge = minor(Number.MAX_SAFE_INTEGER);
    expect(sumMinor([huge, huge, negateMinor(huge)])).toBe(huge);
    expect(issueCode(() => sumMinor([huge, huge]))).toBe('out-of-range');
  });
});

describe('multiplyByQuantity and percentOf', () => {
  test.each([
    [8550, '2.75', 23513], // 235.125
    [-8550, '2.75', -23513],
    [8550, '-2.75', -23513],
    [333, '0.5', 167], // 1.665
    [1, '0.499999', 0],
    [1999, '3', 5997],
    [999_999, '999999.999999', 999_998_999_999], // 9,999,989,999.990001 euros, less half a cent
  ])('%s × %s', (price, quantity, expected) => {
    expect(multiplyByQuantity(minor(price), quantity)).toBe(expected);
  });

  test.each([
    [1001, 2100, 210],
    [50, 2100, 11], // 10.5
    [-50, 2100, -11],
    [12345, 900, 1111],
    [12345, 10_000, 12345],
    [12345, 0, 0],
  ])('percentOf(%s, %s)', (amount, basisPoints, expected) => {
    expect(percentOf(minor(amount), basisPoints)).toBe(expected);
  });

  test('a product beyond the safe range is refused, never rounded into it', () => {
    expect(issueCode(() => multiplyByQuantity(minor(MAX_AMOUNT), '999999999'))).toBe('out-of-range');
  });
});

describe('allocate', () => {
  test.each<[number, number[], number[]]>([
    [100, [1, 1, 1], [34, 33, 33]],
    [-100, [1, 1, 1], [-34, -33, -33]],
    [1, [1, 1], [1, 0]],
    [7, [3, 0, 4], [3, 0, 4]],
    [1000, [333, 333, 334], [333, 333, 334]],
    [5, [1, 2, 4], [1, 1, 3]], // 0.71, 1.43, 2.86
    [0, [0, 0], [0, 0]],
    [0, [], []],
  ])('%s over %j', (total, weights, shares) => {
    expect(allocate(minor(total), weights)).toEqual(shares);
  });

  test('refuses what cannot be spread', () => {
    expect(issueCode(() => allocate(minor(5), []))).toBe('unspreadable');
    expect(issueCode(() => allocate(minor(5), [0, 0]))).toBe('unspreadable');
    expect(issueCode(() => allocate(minor(5), [3, -1]))).toBe('unspreadable');
  });

  test('adds up, stays within a unit of the exact share, and mirrors', () => {
    const weights = fc.array(fc.integer({ min: 0, max: MAX_AMOUNT }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(anyMinor, weights, (total, list) => {
        const whole = list.reduce((all, weight) => all + BigInt(weight), 0n);
        fc.pre(whole > 0n);
        const shares = allocate(total, list);
        expect(sumMinor(shares)).toBe(total);
        shares.forEach((share, index) => {
          const off = BigInt(share) * whole - BigInt(total) * BigInt(list[index] ?? 0);
          expect(off < whole && off > -whole).toBe(true);
        });
        expect(allocate(negateMinor(total), list)).toEqual(shares.map(negateMinor));
      }),
      { numRuns: 500 },
    );
  });
});

describe('roundToTotal', () => {
  test('rounds fractions of either sign, and mirrors', () => {
    const numerators = fc.array(fc.bigInt(-(10n ** 14n), 10n ** 14n), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(numerators, fc.bigInt(1n, 30_000n), fc.boolean(), (list, denominator, up) => {
        const whole = list.reduce((all, numerator) => all + numerator, 0n);
        const floor = whole / denominator;
        const total: Minor = minor(up && whole % denominator > 0n ? floor + 1n : floor);
        const parts = roundToTotal(list, denominator, total);
        expect(sumMinor(parts)).toBe(total);
        parts.forEach((part, index) => {
          const off = BigInt(part) * denominator - (list[index] ?? 0n);
          expect(off < denominator && off > -denominator).toBe(true);
        });
        expect(roundToTotal(list.map((n) => -n), denominator, negateMinor(total))).toEqual(parts.map(negateMinor));
      }),
      { numRuns: 500 },
    );
  });

  test('reaches a total that is a little off, but leaves zero alone', () => {
    expect(roundToTotal([10n, 0n, 20n], 10n, minor(5))).toEqual([2, 0, 3]);
    expect(roundToTotal([10n, 0n, 20n], 10n, minor(2))).toEqual([1, 0, 1]);
    expect(roundToTotal([-10n, 0n, -20n], 10n, minor(-2))).toEqual([-1, 0, -1]);
  });

  test('refuses a total that is far from the sum', () => {
    expect(issueCode(() => roundToTotal([10n, 0n, 20n], 10n, minor(6)))).toBe('unspreadable');
    expect(issueCode(() => roundToTotal([10n, 20n], 10n, minor(0)))).toBe('unspreadable');
    expect(issueCode(() => roundToTotal([0n], 10n, minor(1)))).toBe('unspreadable');
  });
});
