import { providerAction } from '../../platform/action.ts';
import { reader } from '../../platform/tx.ts';
import * as z from 'zod';
import { invalidField } from '../../platform/errors.ts';
import { Id } from '../../platform/ids.ts';
import { AmountMinor, formatMoney, type Minor } from '../../platform/money.ts';
import { askForCheckout, CheckoutReply, checkoutRef, noteOpened, openCheckout, replyOf, type PayableFacts } from '../../domains/payments/api.ts';
import { payables } from './payables.ts';

/** For the staff: the address of a page on which the customer pays an invoice, to hand over or to show as a QR code. */
export const startCheckout = providerAction({
  name: 'payments/start-checkout',
  summary: 'Opens a payment page for what is due on an invoice',
  permission: 'payments.write',
  input: z.object({
    invoiceId: Id,
    via: z.enum(['page', 'embedded', 'intent']).default('page'),
    /** A part of what is due; all of it unless told. */
    amount: AmountMinor.positive('must be more than zero').optional(),
  }),
  output: CheckoutReply,
  hot: ({ invoiceId }) => invoiceId,
  opened: z.object({ checkoutId: Id }),
  async run({ input, ...recording }) {
    const subject = { collection: 'invoices', id: input.invoiceId } as const;
    const facts = await payables.invoices.facts(recording.tx, recording.org, input.invoiceId);
    const part = partOf(facts, input.amount);
    const { id: checkoutId } = await openCheckout(recording, subject, { ...facts, due: part }, { via: input.via, saved: null });
    return { checkoutId };
  },
  async call({ org, clock, opened }) {
    const checkout = await reader.require(checkoutRef(org, opened.checkoutId));
    return askForCheckout({ org, clock }, checkout, payables.invoices.link);
  },
  async settle({ tx, org, opened, answer }) {
    return replyOf(await noteOpened(tx, org, opened.checkoutId, answer), answer);
  },
});

/** @throws AppError `invalid-input` for more than is due */
function partOf({ due, currency }: PayableFacts, amount: Minor | undefined): Minor {
  if (amount === undefined || due <= 0) return due;
  if (amount <= due) return amount;
  const money = (language: 'en' | 'nl') => formatMoney({ amount: due, currency }, language);
  throw invalidField('amount', { en: `Only ${money('en')} is due.`, nl: `Er staat nog maar ${money('nl')} open.` });
}
