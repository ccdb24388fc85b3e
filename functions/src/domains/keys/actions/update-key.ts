import * as z from 'zod';
import { action } from '../../../platform/action.ts';
import { given } from '../../../platform/change.ts';
import { Id } from '../../../platform/ids.ts';
import { assertMayGrant } from '../../accounts/api.ts';
import { ApiKey, assertActive, keyFields } from '../key.ts';
import { changeSecrets, keyById, keyRef } from '../repo.ts';

export const updateKey = action({
  name: 'keys/update',
  summary: 'Changes name, permissions or addresses of an API key, from the next call on',
  permission: 'keys.write',
  input: z.object({ keyId: Id, ...z.object(keyFields).partial().shape }),
  output: ApiKey,
  async run({ input: { keyId, ...fields }, actor, org, tx }) {
    const before = await keyById(tx, org, keyId);
    assertActive(before);
    if (fields.permissions !== undefined) assertMayGrant(actor, [...fields.permissions, ...before.permissions]);
    const after = tx.update(keyRef(org, keyId), given(fields));
    changeSecrets(tx, after);
    return after;
  },
});
