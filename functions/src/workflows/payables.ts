import { AppError } from '../platform/errors.ts';
import { type Payable, type Subject } from '../domains/payments/api.ts';
import { invoicePayable } from './pay-invoices.ts';

const ordersLater: Payable = {
  link: 'order',
  facts: () => Promise.reject(notYet()),
  recordPaid: () => Promise.reject(notYet()),
};

function notYet(): AppError {
  return new AppError('not-configured', 'orders cannot be paid yet');
}

/** Everything that can be paid, by its collection. */
export const payables: Readonly<Record<Subject['collection'], Payable>> = { invoices: invoicePayable, orders: ordersLater };
