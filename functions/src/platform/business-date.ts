/**
 * Business dates: days on a calendar, without a time and without a zone, as `YYYY-MM-DD`.
 *
 * An organisation's time zone is needed only to cross over from an instant to a date and back. All other
 * arithmetic is on the calendar and knows nothing of summer time.
 */
import * as z from 'zod';

const DATE_HINT = 'Give a date that exists as YYYY-MM-DD, between 1900-01-01 and 2199-12-31';

/** A day that exists, `YYYY-MM-DD`. Strings compare as the dates do. */
export const IsoDate = z.iso
  .date({ error: DATE_HINT })
  .refine((text) => text >= '1900-01-01' && text <= '2199-12-31', { error: DATE_HINT })
  .brand<'IsoDate'>();

/** A checked business date. */
export type IsoDate = z.infer<typeof IsoDate>;

/** An IANA time zone such as `Europe/Amsterdam`. */
export const TimeZone = z
  .string()
  .regex(/^[A-Z][A-Za-z0-9_+/-]{1,63}$/, { error: 'Give an IANA time zone such as Europe/Amsterdam' })
  .refine(isTimeZone, { error: 'Give an IANA time zone such as Europe/Amsterdam' });

/** Days of the week as ISO 8601 numbers them: Monday is 1, Sunday is 7. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** A calendar month, quarter or year; both ends belong to it. */
export interface Period {
  /** `2026-03`, `2026-Q1` or `2026`: sorts within its kind, and fits in a document id. */
  readonly key: string;
  readonly start: IsoDate;
  readonly end: IsoDate;
}

/** The kinds of period figures and returns are made for. */
export type PeriodKind = 'month' | 'quarter' | 'year';

const DAY_MS = 86_400_000;

/** Brands a string as a date. @throws ZodError when there is no such day */
export function isoDate(text: string): IsoDate {
  return IsoDate.parse(text);
}

/** The date an organisation's calendar shows at an instant. */
export function businessDate(instant: Date, timeZone: string): IsoDate {
  return fromEpochDays(Math.floor(wallClock(instant.getTime(), timeZone) / DAY_MS));
}

/**
 * The first instant of a date in a time zone, which is not always midnight: some clocks skip it when summer
 * time begins, and some are put back at its stroke and show the day before for another hour.
 */
export function startOfDay(date: IsoDate, timeZone: string): Date {
  const midnight = toEpochDays(date) * DAY_MS;
  // The offset at midnight is not known before midnight is, but it is one of those in force around it.
  const candidates = [-DAY_MS, 0, DAY_MS]
    .map((distance) => midnight - offsetAt(midnight + distance, timeZone))
    .sort((a, b) => a - b);
  const first = candidates.find((candidate) => businessDate(new Date(candidate), timeZone) >= date);
  if (first === undefined) throw new RangeError(`${date} has no beginning in ${timeZone}`);
  return new Date(first);
}

/** The first instant after a date in a time zone: what expires "on" the date has expired from here on. */
export function endOfDay(date: IsoDate, timeZone: string): Date {
  return startOfDay(addDays(date, 1), timeZone);
}

/** The date so many days later, or earlier when negative. */
export function addDays(date: IsoDate, days: number): IsoDate {
  return fromEpochDays(toEpochDays(date) + days);
}

/**
 * The same day so many months later, or the last day of that month when it is shorter: 31 January plus one
 * month is 28 or 29 February. Repeated dates are therefore counted from the first one (`addMonths(first, n)`),
 * never from one another, which would stay on the 28th for good.
 */
export function addMonths(date: IsoDate, months: number): IsoDate {
  const { year, month, day } = partsOf(date);
  const count = year * 12 + (month - 1) + months;
  const targetYear = Math.floor(count / 12);
  const targetMonth = count - targetYear * 12 + 1;
  return fromParts(targetYear, targetMonth, Math.min(day, daysInMonth(targetYear, targetMonth)));
}

/** The same day so many years later; 29 February becomes the 28th in a common year. */
export function addYears(date: IsoDate, years: number): IsoDate {
  return addMonths(date, years * 12);
}

/** Below zero when `a` is earlier, zero when the same day, above zero when `a` is later. */
export function compareDates(a: IsoDate, b: IsoDate): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/** Days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: IsoDate, to: IsoDate): number {
  return toEpochDays(to) - toEpochDays(from);
}

/** The later of two dates. */
export function laterOf(a: IsoDate, b: IsoDate): IsoDate {
  return a < b ? b : a;
}

/** The earlier of two dates. */
export function earlierOf(a: IsoDate, b: IsoDate): IsoDate {
  return b < a ? b : a;
}

/** The day of the week, Monday being 1. */
export function weekdayOf(date: IsoDate): Weekday {
  // Day 0 of the epoch was a Thursday.
  return ((((toEpochDays(date) + 3) % 7) + 7) % 7 + 1) as Weekday;
}

/** Whether the date is a Saturday or a Sunday. */
export function isWeekend(date: IsoDate): boolean {
  return weekdayOf(date) >= 6;
}

/** The calendar year of a date. */
export function yearOf(date: IsoDate): number {
  return partsOf(date).year;
}

/** The first day of the month of a date. */
export function startOfMonth(date: IsoDate): IsoDate {
  return `${date.slice(0, 8)}01` as IsoDate;
}

/** The last day of the month of a date. */
export function endOfMonth(date: IsoDate): IsoDate {
  const { year, month } = partsOf(date);
  return fromParts(year, month, daysInMonth(year, month));
}

/** The month, quarter or year that contains a date. */
export function periodOf(kind: PeriodKind, date: IsoDate): Period {
  const { year, month } = partsOf(date);
  const months = MONTHS_IN[kind];
  const firstMonth = month - ((month - 1) % months);
  const start = fromParts(year, firstMonth, 1);
  const key = { month: date.slice(0, 7), quarter: `${year}-Q${(firstMonth + 2) / 3}`, year: `${year}` }[kind];
  return { key, start, end: endOfMonth(fromParts(year, firstMonth + months - 1, 1)) };
}

/** The period so many periods later, or earlier when negative. */
export function shiftPeriod(kind: PeriodKind, period: Period, by: number): Period {
  return periodOf(kind, addMonths(period.start, MONTHS_IN[kind] * by));
}

/** Whether a date lies in a period. */
export function isWithin(date: IsoDate, period: Pick<Period, 'start' | 'end'>): boolean {
  return date >= period.start && date <= period.end;
}

const MONTHS_IN = { month: 1, quarter: 3, year: 12 } as const satisfies Record<PeriodKind, number>;

function partsOf(date: IsoDate): { year: number; month: number; day: number } {
  return { year: Number(date.slice(0, 4)), month: Number(date.slice(5, 7)), day: Number(date.slice(8, 10)) };
}

function fromParts(year: number, month: number, day: number): IsoDate {
  const text = `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  return isoDate(text);
}

function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function toEpochDays(date: IsoDate): number {
  const { year, month, day } = partsOf(date);
  return Date.UTC(year, month - 1, day) / DAY_MS;
}

function fromEpochDays(days: number): IsoDate {
  const instant = new Date(days * DAY_MS);
  if (Number.isNaN(instant.getTime())) throw new RangeError('The date is out of range');
  return isoDate(instant.toISOString().slice(0, 10));
}

const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(timeZone: string): Intl.DateTimeFormat {
  let clock = clocks.get(timeZone);
  if (!clock) {
    clock = new Intl.DateTimeFormat('en-u-ca-iso8601-nu-latn', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    clocks.set(timeZone, clock);
  }
  return clock;
}

/** What a clock on the wall shows, written as if it were UTC, in milliseconds. */
function wallClock(epochMs: number, timeZone: string): number {
  const shown: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {};
  for (const { type, value } of clockOf(timeZone).formatToParts(epochMs)) shown[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = shown;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

/** Milliseconds that the zone is ahead of UTC at an instant that falls on a whole second. */
function offsetAt(epochMs: number, timeZone: string): number {
  return wallClock(epochMs, timeZone) - epochMs;
}

function isTimeZone(name: string): boolean {
  try {
    // Not through the cache, which a stranger could fill with spellings of one zone.
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
