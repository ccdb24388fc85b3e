import * as z from 'zod';
import { Id } from '../../platform/ids.ts';
import { resource } from '../../platform/resource.ts';
import { Expense } from './expense.ts';
import { ProjectPeriod } from './period.ts';
import { Project } from './project.ts';
import { expenses, periods, projects, timeEntries, timers } from './repo.ts';
import { EntryStatus, TimeEntry, Timer } from './time-entry.ts';

const domain = 'projects';
const permission = 'projects.read';

export const projectResources = [
  resource({
    name: 'projects',
    domain,
    singular: 'project',
    summary: 'projects, archived or not',
    collection: projects,
    schema: Project,
    permission,
    filters: { customerId: Id, archived: z.boolean() },
    sorts: { '-createdAt': 'createdAt', updatedAt: 'updatedAt' },
  }),
  resource({
    name: 'timeEntries',
    domain,
    singular: 'timeEntry',
    idField: 'entryId',
    summary: 'time that was spent on projects',
    collection: timeEntries,
    schema: TimeEntry,
    permission,
    filters: { projectId: Id, uid: Id, status: EntryStatus, invoiceId: Id },
    sorts: { '-date': 'date' },
  }),
  resource({
    name: 'projectExpenses',
    domain,
    singular: 'projectExpense',
    idField: 'expenseId',
    summary: 'money that was spent for projects',
    collection: expenses,
    schema: Expense,
    permission,
    filters: { projectId: Id, status: EntryStatus, invoiceId: Id },
    sorts: { '-date': 'date' },
  }),
  resource({
    name: 'timers',
    domain,
    singular: 'timer',
    idField: 'uid',
    summary: 'timers that run',
    collection: timers,
    schema: Timer,
    permission,
    filters: { projectId: Id },
    sorts: { startedAt: 'startedAt' },
  }),
  resource({
    name: 'projectPeriods',
    domain,
    singular: 'projectPeriod',
    idField: 'periodId',
    summary: 'periods of retainers that were invoiced',
    collection: periods,
    schema: ProjectPeriod,
    permission,
    filters: { projectId: Id, invoiceId: Id },
    sorts: { '-from': 'from' },
  }),
];
