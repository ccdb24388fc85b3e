import { invalidField } from '../../platform/errors.ts';
import { Id } from '../../platform/ids.ts';
import { invoiceById } from '../../domains/invoices/api.ts';
import { orderById } from '../../domains/orders/api.ts';
import { type PayableFacts, type Recording, type Subject } from '../../domains/payments/api.ts';
import { vatPartsOf, type VatPart } from '../../domains/till/api.ts';
import { type Minor } from '../../platform/money.ts';
import { payables } from '../payments/payables.ts';

/** How a person names what is paid at the counter: one of the two. */
export const subjectInput = { invoiceId: Id.nullable().default(null), orderId: Id.nullable().default(null) };

/** What is paid at the counter. */
export interface AtCounter {
  readonly subject: Subject;
  readonly facts: PayableFacts;
  /** What the customer has to get back; zero when nothing. */
  readonly owed: number;
  /** How an amount of it is taxed. */
  taxed(amount: Minor): VatPart[];
}

/** @throws AppError `invalid-input` for none or both, `not-found`, `wrong-state` for what cannot be paid */
export async function atCounter(recording: Recording, { invoiceId, orderId }: { readonly invoiceId: string | null; readonly orderId: string | null }): Promise<AtCounter> {
  if (invoiceId !== null && orderId === null) return invoiceAtCounter(recording, invoiceId);
  if (orderId !== null && invoiceId === null) return orderAtCounter(recording, orderId);
  throw invalidField('invoiceId', { en: 'Name either an invoice or an order.', nl: 'Noem een factuur of een bestelling.' });
}

async function invoiceAtCounter({ tx, org }: Recording, id: string): Promise<AtCounter> {
  const facts = await payables.invoices.facts(tx, org, id);
  const { totals, vat } = await invoiceById(tx, org, id);
  return { subject: { collection: 'invoices', id }, facts, owed: Math.max(-facts.due, 0), taxed: (amount) => vatPartsOf(amount, totals.gross, vat) };
}

async function orderAtCounter({ tx, org }: Recording, id: string): Promise<AtCounter> {
  const { totals, vat, payment, number, customer, currency } = await orderById(tx, org, id);
  // Not `payables`: what was cancelled cannot be paid, yet it is paid back.
  const facts = { number, customerId: null, customerName: customer.name, email: customer.email, language: customer.language, currency, due: payment.due };
  return { subject: { collection: 'orders', id }, facts, owed: payment.refundDue, taxed: (amount) => vatPartsOf(amount, totals.toPay, vat) };
}
