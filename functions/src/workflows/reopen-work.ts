import * as z from 'zod';
import { invoiceById } from '../domains/invoices/api.ts';
import { releaseBilled } from '../domains/projects/api.ts';
import { action } from '../platform/action.ts';
import { AppError } from '../platform/errors.ts';
import { Id } from '../platform/ids.ts';

export const reopenWork = action({
  name: 'projects/reopen-work',
  summary: 'Makes the time, expenses, periods and instalments on an invoice that was credited in full open again, once',
  permission: 'invoices.finalize',
  input: z.object({ invoiceId: Id }),
  output: z.object({
    projectId: Id,
    /** Entries, expenses, periods and instalments that can be invoiced again. */
    reopened: z.int(),
  }),
  async run({ input: { invoiceId }, ...posting }) {
    const invoice = await invoiceById(posting.tx, posting.org, invoiceId);
    // A person decides: what was credited out of goodwill is not to be charged once more.
    if (invoice.kind !== 'invoice' || invoice.status !== 'credited') throw notCredited(invoiceId);
    const reopened = await releaseBilled(posting, invoice);
    if (invoice.projectId === null || reopened === 0) throw nothingOnIt(invoiceId);
    return { projectId: invoice.projectId, reopened };
  },
});

function notCredited(invoiceId: string): AppError {
  return new AppError('wrong-state', `invoice ${invoiceId} is not credited in full`, {
    say: {
      en: 'Only work on an invoice that was credited in full can be invoiced again.',
      nl: 'Alleen werk op een factuur die helemaal is gecrediteerd kan opnieuw worden gefactureerd.',
    },
  });
}

function nothingOnIt(invoiceId: string): AppError {
  return new AppError('wrong-state', `nothing of a project stands on invoice ${invoiceId}`, {
    say: { en: 'No work of a project stands on this invoice any more.', nl: 'Er staat geen werk van een project meer op deze factuur.' },
  });
}
