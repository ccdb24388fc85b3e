import { businessDate, endOfDay } from '../../platform/business-date.ts';
import { type Clock } from '../../platform/clock.ts';
import { divideRounded } from '../../platform/decimal.ts';
import { AppError } from '../../platform/errors.ts';
import { minor, subtractMinor, sumMinor, ZERO, type Currency, type Minor } from '../../platform/money.ts';
import { type Tenant } from '../../platform/tenancy.ts';
import { type Reader, type Tx } from '../../platform/tx.ts';
import { type Language } from '../../platform/text.ts';
import { assertIssued, type IssuedInvoice } from './frozen.ts';
import { type Invoice, type InvoicePatch } from './invoice.ts';
import { nameOf } from './mailing.ts';
import { receivedByDay, type Moved } from './received.ts';
import { changeInvoice, invoiceById } from './repo.ts';
import { amountsOf, statusFor, UNPAID } from './status.ts';

/** What whoever takes a payment needs to know of an invoice. */
export interface PayableInvoice {
  readonly id: string;
  readonly number: string;
  readonly customerId: string;
  readonly customerName: string;
  readonly email: string | null;
  readonly language: Language;
  /** What is left to pay now; zero or less when nothing is. */
  readonly due: Minor;
  readonly currency: Currency;
}

/**
 * What paying needs to know of an issued invoice.
 * @throws AppError `not-found`; `wrong-state` for a draft or a credit note
 */
export async function payableInvoice(reader: Reader, org: Tenant, invoiceId: string): Promise<PayableInvoice> {
  return payable(await invoiceById(reader, org, invoiceId));
}

/** @throws AppError `wrong-state` for a draft or a credit note */
export function payable(invoice: Invoice): PayableInvoice {
  assertIssued(invoice);
  if (invoice.kind === 'credit-note') {
    throw new AppError('wrong-state', `${invoice.number} is a credit note`, {
      say: { en: 'A credit note cannot be paid.', nl: 'Een creditnota kan niet worden betaald.' },
    });
  }
  const { id, number, customerId, buyer, language, amounts, currency } = invoice;
  return { id, number, customerId, customerName: nameOf(invoice), email: buyer.email, language, due: amounts.due, currency };
}

interface Where {
  readonly tx: Tx;
  readonly org: Tenant;
  readonly clock: Clock;
}

/**
 * Makes an invoice agree with its payments, whatever they were before.
 * @param moves all that came in and, negative, all that went back, in the currency of the invoice
 * @param inEuro what that came to in euro cents, when it is known
 * @returns the invoice before and after; the same when nothing changed
 */
export async function applyPayments(where: Where, invoiceId: string, moves: readonly Moved[], inEuro: Minor | null = null): Promise<{ before: Invoice; after: Invoice }> {
  const before = await invoiceById(where.tx, where.org, invoiceId);
  assertIssued(before);
  const paid = sumMinor(moves.map(({ amount }) => amount));
  if (before.amounts.paid === paid) return { before, after: before };
  const received = receivedByDay(moves, before.seller.timeZone);
  return { before, after: settle(where, before, { paid }, { received, ...exchangeDifference(before, paid, inEuro) }) };
}

/** What an invoice in another currency brought in euro, above or below what was invoiced; `null` while that of some payment is unknown. */
function exchangeDifference({ inEuro, totals }: Invoice, paid: Minor, received: Minor | null): InvoicePatch {
  if (inEuro === null || totals.gross === 0) return {};
  if (received === null) return { exchangeDifference: null };
  const invoiced = minor(divideRounded(BigInt(inEuro.gross) * BigInt(paid), BigInt(totals.gross)));
  return { exchangeDifference: subtractMinor(received, invoiced) };
}

/** Changes what became of an invoice's amount, and moves its status along. */
export function settle(where: Where, invoice: IssuedInvoice, change: Partial<Record<'paid' | 'credited' | 'writtenOff', Minor>>, also: InvoicePatch = {}): Invoice {
  return changeInvoice(where.tx, where.org, invoice, { ...also, ...settled(invoice, change, where.clock.now()) });
}

/** What the amounts, the status and the watches on it become. */
function settled(invoice: IssuedInvoice, change: Partial<Record<'paid' | 'credited' | 'writtenOff', Minor>>, now: Date) {
  const { paid, credited, writtenOff } = { ...invoice.amounts, ...change };
  const { gross } = invoice.totals;
  const unwritten = amountsOf(gross, { paid, credited, writtenOff });
  // Money that comes in for what was written off takes the place of the loss.
  const recovered = unwritten.due < 0 ? Math.min(writtenOff, -unwritten.due) : ZERO;
  const amounts = amountsOf(gross, { paid, credited, writtenOff: minor(writtenOff - recovered) });
  const { timeZone } = invoice.seller;
  const status = statusFor(gross, amounts, invoice.dueDate, businessDate(now, timeZone));
  const awaited = status === 'open' || status === 'partly-paid';
  const isUnpaid = UNPAID.includes(status);
  return {
    status,
    amounts,
    // What falls back into being overdue is taken up by the sweep at once, which plans its reminders.
    overdueAt: awaited ? endOfDay(invoice.dueDate, timeZone) : status === 'overdue' && invoice.status !== 'overdue' ? now : null,
    ...(isUnpaid ? {} : { reminders: { ...invoice.reminders, nextAt: null } }),
  };
}
