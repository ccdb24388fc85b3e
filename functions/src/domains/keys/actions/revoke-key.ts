import * as z from 'zod';
import { action } from '../../../platform/action.ts';
import { Id } from '../../../platform/ids.ts';
import { ApiKey } from '../key.ts';
import { keyById, keyRef, removeSecrets } from '../repo.ts';

export const revokeKey = action({
  name: 'keys/revoke',
  summary: 'Ends an API key with all its secrets, from the next call on',
  permission: 'keys.write',
  input: z.object({ keyId: Id }),
  output: ApiKey,
  async run({ input: { keyId }, org, clock, tx }) {
    const key = await keyById(tx, org, keyId);
    if (key.status === 'revoked') return key;
    removeSecrets(tx, key.secrets);
    return tx.update(keyRef(org, keyId), { status: 'revoked', secrets: [], revokedAt: clock.now() });
  },
});
