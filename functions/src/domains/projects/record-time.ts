import { newId } from '../../platform/ids.ts';
import { ZERO, type Minor } from '../../platform/money.ts';
import { type Posting } from '../messages/api.ts';
import { chargedMinutes, timeAmount } from './duration.ts';
import { orderProjectSummary } from './order-summary.ts';
import { type Project } from './project.ts';
import { isBillable, rateFor, taskOf } from './rates.ts';
import { createTime } from './repo.ts';
import { type TimeEntry } from './time-entry.ts';

type Spent = Pick<TimeEntry, 'uid' | 'personName' | 'date' | 'startedAt' | 'endedAt' | 'minutes' | 'task' | 'note'> & {
  /** `null`: as the project and the task have it. */
  readonly billable: boolean | null;
};

/** What time is worth, from what a person said of it and the project as it is now. */
export function valued(project: Project, { uid, task: id, minutes, billable }: Pick<Spent, 'uid' | 'task' | 'minutes' | 'billable'>) {
  const task = taskOf(project, id);
  const rate = rateFor(project, uid, task);
  return { taskName: task?.name ?? null, rate, billable: isBillable(project, task, rate, billable), ...charged(project, minutes, rate) };
}

/** What of the time is charged, and what that comes to at its rate. */
export function charged({ chargeStep }: Project, minutes: number, rate: Minor | null): Pick<TimeEntry, 'chargedMinutes' | 'amount'> {
  const counted = chargedMinutes(minutes, chargeStep);
  return { chargedMinutes: counted, amount: rate === null ? ZERO : timeAmount(counted, rate) };
}

/**
 * Writes down time with the rate of today.
 * @throws AppError `invalid-input` at `task` or `billable`
 */
export function recordTime(posting: Posting, project: Project, spent: Spent): TimeEntry {
  orderProjectSummary(posting, project.id);
  const worth = valued(project, spent);
  return createTime(posting.tx, posting.org, { id: newId(), projectId: project.id, ...spent, ...worth, status: 'unbilled', invoiceId: null });
}
