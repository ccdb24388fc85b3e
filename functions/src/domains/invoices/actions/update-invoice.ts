import * as z from 'zod';
import { action } from '../../../platform/action.ts';
import { Id } from '../../../platform/ids.ts';
import { ZERO } from '../../../platform/money.ts';
import { organisation } from '../../accounts/api.ts';
import { activeCustomer, customer, partyOf } from '../../customers/api.ts';
import { DraftLines } from '../../vat/api.ts';
import { priceDraft } from '../draft.ts';
import { assertDraft } from '../frozen.ts';
import { draftTerms, Invoice } from '../invoice.ts';
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
    ...z.object(draftTerms).partial().shape,
  }),
  output: Invoice,
  async run({ input, org, clock, tx }) {
    const { invoiceId, ...changes } = input;
    const draft = await invoiceById(tx, org, invoiceId);
    assertDraft(draft);
    const { customerId = draft.customerId } = changes;
    const find = customerId === draft.customerId ? customer : activeCustomer;
    const [sender, receiver] = await Promise.all([organisation(tx, org), find(tx, org, customerId)]);
    const after = { ...draft, ...defined(changes) };
    const priced = priceDraft({ organisation: sender, customer: receiver, clock }, after);
    return changeInvoice(tx, org, draft, {
      ...defined(changes),
      ...priced,
      buyer: partyOf(receiver),
      amounts: amountsOf(priced.totals.gross, { paid: ZERO, credited: ZERO, writtenOff: ZERO }),
    });
  },
});

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** Without the fields that were left out. */
function defined<T extends object>(fields: T): Defined<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Defined<T>;
}
