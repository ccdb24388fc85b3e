import { describe, expect, test } from '@jest/globals';
import { isoDate } from '../../platform/business-date.ts';
import { formatAmount, formatDate, formatDecimal, formatIban, formatMoney, formatPeriod, formatRate } from './format.ts';
import { unitLabel } from './units.ts';

test.each([
  [123_456_789, 'EUR', 'nl', '1.234.567,89'],
  [-7, 'EUR', 'nl', '−0,07'],
  [-98_765, 'EUR', 'en', '−987.65'],
  [1_234, 'JPY', 'en', '1,234'],
  [1_234_567, 'KWD', 'nl', '1.234,567'],
  [0, 'EUR', 'nl', '0,00'],
] as const)('the amount %d %s in %s is %s', (minor, currency, language, written) => {
  expect(formatAmount(minor, currency, language)).toBe(written);
});

describe('an amount with its currency', () => {
  test('has a space in Dutch and none in English', () => {
    expect(formatMoney(60_311, 'EUR', 'nl')).toBe('€\u00a0603,11');
    expect(formatMoney(60_311, 'EUR', 'en')).toBe('€603.11');
  });

  test('has its minus in front', () => {
    expect(formatMoney(-60_311, 'EUR', 'nl')).toBe('−€\u00a0603,11');
    expect(formatMoney(-60_311, 'USD', 'en')).toBe('−US$603.11');
  });

  test('has the code where there is no symbol everyone knows', () => {
    expect(formatMoney(1_230, 'CHF', 'nl')).toBe('CHF\u00a012,30');
  });
});

test('quantities drop the zeros that carry nothing', () => {
  expect(formatDecimal('7.250', 'nl')).toBe('7,25');
  expect(formatDecimal('12345.000', 'en')).toBe('12,345');
  expect(formatDecimal('-0.5', 'nl')).toBe('−0,5');
});

test('rates are basis points', () => {
  expect([2100, 900, 650, 5, 0].map((rate) => formatRate(rate, 'nl'))).toEqual(['21%', '9%', '6,5%', '0,05%', '0%']);
});

test('dates and periods are in words', () => {
  expect(formatDate(isoDate('2026-03-05'), 'nl')).toBe('5\u00a0maart\u00a02026');
  const period = { from: isoDate('2026-10-01'), to: isoDate('2026-10-31') };
  expect(formatPeriod(period, 'en')).toBe('1\u00a0October\u00a02026 – 31\u00a0October\u00a02026');
  expect(formatPeriod({ from: period.from, to: period.from }, 'en')).toBe('1\u00a0October\u00a02026');
});

test('an IBAN is in groups of four', () => {
  expect(formatIban('NL91ABNA0417164300')).toBe('NL91\u00a0ABNA\u00a00417\u00a01643\u00a000');
});

test.each([
  ['dag', 'nl', '1', 'dag'],
  ['dagen', 'nl', '9', 'dagen'],
  ['DAY', 'en', '1.0', 'day'],
  ['uur', 'en', '7.25', 'hrs'],
  ['stuk', 'nl', '-3', 'st.'],
  ['abonnement', 'en', '2', 'abonnement'],
] as const)('the unit %s in %s after %s is %s', (unit, language, quantity, label) => {
  expect(unitLabel(unit, language, quantity)).toBe(label);
});
