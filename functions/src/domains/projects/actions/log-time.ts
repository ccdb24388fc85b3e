import * as z from 'zod';
import { action } from '../../../platform/action.ts';
import { IsoDate } from '../../../platform/business-date.ts';
import { Id } from '../../../platform/ids.ts';
import { organisation } from '../../accounts/api.ts';
import { Minutes } from '../duration.ts';
import { recordTime } from '../record-time.ts';
import { TimeEntry, timeFields } from '../time-entry.ts';
import { assertWorkable, openProject, personOf, worker } from '../working.ts';

export const logTime = action({
  name: 'projects/log-time',
  summary: 'Writes down time spent on a project',
  permission: 'projects.write',
  input: z.object({
    projectId: Id,
    date: IsoDate,
    minutes: Minutes,
    task: timeFields.task.default(null),
    note: timeFields.note.default(''),
    /** As the project and the task have it unless told. */
    billable: z.boolean().nullable().default(null),
    /** Whose time it is; the caller's own unless told. */
    uid: Id.optional(),
  }),
  output: TimeEntry,
  async run({ input: { projectId, uid, ...spent }, org, actor, clock, correlationId, tx }) {
    const person = personOf(actor, uid);
    const [project, member, sender] = await Promise.all([openProject(tx, org, projectId), worker(tx, org, person), organisation(tx, org)]);
    assertWorkable(spent.date, sender, clock.now());
    return recordTime({ tx, org, clock, correlationId }, project, { ...spent, uid: person, personName: member.name, startedAt: null, endedAt: null });
  },
});
