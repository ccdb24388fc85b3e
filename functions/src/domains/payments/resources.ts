import { Id } from '../../platform/ids.ts';
import { resource } from '../../platform/resource.ts';
import { Checkout } from './checkout.ts';
import { Dispute } from './dispute.ts';
import { Payment } from './payment.ts';
import { Reconciliation } from './reconciliation.ts';
import { Refund } from './refund.ts';
import { checkouts, disputes, payments, reconciliations, refunds } from './repo.ts';

/** The invoice or order that the money is about. */
const subjectId = { field: 'subject.id', schema: Id };

const domain = 'payments';
const permission = 'payments.read';

export const paymentResources = [
  resource({
    name: 'payments',
    domain,
    singular: 'payment',
    summary: 'movements of money: what came in, what went back',
    collection: payments,
    schema: Payment,
    permission,
    filters: { kind: Payment.shape.kind, customerId: Id, subjectId },
    sorts: { '-paidAt': 'paidAt' },
  }),
  resource({
    name: 'refunds',
    domain,
    singular: 'refund',
    summary: 'refunds, whatever became of them',
    collection: refunds,
    schema: Refund,
    permission,
    filters: { status: Refund.shape.status, paymentId: Id },
    sorts: { '-createdAt': 'createdAt' },
  }),
  resource({
    name: 'disputes',
    domain,
    singular: 'dispute',
    summary: 'payments that a customer\'s bank wants back',
    collection: disputes,
    schema: Dispute,
    permission,
    filters: { status: Dispute.shape.status },
    sorts: { '-createdAt': 'createdAt' },
  }),
  resource({
    name: 'checkouts',
    domain,
    singular: 'checkout',
    summary: 'payment pages that were opened',
    collection: checkouts,
    schema: Checkout,
    permission,
    filters: { status: Checkout.shape.status, subjectId },
    sorts: { '-createdAt': 'createdAt' },
  }),
  resource({
    name: 'reconciliations',
    domain,
    singular: 'reconciliation',
    summary: 'what comparing the books with the payment provider has shown',
    collection: reconciliations,
    schema: Reconciliation,
    permission,
    filters: {},
    sorts: { '-at': 'at' },
  }),
];
