import * as z from 'zod';
import { action } from '../../../platform/action.ts';
import { businessDate } from '../../../platform/business-date.ts';
import { Id } from '../../../platform/ids.ts';
import { organisation, readyDocumentNumber } from '../../accounts/api.ts';
import { customer } from '../../customers/api.ts';
import { issue } from '../issue.ts';
import { assertDraft } from '../frozen.ts';
import { Invoice } from '../invoice.ts';
import { rememberSeller } from '../likely.ts';
import { assertMailable } from '../mailing.ts';
import { orderPdf } from '../outbox-kinds.ts';
import { readAhead } from '../read-ahead.ts';
import { invoiceById } from '../repo.ts';

export const finalizeInvoice = action({
  name: 'invoices/finalize',
  summary: 'Gives a draft its number, freezes it, makes its PDF and, when asked, mails it',
  permission: 'invoices.finalize',
  input: z.object({ invoiceId: Id, send: z.boolean().default(false) }),
  output: Invoice,
  // All calls of one organisation meet in the document that counts; in turn they are faster than colliding.
  hot: () => 'invoice-number',
  async run({ input, org, clock, correlationId, tx }) {
    await readAhead(tx, org, input.invoiceId, clock.now());
    const [draft, sender] = await Promise.all([invoiceById(tx, org, input.invoiceId), organisation(tx, org)]);
    rememberSeller(org, sender);
    assertDraft(draft);
    const today = businessDate(clock.now(), sender.timeZone);
    const [receiver] = await Promise.all([customer(tx, org, draft.customerId), readyDocumentNumber(tx, org, sender, 'invoice', today)]);
    if (input.send) assertMailable(receiver);
    const invoice = await issue(tx, org, { organisation: sender, customer: receiver, clock }, draft, today);
    orderPdf({ tx, org, clock, correlationId }, { invoiceId: invoice.id, send: input.send });
    return invoice;
  },
});
