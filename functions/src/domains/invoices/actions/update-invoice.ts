import * as z from 'zod';
import { action } from '../../../platform/action.ts';
import { businessDate } from '../../../platform/business-date.ts';
import { Id } from '../../../platform/ids.ts';
import { ZERO } from '../../../platform/money.ts';
import { organisation } from '../../accounts/api.ts';
import { activeCustomer, customer, partyOf } from '../../customers/api.ts';
import { wantRates } from '../../rates/api.ts';
import { DraftLines } from '../../vat/api.ts';
import { deductible } from '../deposits.ts';
import { priceDraft } from '../draft.ts';
import { assertDraft } from '../frozen.ts';
import { depositIds, draftTerms, Invoice } from '../invoice.ts';
import { changeInvoice, invoiceById } from '../repo.ts';
import { amountsOf } from '../status.ts';

export const updateInvoice = action({
  name: 'invoices/update',
  summary: 'Changes a draft invoice; fields left out stay as they are',
  permission: 'invoices.write',
  input: z.object({
    invoiceId: Id,
    customerId: Id.optional(),
    lines: DraftLines.optional(),
    depositIds,
    ...z.object(draftTerms).partial().shape,
  }),
  output: Invoice,
  async run({ input, org, clock, correlationId, tx }) {
    const { invoiceId, depositIds: ids, ...changes } = input;
    const draft = await invoiceById(tx, org, invoiceId);
    assertDraft(draft);
    const { customerId = draft.customerId } = changes;
    const find = customerId === draft.customerId ? customer : activeCustomer;
    const [sender, receiver] = await Promise.all([organisation(tx, org), find(tx, org, customerId)]);
    const changed = { ...draft, ...defined(changes) };
    const deposits = await deductible(tx, org, changed, ids ?? draft.deposits.map((deposit) => deposit.invoiceId));
    const after = { ...changed, deposits };
    await wantRates({ tx, org, clock, correlationId }, after.currency, businessDate(clock.now(), sender.timeZone));
    const priced = priceDraft({ organisation: sender, customer: receiver, clock }, after);
    return changeInvoice(tx, org, draft, {
      ...defined(changes),
      ...priced,
      deposits,
      purpose: purposeOf(draft, deposits),
      buyer: partyOf(receiver),
      amounts: amountsOf(priced.totals.gross, { paid: ZERO, credited: ZERO, writtenOff: ZERO }),
    });
  },
});

/** An invoice is final as long as it deducts deposits. */
function purposeOf({ purpose }: Invoice, deposits: Invoice['deposits']): Invoice['purpose'] {
  if (deposits.length > 0) return 'final';
  return purpose === 'final' ? 'standard' : purpose;
}

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** Without the fields that were left out. */
function defined<T extends object>(fields: T): Defined<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Defined<T>;
}
