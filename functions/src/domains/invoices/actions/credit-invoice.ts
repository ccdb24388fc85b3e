import * as z from 'zod';
import { action } from '../../../platform/action.ts';
import { businessDate } from '../../../platform/business-date.ts';
import { Id, newId } from '../../../platform/ids.ts';
import { SignedQuantity } from '../../../platform/money.ts';
import { shortText } from '../../../platform/text.ts';
import { nextDocumentNumber, organisation } from '../../accounts/api.ts';
import { creditedWith, creditNote, nextCredit } from '../credit.ts';
import { assertIssued } from '../frozen.ts';
import { Invoice } from '../invoice.ts';
import { assertMailable } from '../mailing.ts';
import { orderPdf } from '../outbox-kinds.ts';
import { createIssued, invoiceById, releaseDeposits } from '../repo.ts';
import { settle } from '../settlement.ts';

const CreditedLine = z.strictObject({
  /** Counted from 0, as the invoice has them. */
  line: z.int().min(0),
  quantity: SignedQuantity,
});

export const creditInvoice = action({
  name: 'invoices/credit',
  summary: 'Takes back an invoice, or chosen quantities of its lines, with a credit note',
  permission: 'invoices.finalize',
  input: z.object({
    invoiceId: Id,
    /** Without them, all that has not been credited yet. */
    lines: z.array(CreditedLine).min(1, 'must have at least one line').max(500, 'must have at most 500 lines').optional(),
    reason: shortText(300).nullable().default(null),
    send: z.boolean().default(false),
  }),
  output: Invoice,
  hot: () => 'invoice-number',
  async run({ input, org, clock, correlationId, tx }) {
    const original = await invoiceById(tx, org, input.invoiceId);
    assertIssued(original);
    const credit = nextCredit(original, input.lines === undefined ? 'rest' : { lines: input.lines });
    if (input.send) assertMailable(original.buyer);
    const sender = await organisation(tx, org);
    const today = businessDate(clock.now(), sender.timeZone);
    // A final invoice that is taken back in full opens the deposits that it deducted.
    if (credit.progress.deposits) await releaseDeposits(tx, org, original);

    const { number, date: issueDate } = await nextDocumentNumber(tx, org, sender, 'creditNote', today);
    const note = createIssued(tx, org, creditNote(original, credit, sender, { id: newId(), number, issueDate, reason: input.reason }));
    settle({ tx, org, clock }, original, { credited: creditedWith(original, note) }, { creditProgress: credit.progress });
    orderPdf({ tx, org, clock, correlationId }, { invoiceId: note.id, send: input.send });
    return note;
  },
});
