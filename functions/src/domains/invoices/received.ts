import { businessDate, type IsoDate } from '../../platform/business-date.ts';
import { addMinor, minor, sumMinor, type Minor } from '../../platform/money.ts';
import { type IssuedInvoice } from './frozen.ts';
import { type Invoice } from './invoice.ts';
import { type OpenBalance } from './statutory-interest.ts';

/** Money that moved, positive for what came in. */
export interface Moved {
  readonly at: Date;
  readonly amount: Minor;
}

/** Movements of money by the day on which they were made where the organisation is, oldest first. */
export function receivedByDay(moves: readonly Moved[], timeZone: string): Invoice['received'] {
  const days = new Map<IsoDate, Minor>();
  for (const { at, amount } of moves) {
    const on = businessDate(at, timeZone);
    days.set(on, addMinor(days.get(on) ?? minor(0), amount));
  }
  return [...days].map(([on, amount]) => ({ on, amount })).sort((a, b) => (a.on < b.on ? -1 : 1));
}

/**
 * What was open over time, as interest is counted: each payment from its own day on. What was credited or given up bears
 * no interest at all, as if it had never been asked.
 */
export function openBalances({ dueDate, totals, amounts, received }: IssuedInvoice): OpenBalance[] {
  const asked = minor(totals.gross - amounts.credited - amounts.writtenOff);
  const paidUntil = (day: IsoDate): Minor => sumMinor(received.filter(({ on }) => on <= day).map(({ amount }) => amount));
  const days = [dueDate, ...received.map(({ on }) => on).filter((on) => on > dueDate)];
  return days.map((from) => ({ from, amount: minor(asked - paidUntil(from)) }));
}
