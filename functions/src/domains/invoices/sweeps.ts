import { randomUUID } from 'node:crypto';
import { type Action } from '../../platform/action.ts';
import { type Clock } from '../../platform/clock.ts';
import { invokeAsSystem } from '../../platform/invoke.ts';
import { log } from '../../platform/log.ts';
import { type SweepJob } from '../../platform/sweep-job.ts';
import { type Tenant } from '../../platform/tenancy.ts';
import { markOverdue } from './actions/mark-overdue.ts';
import { remindOnSchedule } from './actions/remind-on-schedule.ts';
import { justOverdue, remindersDue } from './repo.ts';

type Found = readonly { readonly org: Tenant; readonly invoiceId: string }[];

/** One invoice that fails keeps none of the others from its turn. */
async function forEach(found: Found, action: Action, job: string, clock: Clock): Promise<void> {
  const work = found.map(({ org, invoiceId }) => invokeAsSystem(action, { org, job, input: { invoiceId }, clock, correlationId: randomUUID() }));
  for (const result of await Promise.allSettled(work)) {
    if (result.status === 'rejected') log.error('sweep.item-failed', result.reason, { job });
  }
}

/** Invoices whose due date has passed, each by the calendar of its own organisation. */
export const overdueInvoices: SweepJob = {
  name: 'invoices/overdue',
  run: async (clock) => forEach(await justOverdue(clock.now()), markOverdue, 'overdue-invoices', clock),
};

/** Reminders that are due; what was missed while nothing ran is found all the same. */
export const dueReminders: SweepJob = {
  name: 'invoices/reminders',
  run: async (clock) => forEach(await remindersDue(clock.now()), remindOnSchedule, 'reminders', clock),
};
