import { applyPayments, payable, payableInvoice } from '../../domains/invoices/api.ts';
import { type Payable } from '../../domains/payments/api.ts';

/** Invoices as something to pay. */
export const invoicePayable: Payable = {
  link: 'invoice',
  facts: payableInvoice,
  async recordPaid(recording, id, { moves, inEuro }) {
    const { after } = await applyPayments(recording, id, moves, inEuro);
    return payable(after);
  },
};
