import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDecimals, atPath, compareDecimals, divideRounded, formatDecimal, negateDecimal, parseDecimal } from './decimal.ts';
import { AppError } from './errors.ts';

const limits = { integerDigits: 9, fractionDigits: 6 };

function issueOf(run: () => unknown): { path: string; code: string } | undefined {
  try {
    run();
  } catch (thrown) {
    if (thrown instanceof AppError) return thrown.issues[0];
    throw thrown;
  }
  return undefined;
}

describe('parseDecimal', () => {
  test.each([
    ['12.34', 1234n, 2],
    ['-0.05', -5n, 2],
    ['007.500', 75n, 1],
    ['0', 0n, 0],
    ['-0.000', 0n, 0],
    ['123456789.123456', 123456789123456n, 6],
    ['000000000000001', 1n, 0],
  ])('%s', (text, unscaled, scale) => {
    expect(parseDecimal(text, limits)).toEqual({ unscaled, scale });
  });

  test.each(['', ' 1', '1 ', '1,5', '.5', '5.', '+1', '1e3', '0x1f', '--1', '1.2.3', 'NaN', 'Infinity', '١٢', '1\n'])(
    'refuses %j as malformed',
    (text) => {
      expect(issueOf(() => parseDecimal(text, limits))).toMatchObject({ code: 'malformed' });
    },
  );

  test('says which side is too long', () => {
    expect(issueOf(() => parseDecimal('1234567890', limits))).toMatchObject({ code: 'out-of-range' });
    expect(issueOf(() => parseDecimal('1.0000001', limits))).toMatchObject({ code: 'too-precise' });
  });

  test('quotes a hostile text only in part, and quickly', () => {
    const hostile = `1.${'0'.repeat(500_000)}1`;
    expect(() => parseDecimal(hostile, limits)).toThrow(/^"1\.0{22}…" has more/);
  });
});

test('formatDecimal gives the shortest text, which reads back as the same value', () => {
  fc.assert(
    fc.property(fc.bigInt(-(10n ** 15n) + 1n, 10n ** 15n - 1n), fc.integer({ min: 0, max: 6 }), (unscaled, scale) => {
      const text = formatDecimal({ unscaled, scale });
      expect(text).not.toMatch(/\.\d*0$|^-0$/);
      expect(compareDecimals(parseDecimal(text, { integerDigits: 15, fractionDigits: 6 }), { unscaled, scale })).toBe(0);
    }),
  );
});

test('decimals of different scales add and compare', () => {
  const a = parseDecimal('1.25', limits);
  const b = parseDecimal('0.375', limits);
  expect(formatDecimal(addDecimals(a, b))).toBe('1.625');
  expect(formatDecimal(addDecimals(a, negateDecimal(a)))).toBe('0');
  expect(compareDecimals(a, b)).toBe(1);
  expect(compareDecimals(b, a)).toBe(-1);
  expect(compareDecimals(a, parseDecimal('1.250', limits))).toBe(0);
});

describe('divideRounded', () => {
  test.each([
    [5n, 10n, 1n],
    [-5n, 10n, -1n],
    [4n, 10n, 0n],
    [-4n, 10n, 0n],
    [15n, 10n, 2n],
    [25n, 10n, 3n],
    [1n, 3n, 0n],
    [2n, 3n, 1n],
    [-7n, 2n, -4n],
    [0n, 7n, 0n],
  ])('%s / %s = %s', (numerator, denominator, quotient) => {
    expect(divideRounded(numerator, denominator)).toBe(quotient);
  });

  test('is never more than half off, and mirrors', () => {
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 30n), 10n ** 30n), fc.bigInt(1n, 10n ** 12n), (numerator, denominator) => {
        const rest = (divideRounded(numerator, denominator) * denominator - numerator) * 2n;
        expect(rest <= denominator && rest >= -denominator).toBe(true);
        expect(divideRounded(-numerator, denominator)).toBe(-divideRounded(numerator, denominator));
      }),
    );
  });
});

describe('atPath', () => {
  test('names the field, from the outside in', () => {
    const issue = issueOf(() => atPath('lines.2', () => atPath('quantity', () => parseDecimal('two', limits))));
    expect(issue).toMatchObject({ path: 'lines.2.quantity', code: 'malformed' });
  });

  test('leaves other errors alone', () => {
    expect(() => atPath('lines.2', (): unknown => JSON.parse('{'))).toThrow(SyntaxError);
  });
});
