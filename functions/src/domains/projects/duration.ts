import * as z from 'zod';
import { divideRounded, formatDecimal } from '../../platform/decimal.ts';
import { multiplyByQuantity, type Minor } from '../../platform/money.ts';

/** The longest time that is one entry. */
export const MAX_MINUTES = 1_440;
export const MAX_TIMER_MS = MAX_MINUTES * 60_000;

/** The length of one entry: 1 minute to 24 hours. */
export const Minutes = z
  .int({ error: 'Give the time in whole minutes' })
  .min(1, { error: 'Time is at least one minute' })
  .max(MAX_MINUTES, { error: 'Time is at most 24 hours, which is 1440 minutes' });

/** Hours as a line of an invoice counts them, to six decimals: 90 minutes are `1.5`. */
export function hoursOf(minutes: number): string {
  return formatDecimal({ unscaled: divideRounded(BigInt(minutes) * 1_000_000n, 60n), scale: 6 });
}

/** What so much time comes to at a rate for an hour; as a line of an invoice over the same time. */
export function timeAmount(minutes: number, rate: Minor): Minor {
  return multiplyByQuantity(rate, hoursOf(minutes));
}

/** Minutes between two moments, to the nearest; something that was begun counts as one at least. */
export function minutesBetween(from: Date, to: Date): number {
  return Math.max(1, Number.parseInt(String(divideRounded(BigInt(to.getTime() - from.getTime()), 60_000n)), 10));
}
