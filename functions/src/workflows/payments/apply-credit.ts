import * as z from 'zod';
import { action } from '../../platform/action.ts';
import { AppError, invalidField } from '../../platform/errors.ts';
import { Id, newId } from '../../platform/ids.ts';
import { AmountMinor, formatMoney, minor } from '../../platform/money.ts';
import { invoiceById } from '../../domains/invoices/api.ts';
import { moveCredit, Payment, type PayableFacts } from '../../domains/payments/api.ts';
import { applyMovements } from './apply-movements.ts';
import { payables } from './payables.ts';

/** What a customer has paid too much on one invoice settles another. */
export const applyCredit = action({
  name: 'payments/apply-credit',
  summary: 'Uses what was paid too much on one invoice for another of the same customer',
  permission: 'payments.write',
  input: z.object({
    fromInvoiceId: Id,
    toInvoiceId: Id,
    /** As much as fits, unless told. */
    amount: AmountMinor.positive('must be more than zero').optional(),
  }),
  output: z.object({ taken: Payment, given: Payment }),
  async run({ input, actor: _actor, ...recording }) {
    const { tx, org } = recording;
    // Both must be there before anything is said of either.
    await Promise.all([input.fromInvoiceId, input.toInvoiceId].map((id) => invoiceById(tx, org, id)));
    const from = await payables.invoices.facts(tx, org, input.fromInvoiceId);
    const to = await payables.invoices.facts(tx, org, input.toInvoiceId);
    assertFit(from, to);
    const most = minor(Math.min(-from.due, to.due));
    if (most <= 0) throw nothingToApply();
    const amount = input.amount ?? most;
    if (amount > most) throw tooMuch(most, to);
    const { taken, given } = moveCredit(recording, {
      id: newId(),
      customerId: from.customerId,
      from: { collection: 'invoices', id: input.fromInvoiceId },
      to: { collection: 'invoices', id: input.toInvoiceId },
      amount,
      currency: from.currency,
    });
    await applyMovements(recording, taken.subject, [taken]);
    await applyMovements(recording, given.subject, [given]);
    return { taken, given };
  },
});

function assertFit(from: PayableFacts, to: PayableFacts): void {
  if (from.customerId === to.customerId && from.currency === to.currency) return;
  throw invalidField('toInvoiceId', {
    en: 'Both invoices must be for the same customer and in the same currency.',
    nl: 'Beide facturen moeten van dezelfde klant en in dezelfde valuta zijn.',
  });
}

function nothingToApply(): AppError {
  return new AppError('wrong-state', 'there is no credit, or nothing is due', {
    say: { en: 'There is no credit to use, or nothing left to pay.', nl: 'Er is geen tegoed, of er valt niets meer te betalen.' },
  });
}

function tooMuch(most: PayableFacts['due'], { currency }: PayableFacts) {
  const money = (language: 'en' | 'nl') => formatMoney({ amount: most, currency }, language);
  return invalidField('amount', { en: `At most ${money('en')} can be used.`, nl: `Er kan hoogstens ${money('nl')} worden gebruikt.` });
}
