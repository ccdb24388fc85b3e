import { type MailHooks } from '../messages/api.ts';
import { changeInvoice, INVOICES, invoiceById } from './repo.ts';

/** An invoice counts as sent when its mail has left, not when somebody asked for it. */
export const invoiceMailHooks: MailHooks = {
  [INVOICES]: {
    async sent({ tx, org, clock, about, template }) {
      if (template !== 'invoice' && template !== 'credit-note') return;
      const invoice = await invoiceById(tx, org, about.id);
      if (invoice.sentAt === null) changeInvoice(tx, org, invoice, { sentAt: clock.now() });
    },
  },
};
