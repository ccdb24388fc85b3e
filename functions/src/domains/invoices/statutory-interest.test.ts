import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { addDays, daysBetween, isoDate } from '../../platform/business-date.ts';
import { minor } from '../../platform/money.ts';
import { INTEREST_CHECKED_UNTIL, interestRateOn, statutoryInterest, type InterestKind } from './statutory-interest.ts';

const day = isoDate;

function interestOn(kind: InterestKind, amount: number, dueDate: string, until: string) {
  return statutoryInterest(kind, day(dueDate), [{ from: day(dueDate), amount: minor(amount) }], day(until));
}

describe('rates', () => {
  test.each([
    ['consumer', '2022-12-31', 200],
    ['consumer', '2023-01-01', 400],
    ['consumer', '2024-12-31', 700],
    ['consumer', '2025-12-31', 600],
    ['consumer', '2026-11-21', 400],
    ['commercial', '2013-03-15', 775],
    ['commercial', '2013-03-16', 875],
    ['commercial', '2022-12-31', 800],
    ['commercial', '2024-06-30', 1250],
    ['commercial', '2025-06-30', 1115],
    ['commercial', '2026-06-30', 1015],
    ['commercial', '2026-11-21', 1040],
  ] as const)('%s on %s is %i', (kind, date, rateBp) => {
    expect(interestRateOn(kind, day(date))).toBe(rateBp);
  });

  test('the last known rate goes on after the tables were last checked, none goes before', () => {
    expect(interestRateOn('commercial', addDays(INTEREST_CHECKED_UNTIL, 500))).toBe(1040);
    expect(() => interestRateOn('consumer', day('2012-06-30'))).toThrow(/No consumer interest rate/);
  });
});

describe('interest', () => {
  test('37 days at one rate', () => {
    // 1,234.57 × 10.40 % × 37 / 365
    const { interest, periods } = interestOn('commercial', 123_457, '2026-08-14', '2026-09-20');
    expect(periods).toEqual([{ from: '2026-08-15', to: '2026-09-20', days: 37, rateBp: 1040, over: 123_457 }]);
    expect(interest).toBe(1302); // 13.0155
  });

  test('across a change of the rate', () => {
    // 10 days of December at 6 %, 21 days of January at 4 %: 765.43 × (0.6 + 0.84) / 365
    const { interest, periods } = interestOn('consumer', 76_543, '2025-12-21', '2026-01-21');
    expect(periods.map(({ days, rateBp }) => [days, rateBp])).toEqual([[10, 600], [21, 400]]);
    expect(interest).toBe(302); // 3.0198
  });

  test('a full year is added to what bears interest', () => {
    // From 1 February 2024: 335 days at 7 % (2024 is a leap year) and 31 at 6 %, 366 in all.
    const { interest, periods } = interestOn('consumer', 1_000_003, '2024-01-31', '2025-02-03');
    const firstYear = 69_343; // 10,000.03 × 25.31 / 365 = 693.4267
    expect(periods.at(-1)).toEqual({ from: '2025-02-01', to: '2025-02-03', days: 3, rateBp: 600, over: 1_000_003 + firstYear });
    expect(interest).toBe(firstYear + 527); // 10,693.46 × 6 % × 3 / 365 = 5.2735
  });

  test('a payment on the way', () => {
    const balances = [
      { from: day('2026-07-31'), amount: minor(98_765) },
      { from: day('2026-08-11'), amount: minor(45_678) },
      { from: day('2026-08-21'), amount: minor(0) },
    ];
    const { interest, periods } = statutoryInterest('commercial', day('2026-07-31'), balances, day('2026-09-30'));
    expect(periods.map(({ days, over }) => [days, over])).toEqual([[10, 98_765], [10, 45_678]]);
    expect(interest).toBe(412); // (987.65 + 456.78) × 10.40 % × 10 / 365 = 4.1156
  });

  test('nothing before the first day late, and nothing on nothing', () => {
    expect(interestOn('commercial', 123_457, '2026-08-14', '2026-08-14')).toEqual({ interest: 0, periods: [] });
    expect(statutoryInterest('consumer', day('2026-08-14'), [], day('2026-11-21'))).toEqual({ interest: 0, periods: [] });
    expect(interestOn('consumer', 12_345, '2026-08-14', '2026-08-15').interest).toBe(1); // 1.35 cents
  });

  test('a debt due on 29 February has its year full on 28 February', () => {
    const { periods } = interestOn('consumer', 123_457, '2024-02-28', '2025-03-02');
    expect(periods.at(-1)).toMatchObject({ from: '2025-02-28', days: 3 });
  });

  test('every day late is counted once', () => {
    const dates = fc.tuple(fc.integer({ min: 0, max: 5000 }), fc.integer({ min: 1, max: 2500 }));
    fc.assert(
      fc.property(dates, fc.constantFrom<InterestKind>('consumer', 'commercial'), ([offset, late], kind) => {
        const dueDate = addDays(day('2012-07-01'), offset);
        const until = addDays(dueDate, late);
        const { periods, interest } = statutoryInterest(kind, dueDate, [{ from: dueDate, amount: minor(123_457) }], until);
        expect(periods.reduce((all, { days }) => all + days, 0)).toBe(late);
        periods.slice(1).forEach((period, index) => expect(daysBetween(periods[index]?.to ?? until, period.from)).toBe(1));
        expect(interest).toBeGreaterThan(0);
      }),
      { numRuns: 300 },
    );
  });
});
