import * as z from 'zod';
import { action } from '../../../platform/action.ts';
import { Id } from '../../../platform/ids.ts';
import { assertMayGrant } from '../../accounts/api.ts';
import { assertActive, earlierEnd, ShownKey } from '../key.ts';
import { addSecret, endSecret, keyById, keyRef, removeSecrets } from '../repo.ts';

const HOUR_MS = 3_600_000;

export const rotateKey = action({
  name: 'keys/rotate',
  summary: 'Gives an API key a new secret, shown once; the old one works on for the given hours',
  permission: 'keys.write',
  secretReply: true,
  input: z.object({
    keyId: Id,
    /** 0: the old secret stops at once. */
    overlapHours: z.int().min(0).max(168).default(24),
  }),
  output: ShownKey,
  async run({ input: { keyId, overlapHours }, actor, org, clock, tx }) {
    const key = await keyById(tx, org, keyId);
    assertActive(key);
    // The new secret is handed to the caller, so it may not hold more than the caller has.
    assertMayGrant(actor, key.permissions);
    const now = clock.now();
    const overlapEnd = new Date(now.getTime() + overlapHours * HOUR_MS);
    const [newest, ...older] = key.secrets;
    // Only the newest overlaps: rotating twice in a row ends the first.
    const kept = newest === undefined || overlapHours === 0 ? [] : [{ ...newest, expiresAt: earlierEnd(newest.expiresAt, overlapEnd) }];
    removeSecrets(tx, newest !== undefined && kept.length === 0 ? [newest, ...older] : older);
    for (const { prefix, expiresAt } of kept) endSecret(tx, prefix, expiresAt);
    const { text, secret } = addSecret(tx, org, key, now);
    return { ...tx.update(keyRef(org, keyId), { secrets: [secret, ...kept] }), secret: text };
  },
});
