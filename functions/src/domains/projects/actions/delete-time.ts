import * as z from 'zod';
import { action } from '../../../platform/action.ts';
import { Id } from '../../../platform/ids.ts';
import { orderProjectSummary } from '../order-summary.ts';
import { removeTime, timeById } from '../repo.ts';
import { assertUnbilled } from '../time-entry.ts';

export const deleteTime = action({
  name: 'projects/delete-time',
  summary: 'Deletes time that is on no invoice',
  permission: 'projects.write',
  input: z.object({ entryId: Id }),
  output: z.object({ entryId: Id }),
  async run({ input: { entryId }, org, clock, correlationId, tx }) {
    const entry = await timeById(tx, org, entryId);
    assertUnbilled(entry);
    removeTime(tx, org, entryId);
    orderProjectSummary({ tx, org, clock, correlationId }, entry.projectId);
    return { entryId };
  },
});
