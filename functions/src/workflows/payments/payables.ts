import { type Payable, type Subject } from '../../domains/payments/api.ts';
import { invoicePayable } from './pay-invoices.ts';
import { orderPayable } from '../orders/pay-orders.ts';

/** Everything that can be paid, by its collection. */
export const payables: Readonly<Record<Subject['collection'], Payable>> = { invoices: invoicePayable, orders: orderPayable };
