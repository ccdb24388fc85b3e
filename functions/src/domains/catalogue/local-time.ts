import { addDays, businessDate, type IsoDate, weekdayOf, type Weekday } from '../../platform/business-date.ts';

/** A moment as the shop's clock on the wall shows it. */
export interface LocalTime {
  readonly date: IsoDate;
  readonly weekday: Weekday;
  /** Minutes since midnight by that clock: 18:30 is 1110, also on the days on which the clock is changed. */
  readonly minute: number;
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** What the clock of a time zone shows at `instant`. */
export function localTime(instant: Date, timeZone: string): LocalTime {
  let clock = clocks.get(timeZone);
  if (clock === undefined) {
    clock = new Intl.DateTimeFormat('en', { timeZone, hourCycle: 'h23', hour: 'numeric', minute: 'numeric' });
    clocks.set(timeZone, clock);
  }
  const part = (type: 'hour' | 'minute') => Number.parseInt(parts.find((each) => each.type === type)?.value ?? '0', 10);
  const parts = clock.formatToParts(instant);
  const date = businessDate(instant, timeZone);
  return { date, weekday: weekdayOf(date), minute: part('hour') * 60 + part('minute') };
}

/** The same minute of the day before; for what began yesterday and goes on past midnight. */
export function dayBefore({ date, minute }: LocalTime): LocalTime {
  const before = addDays(date, -1);
  return { date: before, weekday: weekdayOf(before), minute: minute + DAY_MINUTES };
}

export const DAY_MINUTES = 1440;
