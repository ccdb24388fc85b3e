import { describe, expect, test } from '@jest/globals';
import { isoDate } from '../../platform/business-date.ts';
import { rateAt, rateKindOf } from './rates.ts';

describe('rateAt', () => {
  test.each([
    ['standard', '2012-09-30', 1900],
    ['standard', '2012-10-01', 2100],
    ['standard', '2026-11-21', 2100],
    ['reduced', '2018-12-31', 600],
    ['reduced', '2019-01-01', 900],
    ['zero', '2026-11-21', 0],
    ['exempt', '2026-11-21', 0],
  ] as const)('NL %s on %s is %i', (kind, date, rateBp) => {
    expect(rateAt('NL', kind, isoDate(date))).toBe(rateBp);
  });

  test('refuses what the table does not know, at the field that is to blame', () => {
    expect(() => rateAt('NL', 'standard', isoDate('2000-12-31'))).toThrow(/^supplyDate: No VAT rate of NL is known on 2000-12-31/);
    expect(() => rateAt('DE', 'reduced', isoDate('2026-11-21'), 'lines.2.supplyDate')).toThrow(/^lines\.2\.supplyDate: .* of DE/);
  });
});

describe('rateKindOf', () => {
  test.each([
    ['lodging', '2025-12-31', 'reduced'],
    ['lodging', '2026-01-01', 'standard'],
    ['camping', '2026-07-15', 'reduced'],
    ['food', '2026-07-15', 'reduced'],
    ['soft-drink', '2026-07-15', 'reduced'],
    ['alcohol', '2026-07-15', 'standard'],
  ] as const)('%s on %s is %s', (subject, date, kind) => {
    expect(rateKindOf(subject, isoDate(date))).toBe(kind);
  });

  test('refuses a date before the table', () => {
    expect(() => rateKindOf('food', isoDate('1999-05-01'))).toThrow(/No VAT rate is known/);
  });
});
