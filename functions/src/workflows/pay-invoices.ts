import { applyPayments, payable, payableInvoice } from '../domains/invoices/api.ts';
import { type Payable } from '../domains/payments/api.ts';

/** Invoices as something to pay. */
export const invoicePayable: Payable = {
  link: 'invoice',
  facts: payableInvoice,
  async recordPaid(recording, id, paid) {
    const { after } = await applyPayments(recording, id, paid);
    return payable(after);
  },
};
