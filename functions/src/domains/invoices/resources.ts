import { resource } from '../../platform/resource.ts';
import { Invoice } from './invoice.ts';
import { RecurringInvoice } from './recurring.ts';
import { invoices, recurring } from './repo.ts';

export const invoiceResources = [
  resource({
    name: 'invoices',
    domain: 'invoices',
    singular: 'invoice',
    summary: 'invoices and credit notes, drafts too',
    collection: invoices,
    schema: Invoice,
    permission: 'invoices.read',
    filters: { status: Invoice.shape.status, customerId: Invoice.shape.customerId, kind: Invoice.shape.kind },
    sorts: { '-createdAt': 'createdAt', '-issueDate': 'issueDate', dueDate: 'dueDate', updatedAt: 'updatedAt' },
  }),
  resource({
    name: 'recurringInvoices',
    domain: 'invoices',
    singular: 'recurringInvoice',
    idField: 'recurringId',
    summary: 'what is invoiced at regular times',
    collection: recurring,
    schema: RecurringInvoice,
    permission: 'invoices.read',
    filters: { status: RecurringInvoice.shape.status, customerId: RecurringInvoice.shape.customerId },
    sorts: { '-createdAt': 'createdAt' },
  }),
];
