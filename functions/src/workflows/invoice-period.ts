import * as z from 'zod';
import { Invoice } from '../domains/invoices/api.ts';
import { projectById } from '../domains/projects/api.ts';
import { action } from '../platform/action.ts';
import { IsoDate } from '../platform/business-date.ts';
import { Id } from '../platform/ids.ts';
import { draftPeriod, partiesOf } from './project-invoices.ts';

export const invoicePeriod = action({
  name: 'projects/invoice-period',
  summary: 'Makes a draft invoice of one period of a retainer, each once',
  permission: 'invoices.write',
  input: z.object({
    projectId: Id,
    /** First day of the period; the first that is open unless told. */
    from: IsoDate.optional(),
  }),
  output: Invoice,
  hot: ({ projectId }) => `project-${projectId}`,
  async run({ input, ...posting }) {
    const project = await projectById(posting.tx, posting.org, input.projectId);
    return draftPeriod(posting, project, await partiesOf(posting, project), input.from);
  },
});
