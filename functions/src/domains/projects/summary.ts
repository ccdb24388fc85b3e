import * as z from 'zod';
import { Id } from '../../platform/ids.ts';
import { Instant } from '../../platform/instant.ts';
import { addMinor, AmountMinor, minor, percentOf, ZERO, type Minor } from '../../platform/money.ts';
import { instalmentTotal, type Billing } from './billing.ts';
import { type Budget } from './project.ts';

const worth = { count: z.int(), amount: AmountMinor };
const time = z.object({ ...worth, minutes: z.int() });

/** How a project stands, for screens to listen to; amounts in the price mode of the project. Computed; see README. */
export const ProjectSummary = z.object({
  /** The project's. */
  id: Id,
  /** All of it, with what of it is billable and waits, and what is on invoices. */
  time,
  unbilledTime: time,
  billedTime: time,
  expenses: z.object(worth),
  unbilledExpenses: z.object(worth),
  billedExpenses: z.object(worth),
  /** What of a fixed price is on invoices, and what is not; zero without one. */
  invoicedPrice: AmountMinor,
  openPrice: AmountMinor,
  /** Billable time and expenses that are on no invoice yet. */
  toInvoice: AmountMinor,
  budget: z
    .object({
      minutes: z.int().nullable(),
      amount: AmountMinor.nullable(),
      usedMinutes: z.int(),
      usedAmount: AmountMinor,
    })
    .nullable(),
  /** The budgets of which the staff has been told that they were reached, so that they are told once. */
  alerted: z.object({ minutes: z.int().nullable(), amount: AmountMinor.nullable() }),
  /** Counts up with each computation. */
  version: z.int(),
  updatedAt: Instant,
});
export type ProjectSummary = z.output<typeof ProjectSummary>;

/** As Firestore adds up: plain numbers. */
export interface Sums {
  readonly count: number;
  readonly minutes: number;
  readonly amount: number;
}

/** What was counted of a project, before it is put together. */
export interface Counted {
  readonly time: Sums;
  readonly unbilledTime: Sums;
  readonly billedTime: Sums;
  readonly expenses: Omit<Sums, 'minutes'>;
  readonly unbilledExpenses: Omit<Sums, 'minutes'>;
  readonly billedExpenses: Omit<Sums, 'minutes'>;
}

type Figures = Omit<ProjectSummary, 'id' | 'alerted' | 'version' | 'updatedAt'>;

export function figuresOf(counted: Counted, { billing, budget }: { readonly billing: Billing; readonly budget: Budget | null }): Figures {
  const inMinor = <T extends { readonly amount: number }>(sums: T) => ({ ...sums, amount: minor(sums.amount) });
  const [all, unbilledTime, billedTime] = [inMinor(counted.time), inMinor(counted.unbilledTime), inMinor(counted.billedTime)];
  const [expenses, unbilledExpenses, billedExpenses] = [inMinor(counted.expenses), inMinor(counted.unbilledExpenses), inMinor(counted.billedExpenses)];
  const used = { usedMinutes: all.minutes, usedAmount: addMinor(all.amount, expenses.amount) };
  return {
    time: all,
    unbilledTime,
    billedTime,
    expenses,
    unbilledExpenses,
    billedExpenses,
    ...priceOf(billing),
    toInvoice: addMinor(unbilledTime.amount, unbilledExpenses.amount),
    budget: budget === null ? null : { minutes: budget.minutes, amount: budget.amount, ...used },
  };
}

function priceOf(billing: Billing): { invoicedPrice: Minor; openPrice: Minor } {
  if (billing.kind !== 'fixed') return { invoicedPrice: ZERO, openPrice: ZERO };
  const totals = billing.instalments.map((each) => [each.invoiceId !== null, instalmentTotal(each)] as const);
  const sum = (invoiced: boolean) => totals.reduce((all, [is, amount]) => (is === invoiced ? addMinor(all, amount) : all), ZERO);
  return { invoicedPrice: sum(true), openPrice: sum(false) };
}

/** Which limits of a budget are reached now, and have not been told of. A budget that is changed is a new one. */
export function newlyReached(figures: Figures, budget: Budget | null, alerted: ProjectSummary['alerted']): ('minutes' | 'amount')[] {
  if (budget === null || figures.budget === null) return [];
  const { usedMinutes, usedAmount } = figures.budget;
  const reached = (used: number, limit: number | null) => limit !== null && used >= percentOf(minor(limit), budget.alertAtBp);
  return [
    ...(reached(usedMinutes, budget.minutes) && alerted.minutes !== budget.minutes ? (['minutes'] as const) : []),
    ...(reached(usedAmount, budget.amount) && alerted.amount !== budget.amount ? (['amount'] as const) : []),
  ];
}
