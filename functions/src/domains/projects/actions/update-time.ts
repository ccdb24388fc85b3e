import * as z from 'zod';
import { action } from '../../../platform/action.ts';
import { IsoDate } from '../../../platform/business-date.ts';
import { assertVersion } from '../../../platform/change.ts';
import { Id } from '../../../platform/ids.ts';
import { organisation } from '../../accounts/api.ts';
import { Minutes } from '../duration.ts';
import { orderProjectSummary } from '../order-summary.ts';
import { type Project } from '../project.ts';
import { isBillable } from '../rates.ts';
import { charged, valued } from '../record-time.ts';
import { changeTime, timeById } from '../repo.ts';
import { assertUnbilled, TimeEntry, timeFields } from '../time-entry.ts';
import { assertWorkable, openProject } from '../working.ts';

export const updateTime = action({
  name: 'projects/update-time',
  summary: 'Changes time that is on no invoice yet',
  permission: 'projects.write',
  input: z.object({
    entryId: Id,
    ifVersion: z.int().positive().optional(),
    date: IsoDate.optional(),
    minutes: Minutes.optional(),
    billable: z.boolean().optional(),
    ...z.object(timeFields).partial().shape,
  }),
  output: TimeEntry,
  async run({ input: { entryId, ifVersion, ...change }, org, clock, correlationId, tx }) {
    const before = await timeById(tx, org, entryId);
    assertVersion(before, ifVersion);
    assertUnbilled(before);
    const [project, sender] = await Promise.all([openProject(tx, org, before.projectId), organisation(tx, org)]);
    const { date = before.date, minutes = before.minutes, note = before.note, task = before.task, billable = before.billable } = change;
    if (date !== before.date) assertWorkable(date, sender, clock.now());
    orderProjectSummary({ tx, org, clock, correlationId }, project.id);
    const worth = task === before.task ? kept(project, before, minutes, billable) : valued(project, { uid: before.uid, task, minutes, billable: change.billable ?? null });
    return changeTime(tx, org, before, { date, minutes, note, task, ...worth });
  },
});

/** The same work keeps its rate, whatever the project charges by now; time without one gets today's when it is to be billable. */
function kept(project: Project, before: TimeEntry, minutes: number, billable: boolean): Pick<TimeEntry, 'rate' | 'chargedMinutes' | 'amount' | 'billable'> {
  const { uid, task, rate } = before;
  if (rate === null && billable) return valued(project, { uid, task, minutes, billable });
  return { rate, ...charged(project, minutes, rate), billable: isBillable(project, null, rate, billable) };
}
