import * as z from 'zod';
import { action } from '../../../platform/action.ts';
import { Id, newId } from '../../../platform/ids.ts';
import { organisation } from '../../accounts/api.ts';
import { activeCustomer } from '../../customers/api.ts';
import { DraftLines } from '../../vat/api.ts';
import { newDraft } from '../draft.ts';
import { draftTerms, Invoice } from '../invoice.ts';
import { createDraft } from '../repo.ts';

export const createInvoice = action({
  name: 'invoices/create',
  summary: 'Makes a draft invoice: no number yet, everything may still change',
  permission: 'invoices.write',
  input: z.object({ customerId: Id, lines: DraftLines, ...z.object(draftTerms).partial().shape }),
  output: Invoice,
  async run({ input, org, clock, tx }) {
    const { customerId, ...content } = input;
    const [sender, receiver] = await Promise.all([organisation(tx, org), activeCustomer(tx, org, customerId)]);
    return createDraft(tx, org, newDraft(newId(), { organisation: sender, customer: receiver, clock }, content));
  },
});
