import * as z from 'zod';
import { IsoDate } from '../../platform/business-date.ts';
import { invalidField } from '../../platform/errors.ts';
import { Id } from '../../platform/ids.ts';
import { stamps } from '../../platform/instant.ts';
import { addMinor, AmountMinor, BasisPoints, percentOf, subtractMinor, type Minor } from '../../platform/money.ts';
import { shortText } from '../../platform/text.ts';
import { VatChoice, type PriceMode } from '../vat/api.ts';
import { EntryStatus } from './time-entry.ts';

/** What a person says of an expense. */
export const expenseFields = {
  date: IsoDate,
  description: shortText(300),
  /** What was paid, VAT included, in the currency of the project. */
  amount: AmountMinor.refine((amount) => amount > 0, { error: 'must be more than zero' }),
  /** The part of it that is VAT we get back. */
  vatAmount: AmountMinor.refine((amount) => amount >= 0, { error: 'is not negative' }),
  /** Put on top when the customer is charged. */
  markUpBp: BasisPoints.nullable(),
  /** What VAT the customer is charged. */
  vat: VatChoice,
  supply: z.enum(['goods', 'services']),
  billable: z.boolean(),
  /** Among the organisation's files. */
  receiptFileId: Id.nullable(),
};

/** Money spent for a project. */
export const Expense = z.object({
  id: Id,
  projectId: Id,
  /** Who wrote it down. */
  uid: Id.nullable(),
  ...expenseFields,
  /** What the customer is charged for it, in the price mode of the project. */
  charge: AmountMinor,
  status: EntryStatus,
  invoiceId: Id.nullable(),
  ...stamps,
});
export type Expense = z.output<typeof Expense>;

type Paid = Pick<Expense, 'amount' | 'vatAmount' | 'markUpBp'>;

/**
 * What the customer is charged: what was paid, without VAT where the project's prices are, and the mark-up.
 * @throws AppError `invalid-input` at `vatAmount` when that is not a part of what was paid
 */
export function chargeFor({ amount, vatAmount, markUpBp }: Paid, priceMode: PriceMode): Minor {
  if (vatAmount >= amount) {
    throw invalidField('vatAmount', { en: 'The VAT is a part of what was paid.', nl: 'De btw is een deel van wat is betaald.' });
  }
  const basis = priceMode === 'exclusive' ? subtractMinor(amount, vatAmount) : amount;
  return addMinor(basis, percentOf(basis, markUpBp ?? 0));
}
