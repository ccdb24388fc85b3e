import * as z from 'zod';
import { action } from '../../../platform/action.ts';
import { Id } from '../../../platform/ids.ts';
import { SignedQuantity } from '../../../platform/money.ts';
import { shortText } from '../../../platform/text.ts';
import { Invoice } from '../invoice.ts';
import { issueCredit } from '../issue-credit.ts';

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
  run({ input, ...where }) {
    const { invoiceId, lines, reason, send } = input;
    return issueCredit(where, { invoiceId, request: lines === undefined ? 'rest' : { lines }, reason, send });
  },
});
