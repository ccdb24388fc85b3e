import * as z from 'zod';
import { action } from '../../../platform/action.ts';
import { businessDate } from '../../../platform/business-date.ts';
import { AppError, invalidField } from '../../../platform/errors.ts';
import { Instant } from '../../../platform/instant.ts';
import { organisation } from '../../accounts/api.ts';
import { MAX_TIMER_MS, minutesBetween } from '../duration.ts';
import { recordTime } from '../record-time.ts';
import { projectById, timerRef } from '../repo.ts';
import { TimeEntry, timeFields, type Timer } from '../time-entry.ts';
import { personOf } from '../working.ts';

export const stopTimer = action({
  name: 'projects/stop-timer',
  summary: 'Stops the timer of the caller and writes down its time, on the day on which it was started',
  permission: 'projects.write',
  input: z.object({
    /** Now unless told; who forgot the timer says when the work ended. */
    endedAt: Instant.optional(),
    note: timeFields.note.optional(),
  }),
  output: TimeEntry,
  async run({ input, org, actor, clock, correlationId, tx }) {
    const uid = personOf(actor, undefined);
    const [timer, sender] = await Promise.all([tx.get(timerRef(org, uid)), organisation(tx, org)]);
    if (timer === undefined) throw notRunning(uid);
    const { projectId, personName, startedAt, task, billable } = timer;
    const endedAt = input.endedAt ?? clock.now();
    assertPlausible(timer, endedAt, clock.now());
    tx.delete(timerRef(org, uid));
    // Archived meanwhile or not: the time was spent.
    const project = await projectById(tx, org, projectId);
    const known = project.tasks.some(({ id }) => id === task) ? task : null;
    const minutes = minutesBetween(startedAt, endedAt);
    const date = businessDate(startedAt, sender.timeZone);
    const spent = { uid, personName, date, startedAt, endedAt, minutes, task: known, note: input.note ?? timer.note };
    return recordTime({ tx, org, clock, correlationId }, project, { ...spent, billable });
  },
});

function assertPlausible({ id, startedAt }: Timer, endedAt: Date, now: Date): void {
  if (endedAt > now) throw invalidField('endedAt', { en: 'This moment is yet to come.', nl: 'Dit moment moet nog komen.' });
  if (endedAt < startedAt) throw invalidField('endedAt', { en: 'The timer had not started by then.', nl: 'De timer was toen nog niet gestart.' });
  if (endedAt.getTime() - startedAt.getTime() <= MAX_TIMER_MS) return;
  const say = {
    en: 'The timer ran for more than 24 hours. Say when the work ended, or discard it.',
    nl: 'De timer liep langer dan 24 uur. Geef aan wanneer het werk klaar was, of gooi hem weg.',
  };
  throw new AppError('invalid-input', `timer of ${id} ran from ${startedAt.toISOString()} to ${endedAt.toISOString()}`, {
    say,
    issues: [{ path: 'endedAt', code: 'custom', message: say.en, dutch: say.nl }],
    data: { startedAt: startedAt.toISOString() },
  });
}

function notRunning(uid: string): AppError {
  return new AppError('wrong-state', `no timer of ${uid} runs`, { say: { en: 'Your timer is not running.', nl: 'Je timer loopt niet.' } });
}
