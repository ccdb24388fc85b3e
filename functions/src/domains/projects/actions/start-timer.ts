import * as z from 'zod';
import { action } from '../../../platform/action.ts';
import { AppError } from '../../../platform/errors.ts';
import { Id } from '../../../platform/ids.ts';
import { isBillable, rateFor, taskOf } from '../rates.ts';
import { timerRef } from '../repo.ts';
import { timeFields, Timer } from '../time-entry.ts';
import { openProject, personOf, worker } from '../working.ts';

export const startTimer = action({
  name: 'projects/start-timer',
  summary: 'Starts the timer of the caller on a project; nobody has two running',
  permission: 'projects.write',
  input: z.object({
    projectId: Id,
    task: timeFields.task.default(null),
    note: timeFields.note.default(''),
    billable: z.boolean().nullable().default(null),
  }),
  output: Timer,
  async run({ input: { projectId, task: taskId, note, billable }, org, actor, clock, tx }) {
    const uid = personOf(actor, undefined);
    const [project, member, running] = await Promise.all([openProject(tx, org, projectId), worker(tx, org, uid), tx.get(timerRef(org, uid))]);
    if (running !== undefined) throw alreadyRunning(running);
    const task = taskOf(project, taskId);
    // What could not be written down when it stops is refused before it starts.
    isBillable(project, task, rateFor(project, uid, task), billable);
    const timer: Timer = { id: uid, projectId, personName: member.name, startedAt: clock.now(), task: taskId, taskName: task?.name ?? null, note, billable };
    return tx.append(timerRef(org, uid), timer);
  },
});

function alreadyRunning({ id, projectId, startedAt }: Timer): AppError {
  return new AppError('wrong-state', `a timer of ${id} runs since ${startedAt.toISOString()}`, {
    say: { en: 'Your timer is running already. Stop it first.', nl: 'Je timer loopt al. Stop hem eerst.' },
    data: { projectId, startedAt: startedAt.toISOString() },
  });
}
