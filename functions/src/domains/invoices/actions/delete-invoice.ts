import * as z from 'zod';
import { action } from '../../../platform/action.ts';
import { Id } from '../../../platform/ids.ts';
import { assertDraft } from '../frozen.ts';
import { deleteDraft, invoiceById } from '../repo.ts';

export const deleteInvoice = action({
  name: 'invoices/delete',
  summary: 'Deletes a draft invoice; one with a number can only be credited',
  permission: 'invoices.write',
  input: z.object({ invoiceId: Id }),
  output: z.object({ invoiceId: Id }),
  async run({ input, org, tx }) {
    const draft = await invoiceById(tx, org, input.invoiceId);
    assertDraft(draft);
    deleteDraft(tx, org, draft);
    return { invoiceId: draft.id };
  },
});
