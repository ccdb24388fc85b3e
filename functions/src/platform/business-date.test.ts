import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  addDays,
  addMonths,
  addYears,
  businessDate,
  compareDates,
  daysBetween,
  earlierOf,
  endOfDay,
  endOfMonth,
  IsoDate,
  isoDate,
  isWeekend,
  isWithin,
  laterOf,
  periodOf,
  shiftPeriod,
  startOfDay,
  startOfMonth,
  TimeZone,
  weekdayOf,
  yearOf,
} from './business-date.ts';

const anyDate = fc.integer({ min: -20_000, max: 70_000 }).map((days) => addDays(isoDate('1970-01-01'), days));
const zones = ['Europe/Amsterdam', 'America/Sao_Paulo', 'America/St_Johns', 'Asia/Kathmandu', 'Pacific/Apia', 'Africa/Cairo', 'UTC'];

describe('IsoDate', () => {
  test.each(['2026-02-28', '2028-02-29', '1900-01-01', '2199-12-31'])('%s', (text) => {
    expect(IsoDate.parse(text)).toBe(text);
  });

  test.each(['2026-02-29', '2026-13-01', '2026-1-1', '26-01-01', '2026-01-01T00:00:00Z', '1899-12-31', '2200-01-01', '', 20260101])(
    'refuses %s',
    (text) => {
      expect(IsoDate.safeParse(text).error?.issues[0]?.message).toMatch(/date that exists/);
    },
  );
});

test('TimeZone accepts IANA names only', () => {
  for (const name of [...zones, 'Etc/GMT+3', 'America/Argentina/Buenos_Aires']) expect(TimeZone.parse(name)).toBe(name);
  for (const name of ['Europe/Atlantis', '+01:00', 'europe/amsterdam', '']) expect(TimeZone.safeParse(name).success).toBe(false);
});

describe('addMonths', () => {
  test.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2028-01-31', 1, '2028-02-29'],
    ['2026-01-31', 2, '2026-03-31'],
    ['2026-03-31', -1, '2026-02-28'],
    ['2026-11-30', 3, '2027-02-28'],
    ['2026-01-15', -1, '2025-12-15'],
    ['2026-12-15', 1, '2027-01-15'],
    ['2026-05-17', 0, '2026-05-17'],
    ['2026-05-17', -29, '2023-12-17'],
  ])('%s %i', (date, months, expected) => {
    expect(addMonths(isoDate(date), months)).toBe(expected);
  });

  test('counted from the first date, a rhythm on the 31st returns to it', () => {
    const first = isoDate('2026-01-31');
    expect([1, 2, 3, 4].map((n) => addMonths(first, n))).toEqual(['2026-02-28', '2026-03-31', '2026-04-30', '2026-05-31']);
  });

  test('a leap day has its anniversary on the 28th', () => {
    expect(addYears(isoDate('2028-02-29'), 1)).toBe('2029-02-28');
    expect(addYears(isoDate('2028-02-29'), 4)).toBe('2032-02-29');
  });

  test('lands in the month that was asked for', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: -150, max: 90 }), (date, months) => {
        const index = (text: string) => Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7));
        expect(index(addMonths(date, months))).toBe(index(date) + months);
      }),
    );
  });
});

test('days add up, across leap years and the change of the clock', () => {
  expect(addDays(isoDate('2026-03-28'), 2)).toBe('2026-03-30');
  expect(addDays(isoDate('2028-02-28'), 1)).toBe('2028-02-29');
  expect(daysBetween(isoDate('2026-01-01'), isoDate('2026-12-31'))).toBe(364);
  fc.assert(
    fc.property(anyDate, fc.integer({ min: -4000, max: 9999 }), (date, days) => {
      expect(daysBetween(date, addDays(date, days))).toBe(days);
    }),
  );
});

test('weekdays', () => {
  expect(weekdayOf(isoDate('2026-11-16'))).toBe(1);
  expect(weekdayOf(isoDate('2026-11-22'))).toBe(7);
  expect(weekdayOf(isoDate('1969-12-31'))).toBe(3);
  expect(['2026-11-20', '2026-11-21', '2026-11-22', '2026-11-23'].map((text) => isWeekend(isoDate(text)))).toEqual([false, true, true, false]);
});

test('comparing', () => {
  const [a, b] = [isoDate('2026-09-30'), isoDate('2026-10-01')];
  expect([compareDates(a, b), compareDates(b, a), compareDates(a, a)]).toEqual([-1, 1, 0]);
  expect([earlierOf(a, b), earlierOf(b, a), laterOf(a, b), laterOf(b, a)]).toEqual([a, a, b, b]);
});

describe('periods', () => {
  test.each([
    ['month', '2028-02-17', { key: '2028-02', start: '2028-02-01', end: '2028-02-29' }],
    ['quarter', '2026-03-31', { key: '2026-Q1', start: '2026-01-01', end: '2026-03-31' }],
    ['quarter', '2026-11-21', { key: '2026-Q4', start: '2026-10-01', end: '2026-12-31' }],
    ['year', '2026-07-01', { key: '2026', start: '2026-01-01', end: '2026-12-31' }],
  ] as const)('%s of %s', (kind, date, period) => {
    expect(periodOf(kind, isoDate(date))).toEqual(period);
  });

  test('follow one another without a gap, and shift back and forth', () => {
    fc.assert(
      fc.property(anyDate, fc.constantFrom('month', 'quarter', 'year'), (date, kind) => {
        const period = periodOf(kind, date);
        const next = shiftPeriod(kind, period, 1);
        expect(isWithin(date, period)).toBe(true);
        expect(next.start).toBe(addDays(period.end, 1));
        expect(next.key > period.key).toBe(true);
        expect(shiftPeriod(kind, next, -1)).toEqual(period);
      }),
    );
  });

  test('month and year of a date', () => {
    const date = isoDate('2026-02-14');
    expect([startOfMonth(date), endOfMonth(date), yearOf(date)]).toEqual(['2026-02-01', '2026-02-28', 2026]);
  });
});

describe('businessDate and startOfDay', () => {
  test('the date changes at midnight in Amsterdam, in summer and in winter', () => {
    expect(businessDate(new Date('2026-01-14T22:59:59.999Z'), 'Europe/Amsterdam')).toBe('2026-01-14');
    expect(businessDate(new Date('2026-01-14T23:00:00Z'), 'Europe/Amsterdam')).toBe('2026-01-15');
    expect(businessDate(new Date('2026-07-14T21:59:59.999Z'), 'Europe/Amsterdam')).toBe('2026-07-14');
    expect(businessDate(new Date('2026-07-14T22:00:00Z'), 'Europe/Amsterdam')).toBe('2026-07-15');
  });

  test.each([
    ['2026-03-29', 23],
    ['2026-10-25', 25],
    ['2026-11-21', 24],
  ])('%s lasts %i hours in Amsterdam', (text, hours) => {
    const date = isoDate(text);
    const length = endOfDay(date, 'Europe/Amsterdam').getTime() - startOfDay(date, 'Europe/Amsterdam').getTime();
    expect(length).toBe(hours * 3_600_000);
  });

  test.each([
    // Summer time began at midnight, so the day began at one.
    ['America/Sao_Paulo', '2018-11-04', '2018-11-04T03:00:00.000Z'],
    // Summer time ended at midnight, so the day before had its last hour twice.
    ['America/Sao_Paulo', '2018-02-18', '2018-02-18T03:00:00.000Z'],
    ['Africa/Cairo', '2026-04-24', '2026-04-23T22:00:00.000Z'],
    ['Pacific/Kiritimati', '2026-11-21', '2026-11-20T10:00:00.000Z'],
  ])('%s %s begins at %s', (zone, text, instant) => {
    expect(startOfDay(isoDate(text), zone).toISOString()).toBe(instant);
  });

  test('every day begins with its own date', () => {
    const recent = fc.integer({ min: 5000, max: 30_000 }).map((days) => addDays(isoDate('1970-01-01'), days));
    fc.assert(
      fc.property(recent, fc.constantFrom(...zones), (date, zone) => {
        // Samoa went to bed on the 29th and got up on the 31st, on the other side of the date line.
        fc.pre(!(zone === 'Pacific/Apia' && date === '2011-12-30'));
        const start = startOfDay(date, zone);
        expect(businessDate(start, zone)).toBe(date);
        expect(businessDate(new Date(start.getTime() - 1), zone)).toBe(addDays(date, zone === 'Pacific/Apia' && date === '2011-12-31' ? -2 : -1));
      }),
      { numRuns: 300 },
    );
  });
});
