import * as z from 'zod';
import { type IsoDate } from '../../platform/business-date.ts';
import { type Minor } from '../../platform/money.ts';
import { type Language } from '../../platform/text.ts';
import { type DraftLine } from '../vat/api.ts';
import { hoursOf } from './duration.ts';
import { type Expense } from './expense.ts';
import { type Project } from './project.ts';
import { type TimeEntry } from './time-entry.ts';

/** How time is put on an invoice: a line for each person, each task, or each entry. */
export const Grouping = z.enum(['person', 'task', 'entry'], { error: 'must be person, task or entry' });
export type Grouping = z.output<typeof Grouping>;

interface Words {
  readonly language: Language;
  readonly project: Pick<Project, 'name' | 'vat'>;
}

/** Time as lines of an invoice, in the order in which it was spent. Where the rate differs, so does the line. */
export function timeLines(entries: readonly TimeEntry[], grouping: Grouping, words: Words): DraftLine[] {
  const groups = new Map<string, TimeEntry[]>();
  for (const entry of entries) {
    const key = JSON.stringify([entry.rate, { person: entry.uid, task: [entry.task, entry.taskName], entry: entry.id }[grouping]]);
    groups.set(key, [...(groups.get(key) ?? []), entry]);
  }
  return [...groups.values()].map((group) => timeLine(group, grouping, words));
}

function timeLine(group: readonly TimeEntry[], grouping: Grouping, { language, project }: Words): DraftLine {
  const [first] = group;
  if (first === undefined || first.rate === null) throw new Error('billable time has a rate');
  const label = first.taskName ?? project.name;
  const minutes = group.reduce((total, entry) => total + entry.chargedMinutes, 0);
  const dates = group.map(({ date }) => date);
  const texts = {
    person: { description: first.personName, detail: span(dates, language) },
    task: { description: label, detail: span(dates, language) },
    entry: { description: `${dayName(first.date, language)} · ${label}`, detail: first.note === '' ? first.personName : `${first.personName}\n${first.note}` },
  }[grouping];
  return line({ ...texts, quantity: hoursOf(minutes), unit: 'HUR', unitPrice: first.rate, vat: project.vat, supply: 'services' });
}

/** Expenses as lines, each its own: receipts are asked about one by one. */
export function expenseLines(expenses: readonly Expense[], language: Language): DraftLine[] {
  return expenses.map(({ description, date, charge, vat, supply }) =>
    line({ description, detail: dayName(date, language), quantity: '1', unit: null, unitPrice: charge, vat, supply }),
  );
}

interface Priced extends Pick<DraftLine, 'description' | 'detail' | 'quantity' | 'unit' | 'vat' | 'supply'> {
  readonly unitPrice: Minor;
}

export const line = (priced: Priced): DraftLine => ({ ...priced, discount: null });

/** From the first to the last day on which work was done. */
export function spanOf(dates: readonly IsoDate[]): { readonly from: IsoDate; readonly to: IsoDate } | null {
  const sorted = [...dates].sort();
  const [from, to] = [sorted[0], sorted.at(-1)];
  return from === undefined || to === undefined ? null : { from, to };
}

function span(dates: readonly IsoDate[], language: Language): string | null {
  const found = spanOf(dates);
  if (found === null) return null;
  return found.from === found.to ? dayName(found.from, language) : `${dayName(found.from, language)} – ${dayName(found.to, language)}`;
}

/** `7-3-2026` in Dutch, `7/3/2026` in English: short, and the same in every version of ICU. */
function dayName(date: IsoDate, language: Language): string {
  const [year = '', month = '', day = ''] = date.split('-');
  return [day.replace(/^0/, ''), month.replace(/^0/, ''), year].join(language === 'nl' ? '-' : '/');
}
