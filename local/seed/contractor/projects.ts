import type { Business } from '../business.ts';
import type { Customers } from './customers.ts';

/** An hourly project with time of two people and two expenses. @returns its id */
export async function workOnProject(business: Business, { printer }: Customers): Promise<string> {
  const { calendar, cast } = business.stage;
  const projectId = await business.make('projects/create', {
    customerId: printer,
    name: 'Verbouwing drukkerij, begane grond',
    billing: { kind: 'hourly' },
    rates: { by: 'task', standard: 6_735 },
    tasks: [{ name: 'Timmerwerk', rate: 7_185 }, { name: 'Werkvoorbereiding', rate: 8_945 }, { name: 'Reistijd', billable: false }],
    budget: { minutes: 4_830, amount: 713_500, alertAtBp: 8_000 },
    reference: 'HM-2291',
  });
  const { tasks } = await business.call<{ tasks: { id: string }[] }>(cast.henk, 'projects/get', { projectId });
  const [carpentry, planning, travel] = tasks.map(({ id }) => id);
  const log = (who: typeof cast.henk, day: number, minutes: number, task: string | undefined, note: string) =>
    business.call(who, 'projects/log-time', { projectId, date: calendar.day(day), minutes, task, note });
  await calendar.to(-9, '17:45');
  await log(cast.iris, -11, 195, planning, 'Tekeningen en bestellijst');
  await log(cast.henk, -10, 445, carpentry, 'Scheidingswand');
  await log(cast.henk, -10, 55, travel, '');
  await log(cast.henk, -9, 385, carpentry, 'Scheidingswand, deuren afgehangen');
  await expense(business, projectId, { day: -10, description: 'Vurenhout en gipsplaat', amount: 48_733, vatAmount: 8_458, markUpBp: 1_250, supply: 'goods' });
  await expense(business, projectId, { day: -9, description: 'Huur puincontainer', amount: 21_477, vatAmount: 3_727 });
  return projectId;
}

/** What has been worked since the invoice, for the next one. */
export async function workOn(business: Business, projectId: string): Promise<void> {
  const { calendar, cast } = business.stage;
  await business.call(cast.henk, 'projects/log-time', { projectId, date: calendar.day(-2), minutes: 275, note: 'Plinten en afwerking' });
  await business.call(cast.iris, 'projects/log-time', { projectId, date: calendar.day(-2), minutes: 85, note: 'Oplevering voorbereid' });
}

async function expense(business: Business, projectId: string, { day, ...spent }: { readonly day: number; readonly [field: string]: unknown }): Promise<void> {
  await business.call(business.stage.cast.henk, 'projects/add-expense', { projectId, date: business.stage.calendar.day(day), ...spent });
}
