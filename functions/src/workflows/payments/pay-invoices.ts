import { applyPayments, payable, payableInvoice } from '../../domains/invoices/api.ts';
import { type Payable } from '../../domains/payments/api.ts';

/** Invoices as something to pay. */
export const invoicePayable: Payable = {
  link: 'invoice',
  facts: payableInvoice,
  async recordPaid(recording, id, { paid, inEuro }) {
    const { after } = await applyPayments(recording, id, paid, inEuro);
    return payable(after);
  },
};
