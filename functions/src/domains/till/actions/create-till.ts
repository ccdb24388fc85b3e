import * as z from 'zod';
import { action } from '../../../platform/action.ts';
import { newId } from '../../../platform/ids.ts';
import { shortText } from '../../../platform/text.ts';
import { organisation } from '../../accounts/api.ts';
import { tillRef } from '../repo.ts';
import { Till } from '../session.ts';

export const createTill = action({
  name: 'till/create',
  summary: 'Adds a till, such as one drawer at a counter',
  permission: 'payments.write',
  input: z.object({ name: shortText(60) }),
  output: Till,
  async run({ input, org, tx }) {
    const { currency } = await organisation(tx, org);
    return tx.create(tillRef(org, newId()), { id: '', name: input.name, currency, sessionId: null, left: null });
  },
});
