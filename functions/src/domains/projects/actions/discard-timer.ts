import * as z from 'zod';
import { action } from '../../../platform/action.ts';
import { AppError } from '../../../platform/errors.ts';
import { Id } from '../../../platform/ids.ts';
import { timerRef } from '../repo.ts';
import { personOf } from '../working.ts';

export const discardTimer = action({
  name: 'projects/discard-timer',
  summary: 'Throws a running timer away without writing down its time',
  permission: 'projects.write',
  input: z.object({
    /** Whose timer; the caller's own unless told. Who has left the organisation cannot stop one any more. */
    uid: Id.optional(),
  }),
  output: z.object({ uid: Id }),
  async run({ input, org, actor, tx }) {
    const uid = personOf(actor, input.uid);
    if ((await tx.get(timerRef(org, uid))) === undefined) {
      throw new AppError('not-found', `no timer of ${uid} runs`, { say: { en: 'No such timer is running.', nl: 'Deze timer loopt niet.' } });
    }
    tx.delete(timerRef(org, uid));
    return { uid };
  },
});
