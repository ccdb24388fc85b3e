import { invalidField } from '../../platform/errors.ts';
import { type Minor } from '../../platform/money.ts';
import { type Project, type Task } from './project.ts';

type Priced = Pick<Project, 'billing' | 'rates' | 'tasks'>;

/** What an hour of this person on this task costs; `null` where the project has no rate for it. */
export function rateFor({ rates }: Priced, uid: string, task: Task | null): Minor | null {
  const own = rates.by === 'person' ? rates.persons.find((person) => person.uid === uid)?.rate : task?.rate;
  return own ?? rates.standard;
}

/** @throws AppError `invalid-input` at `task` when the project has no such task */
export function taskOf({ tasks }: Priced, id: string | null): Task | null {
  if (id === null) return null;
  const found = tasks.find((task) => task.id === id);
  if (found === undefined) throw invalidField('task', { en: 'This project has no such task.', nl: 'Dit project heeft deze taak niet.' });
  return found;
}

/**
 * Whether time is to be invoiced: as asked, or as the project and the task have it.
 * @throws AppError `invalid-input` at `billable` when asked for and there is no rate
 */
export function isBillable({ billing }: Priced, task: Task | null, rate: Minor | null, asked: boolean | null): boolean {
  if (asked === true && rate === null) {
    throw invalidField('billable', { en: 'There is no rate for this time.', nl: 'Er is geen tarief voor deze uren.' });
  }
  return asked ?? (rate !== null && billing.kind === 'hourly' && task?.billable !== false);
}
