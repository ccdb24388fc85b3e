import * as z from 'zod';
import { action } from '../../../platform/action.ts';
import { businessDate } from '../../../platform/business-date.ts';
import { AppError } from '../../../platform/errors.ts';
import { Id } from '../../../platform/ids.ts';
import { addMinor } from '../../../platform/money.ts';
import { shortText } from '../../../platform/text.ts';
import { assertIssued } from '../frozen.ts';
import { Invoice } from '../invoice.ts';
import { invoiceById } from '../repo.ts';
import { settle } from '../settlement.ts';
import { UNPAID } from '../status.ts';

export const writeOffInvoice = action({
  name: 'invoices/write-off',
  summary: 'Gives up what is still open on an invoice; money that comes in later takes the place of the loss',
  permission: 'invoices.finalize',
  input: z.object({ invoiceId: Id, reason: shortText(300) }),
  output: Invoice,
  async run({ input, org, clock, tx }) {
    const invoice = await invoiceById(tx, org, input.invoiceId);
    assertIssued(invoice);
    if (!UNPAID.includes(invoice.status)) {
      throw new AppError('wrong-state', `invoice ${invoice.id} is ${invoice.status}`, {
        say: { en: 'Nothing is open on this invoice.', nl: 'Op deze factuur staat niets open.' },
      });
    }
    const writeOff = { reason: input.reason, on: businessDate(clock.now(), invoice.seller.timeZone) };
    return settle({ tx, org, clock }, invoice, { writtenOff: addMinor(invoice.amounts.writtenOff, invoice.amounts.due) }, { writeOff });
  },
});
