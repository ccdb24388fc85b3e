import * as z from 'zod';
import { IsoDate } from '../../platform/business-date.ts';
import { Id } from '../../platform/ids.ts';
import { DAY_MINUTES, dayBefore, type LocalTime } from './local-time.ts';

/** `18:30` by the clock of the shop. */
export const TimeOfDay = z.string().regex(/^([01][0-9]|2[0-3]):[0-5][0-9]$/, 'must be a time such as 18:30');

const days = z
  .array(z.literal([1, 2, 3, 4, 5, 6, 7], { error: 'must be a day from 1 (Monday) to 7 (Sunday)' }))
  .min(1, 'must name at least one day')
  .max(7);

/** Hours of certain weekdays. When `until` is not later than `from`, it is the morning after: 17:00 to 02:00. */
export const Hours = z.strictObject({ days, from: TimeOfDay, until: TimeOfDay });
export type Hours = z.output<typeof Hours>;

/** When and where something can be ordered; whatever is `null` does not limit. */
export const AvailabilityWindow = z
  .strictObject({
    days: days.nullable().default(null),
    from: TimeOfDay.nullable().default(null),
    until: TimeOfDay.nullable().default(null),
    firstDate: IsoDate.nullable().default(null),
    lastDate: IsoDate.nullable().default(null),
    shopIds: z.array(Id).min(1).max(50).nullable().default(null),
  })
  .refine(({ from, until }) => (from === null) === (until === null), { path: ['until'], error: 'must come with from' })
  .refine(({ firstDate, lastDate }) => firstDate === null || lastDate === null || firstDate <= lastDate, {
    path: ['lastDate'],
    error: 'must not be before firstDate',
  });
export type AvailabilityWindow = z.output<typeof AvailabilityWindow>;

/** The windows of one product or category: it can be ordered within any of them, and always when there is none. */
export const AvailabilityWindows = z.array(AvailabilityWindow).max(20, 'must be at most 20 windows');

export function isWithinAny(windows: readonly AvailabilityWindow[], at: LocalTime, shopId: string): boolean {
  return windows.length === 0 || windows.some((window) => isWithin(window, at, shopId));
}

function isWithin(window: AvailabilityWindow, at: LocalTime, shopId: string): boolean {
  if (window.shopIds !== null && !window.shopIds.includes(shopId)) return false;
  return momentsOf(window, at).some(({ date, weekday }) => {
    if (window.days !== null && !window.days.includes(weekday)) return false;
    return (window.firstDate === null || date >= window.firstDate) && (window.lastDate === null || date <= window.lastDate);
  });
}

/** Whether a shop is open whose hours that begin on a day are `hoursOn` it; those of last night may go on past midnight. */
export function isOpenAt(hoursOn: (date: IsoDate) => readonly Hours[], at: LocalTime): boolean {
  return [at.date, dayBefore(at).date].some((date) => hoursOn(date).some((each) => momentsOf(each, at).some((moment) => moment.date === date)));
}

/** The days to whose hours the moment belongs: today's, and after midnight perhaps yesterday's. */
function momentsOf({ from, until }: { readonly from: string | null; readonly until: string | null }, at: LocalTime): LocalTime[] {
  if (from === null || until === null) return [at];
  const start = minuteOf(from);
  const end = until > from ? minuteOf(until) : minuteOf(until) + DAY_MINUTES;
  return [at, dayBefore(at)].filter(({ minute }) => minute >= start && minute < end);
}

function minuteOf(time: string): number {
  return Number.parseInt(time.slice(0, 2), 10) * 60 + Number.parseInt(time.slice(3), 10);
}
