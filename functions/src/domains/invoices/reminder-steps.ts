import * as z from 'zod';
import { addDays, IsoDate, laterOf } from '../../platform/business-date.ts';
import { AmountMinor } from '../../platform/money.ts';
import { longText } from '../../platform/text.ts';

/** How firm a reminder is; each has its own words. For a consumer the final one is the fourteen-day letter. */
export const ReminderLevel = z.enum(['friendly', 'second', 'final']);
export type ReminderLevel = z.output<typeof ReminderLevel>;

/** The levels from mild to firm. */
export const LEVELS = ReminderLevel.options;

/** One step of the organisation's schedule. */
export const ReminderStep = z.strictObject({
  level: ReminderLevel,
  /** Days after the due date. */
  days: z.int().min(1, 'must be at least 1 day after the due date').max(365, 'must be at most 365 days'),
  /** Whether the letter claims statutory interest and collection cost. */
  claimCosts: z.boolean().default(false),
  /** In place of our own words. What the law wants in the letter to a consumer stays. */
  text: z.strictObject({ nl: longText(2000), en: longText(2000) }).nullable().default(null),
});
export type ReminderStep = z.output<typeof ReminderStep>;

/** Each level at most once, each firmer one later: so a step that was sent is known by its level, whatever its day becomes. */
export const ReminderSteps = z
  .array(ReminderStep)
  .max(LEVELS.length, `must have at most ${LEVELS.length} steps`)
  .refine((steps) => steps.every((step, index) => index === 0 || isAfter(step, steps[index - 1])), {
    error: 'must go from friendly by second to final, each level once and each later than the one before',
  });

function isAfter(step: ReminderStep, before: ReminderStep | undefined): boolean {
  return before === undefined || (step.days > before.days && LEVELS.indexOf(step.level) > LEVELS.indexOf(before.level));
}

/** What a letter says of interest and collection cost, in euro cents. */
export const ClaimedCosts = z.object({
  interest: AmountMinor,
  collection: AmountMinor,
  /** The last day on which a consumer pays without collection cost; `null` when it is owed already. */
  collectionAfter: IsoDate.nullable(),
});
export type ClaimedCosts = z.output<typeof ClaimedCosts>;

/** One reminder that was sent. */
export const SentReminder = z.object({
  level: ReminderLevel,
  on: IsoDate,
  /** A person sent it, outside the schedule. */
  byHand: z.boolean(),
  /** What was still to pay. */
  due: AmountMinor,
  costs: ClaimedCosts.nullable(),
});
export type SentReminder = z.output<typeof SentReminder>;

/**
 * The step that comes next, and the day on which it may go. A step that was missed, because the service was down, is
 * not skipped: it goes as soon as it can, and those after it keep their distance, so that nobody gets two at once.
 */
export function nextStep(
  steps: readonly ReminderStep[],
  dueDate: IsoDate,
  sent: readonly SentReminder[],
): { readonly step: ReminderStep; readonly on: IsoDate } | undefined {
  const reached = Math.max(-1, ...sent.map(({ level }) => LEVELS.indexOf(level)));
  const index = steps.findIndex(({ level }) => LEVELS.indexOf(level) > reached);
  const step = steps[index];
  if (step === undefined) return undefined;
  const planned = addDays(dueDate, step.days);
  const last = sent.at(-1);
  if (last === undefined) return { step, on: planned };
  const distance = step.days - (steps[index - 1]?.days ?? 0);
  return { step, on: laterOf(planned, addDays(last.on, distance)) };
}
