import * as z from 'zod';
import { Invoice } from '../domains/invoices/api.ts';
import { projectById } from '../domains/projects/api.ts';
import { action } from '../platform/action.ts';
import { Id } from '../platform/ids.ts';
import { draftInstalments, partiesOf } from './project-invoices.ts';

export const invoiceInstalment = action({
  name: 'projects/invoice-instalment',
  summary: 'Makes a draft invoice of instalments of a fixed price, each once; the last deducts the deposits on the quote',
  permission: 'invoices.write',
  input: z.object({
    projectId: Id,
    /** The ids of the instalments; the first that is open unless told. */
    instalments: z.array(Id).min(1).max(60).nullable().default(null),
  }),
  output: Invoice,
  hot: ({ projectId }) => `project-${projectId}`,
  async run({ input, ...posting }) {
    const project = await projectById(posting.tx, posting.org, input.projectId);
    return (await draftInstalments(posting, project, await partiesOf(posting, project), input.instalments)).draft;
  },
});
