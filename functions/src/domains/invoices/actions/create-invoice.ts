import * as z from 'zod';
import { action } from '../../../platform/action.ts';
import { businessDate } from '../../../platform/business-date.ts';
import { Id, newId } from '../../../platform/ids.ts';
import { organisation } from '../../accounts/api.ts';
import { activeCustomer } from '../../customers/api.ts';
import { wantRates } from '../../rates/api.ts';
import { DraftLines } from '../../vat/api.ts';
import { deductible } from '../deposits.ts';
import { newDraft } from '../draft.ts';
import { depositIds, draftTerms, Invoice } from '../invoice.ts';
import { createDraft } from '../repo.ts';

export const createInvoice = action({
  name: 'invoices/create',
  summary: 'Makes a draft invoice: no number yet, everything may still change',
  permission: 'invoices.write',
  input: z.object({
    customerId: Id,
    lines: DraftLines,
    /** A deposit is asked before the supply. */
    purpose: z.enum(['standard', 'deposit']).optional(),
    depositIds,
    ...z.object(draftTerms).partial().shape,
  }),
  output: Invoice,
  async run({ input, org, clock, correlationId, tx }) {
    const { customerId, depositIds: ids = [], ...content } = input;
    const [sender, receiver] = await Promise.all([organisation(tx, org), activeCustomer(tx, org, customerId)]);
    const { currency = sender.currency } = content;
    await wantRates({ tx, org, clock, correlationId }, currency, businessDate(clock.now(), sender.timeZone));
    const id = newId();
    const deposits = await deductible(tx, org, { id, customerId, currency }, ids);
    return createDraft(tx, org, newDraft(id, { organisation: sender, customer: receiver, clock }, { ...content, deposits }));
  },
});
