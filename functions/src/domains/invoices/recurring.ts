import * as z from 'zod';
import { addDays, addMonths, IsoDate } from '../../platform/business-date.ts';
import { invalidField } from '../../platform/errors.ts';
import { Id } from '../../platform/ids.ts';
import { Instant, stamps } from '../../platform/instant.ts';
import { DraftLines } from '../vat/api.ts';
import { draftTerms } from './invoice.ts';

export const Rhythm = z.enum(['weekly', 'monthly', 'quarterly', 'yearly']);
export type Rhythm = z.output<typeof Rhythm>;

/** What is billed each time; the day of supply and the period follow from the rhythm. */
const { supplyDate: _supplyDate, period: _period, ...terms } = draftTerms;
export const RecurringContent = z.object({ lines: DraftLines, ...z.object(terms).partial().shape });

/** How far an invoice goes by itself: `draft` waits for a person, `finalize` has a number, `send` is mailed too. */
export const RecurringMode = z.enum(['draft', 'finalize', 'send']);

export const RecurringInvoice = z.object({
  id: Id,
  customerId: Id,
  rhythm: Rhythm,
  /** First day of the first period; the others are counted from it, so that 31 January leads to 31 March. */
  startOn: IsoDate,
  /** No period begins after this day. */
  endOn: IsoDate.nullable(),
  mode: RecurringMode,
  content: RecurringContent,
  status: z.enum(['active', 'paused', 'ended']),
  /** Periods that have been billed or skipped: the place of the next one. */
  done: z.int().min(0),
  nextOn: IsoDate.nullable(),
  /** When the sweep takes it up; `null` unless active. */
  nextAt: Instant.nullable(),
  /** Why the last invoice remained a draft, or why it was paused, for the staff. */
  problem: z.string().nullable(),
  ...stamps,
});
export type RecurringInvoice = z.output<typeof RecurringInvoice>;

type Schedule = Pick<RecurringInvoice, 'rhythm' | 'startOn'>;

const MONTHS = { monthly: 1, quarterly: 3, yearly: 12 } as const;

/** The first day of a period, counted from 0. Always from the start, never from one another: see `addMonths`. */
export function periodStart({ rhythm, startOn }: Schedule, place: number): IsoDate {
  return rhythm === 'weekly' ? addDays(startOn, 7 * place) : addMonths(startOn, MONTHS[rhythm] * place);
}

/** When a recurring invoice ends, as a person says it: on a day, or after so many periods, skipped ones included. */
export const recurringEnd = { endOn: IsoDate.nullable().optional(), times: z.int().min(1).max(1_000).nullable().optional() };

/**
 * The last day on which a period may begin; undefined when nothing was said about it.
 * @throws AppError `invalid-input` at `endOn` or `times`
 */
export function endOf(schedule: Schedule, said: { readonly endOn?: IsoDate | null | undefined; readonly times?: number | null | undefined }): IsoDate | null | undefined {
  const [endOn, times] = [said.endOn ?? null, said.times ?? null];
  if (endOn !== null && times !== null) {
    throw invalidField('times', { en: 'Say either on which day it ends or after how many times.', nl: 'Geef óf de einddatum, óf het aantal keren.' });
  }
  if (endOn !== null && endOn < schedule.startOn) throw invalidField('endOn', { en: 'It would end before it begins.', nl: 'Dan eindigt het voordat het begint.' });
  if (times !== null) return periodStart(schedule, times - 1);
  return said.endOn === undefined && said.times === undefined ? undefined : endOn;
}

/** The days that a period bills; both ends belong to it. */
export function periodAt(schedule: Schedule, place: number): { readonly from: IsoDate; readonly to: IsoDate } {
  return { from: periodStart(schedule, place), to: addDays(periodStart(schedule, place + 1), -1) };
}

/** The first period that begins on or after a day. */
export function placeFrom(schedule: Schedule, day: IsoDate, from: number): number {
  let place = from;
  while (periodStart(schedule, place) < day) place += 1;
  return place;
}
