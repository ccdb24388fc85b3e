import * as z from 'zod';
import { divideRounded, formatDecimal } from '../../platform/decimal.ts';
import { minor, type Minor } from '../../platform/money.ts';

/** The longest time that is one entry. */
export const MAX_MINUTES = 1_440;
export const MAX_TIMER_MS = MAX_MINUTES * 60_000;

/** The length of one entry: 1 minute to 24 hours. */
export const Minutes = z
  .int({ error: 'Give the time in whole minutes' })
  .min(1, { error: 'Time is at least one minute' })
  .max(MAX_MINUTES, { error: 'Time is at most 24 hours, which is 1440 minutes' });

/** To what the time of each entry is rounded up before it is charged, in minutes: 1 as it was measured, 15 each quarter begun. */
export const ChargeStep = z.literal([1, 6, 15, 30, 60], { error: 'must be 1, 6, 15, 30 or 60 minutes' });
export type ChargeStep = z.output<typeof ChargeStep>;

/** The minutes that are charged for an entry. */
export function chargedMinutes(minutes: number, step: ChargeStep): number {
  const begun = minutes % step;
  return begun === 0 ? minutes : minutes - begun + step;
}

/**
 * Hours to two decimals, as a line of an invoice counts them: 90 minutes are `1.5`, 20 minutes `0.33`. What is printed is
 * what is charged, so that whoever multiplies finds the amount; at most 18 seconds a line are given or taken.
 */
export function hoursOf(minutes: number): string {
  return formatDecimal({ unscaled: divideRounded(BigInt(minutes) * 100n, 60n), scale: 2 });
}

/** What so much time is worth at a rate for an hour, exactly; a line of an invoice differs by its rounding of the hours. */
export function timeAmount(minutes: number, rate: Minor): Minor {
  return minor(divideRounded(BigInt(rate) * BigInt(minutes), 60n));
}

/** Minutes between two moments, to the nearest; something that was begun counts as one at least. */
export function minutesBetween(from: Date, to: Date): number {
  return Math.max(1, Number.parseInt(String(divideRounded(BigInt(to.getTime() - from.getTime()), 60_000n)), 10));
}
