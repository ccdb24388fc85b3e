import * as z from 'zod';
import { type IsoDate } from '../../platform/business-date.ts';
import { AppError } from '../../platform/errors.ts';
import { AmountMinor, minor, type Minor } from '../../platform/money.ts';

/** Where an invoice stands. A credit note goes from `draft` to `credited` and stays there. */
export const InvoiceStatus = z.enum(['draft', 'open', 'partly-paid', 'overdue', 'paid', 'credited', 'written-off']);
export type InvoiceStatus = z.output<typeof InvoiceStatus>;

/**
 * Every move an invoice may make; what is not here cannot happen. A payment can be refunded or charged back, so paid
 * is not the end; money can also come in for what was written off.
 */
export const INVOICE_TRANSITIONS: Readonly<Record<InvoiceStatus, readonly InvoiceStatus[]>> = {
  draft: ['open', 'paid', 'credited'],
  open: ['partly-paid', 'overdue', 'paid', 'credited', 'written-off'],
  'partly-paid': ['open', 'overdue', 'paid', 'credited', 'written-off'],
  overdue: ['open', 'partly-paid', 'paid', 'credited', 'written-off'],
  paid: ['open', 'partly-paid', 'overdue', 'credited'],
  credited: [],
  'written-off': ['open', 'partly-paid', 'overdue', 'paid', 'credited'],
};

/** Statuses in which the customer still has to pay. */
export const UNPAID: readonly InvoiceStatus[] = ['open', 'partly-paid', 'overdue'];

/** What has become of the amount of an invoice; `due` is the rest. */
export const Amounts = z.object({
  /** What came in less what went back. */
  paid: AmountMinor,
  /** What credit notes took off, positive. */
  credited: AmountMinor,
  writtenOff: AmountMinor,
  /** Total less all of these; negative when we owe the customer. */
  due: AmountMinor,
});
export type Amounts = z.output<typeof Amounts>;

/** What an invoice of `gross` has left to pay. */
export function amountsOf(gross: Minor, settled: { paid: Minor; credited: Minor; writtenOff: Minor }): Amounts {
  return { ...settled, due: minor(gross - settled.paid - settled.credited - settled.writtenOff) };
}

/** The status that the amounts and the calendar give a finalised invoice. */
export function statusFor(gross: Minor, amounts: Amounts, dueDate: IsoDate, today: IsoDate): InvoiceStatus {
  if (gross > 0 && amounts.credited >= gross) return 'credited';
  if (amounts.due <= 0) return amounts.writtenOff > 0 ? 'written-off' : 'paid';
  // The due date is the last day on which paying is in time.
  if (today > dueDate) return 'overdue';
  return amounts.paid > 0 ? 'partly-paid' : 'open';
}

/** @throws AppError `wrong-state` when the table has no such move */
export function assertMove(from: InvoiceStatus, to: InvoiceStatus): void {
  if (from !== to && !INVOICE_TRANSITIONS[from].includes(to)) throw new AppError('wrong-state', `an invoice does not go from ${from} to ${to}`);
}
