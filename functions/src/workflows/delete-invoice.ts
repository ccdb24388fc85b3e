import * as z from 'zod';
import { assertDraft, deleteDraft, invoiceById } from '../domains/invoices/api.ts';
import { releaseBilled } from '../domains/projects/api.ts';
import { action } from '../platform/action.ts';
import { Id } from '../platform/ids.ts';

export const deleteInvoice = action({
  name: 'invoices/delete',
  summary: 'Deletes a draft invoice; what of a project stood on it can be invoiced again. One with a number can only be credited',
  permission: 'invoices.write',
  input: z.object({ invoiceId: Id }),
  output: z.object({ invoiceId: Id }),
  async run({ input, org, clock, correlationId, tx }) {
    const draft = await invoiceById(tx, org, input.invoiceId);
    assertDraft(draft);
    deleteDraft(tx, org, draft);
    await releaseBilled({ tx, org, clock, correlationId }, draft);
    return { invoiceId: draft.id };
  },
});
