import { createProject } from '../../src/domains/projects/actions/create-project.ts';
import { logTime } from '../../src/domains/projects/actions/log-time.ts';
import { addExpense } from '../../src/domains/projects/actions/add-expense.ts';
import { type Expense } from '../../src/domains/projects/expense.ts';
import { type Project } from '../../src/domains/projects/project.ts';
import { type TimeEntry } from '../../src/domains/projects/time-entry.ts';
import { businessDate } from '../../src/platform/business-date.ts';
import { callAs } from '../support/call.ts';
import { type Stored } from '../support/stored.ts';
import { aCustomer, type Within } from './customer.ts';

const at = ({ orgId, clock }: Within) => ({ orgId, ...(clock === undefined ? {} : { clock }) });

/** An hourly project at 87.35, with design at 104.15 and travel that is not billed; for a customer of its own unless told. */
export async function aProject(within: Within, fields: { readonly customerId?: string; readonly [field: string]: unknown } = {}): Promise<Stored<Project>> {
  const customerId = fields.customerId ?? (await aCustomer(within)).id;
  const usual = {
    name: 'Verbouwing bakkerij',
    billing: { kind: 'hourly' },
    rates: { by: 'task', standard: 8_735 },
    tasks: [{ name: 'Ontwerp', rate: 10_415 }, { name: 'Reistijd', billable: false }],
  };
  return callAs(within.owner, createProject, { ...usual, ...fields, customerId }, at(within));
}

/** An hour and 36 minutes on the day of the test's clock unless told. */
export function someTime(within: Within, projectId: string, fields: object = {}): Promise<Stored<TimeEntry>> {
  return callAs(within.owner, logTime, { projectId, date: today(within), minutes: 96, ...fields }, at(within));
}

/** Paint for 63.47, of which 11.02 is VAT, with 12.5 % on top: 59.01 without VAT. */
export function anExpense(within: Within, projectId: string, fields: object = {}): Promise<Stored<Expense>> {
  const usual = { date: today(within), description: 'Verf', amount: 6_347, vatAmount: 1_102, markUpBp: 1_250, supply: 'goods' };
  return callAs(within.owner, addExpense, { projectId, ...usual, ...fields }, at(within));
}

function today({ clock }: Within): string {
  return businessDate(clock?.now() ?? new Date(), 'Europe/Amsterdam');
}
