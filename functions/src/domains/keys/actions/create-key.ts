import * as z from 'zod';
import { action } from '../../../platform/action.ts';
import { actorName } from '../../../platform/actor.ts';
import { AppError } from '../../../platform/errors.ts';
import { newId } from '../../../platform/ids.ts';
import { Instant } from '../../../platform/instant.ts';
import { assertMayGrant } from '../../accounts/api.ts';
import { assertFuture, keyFields, MAX_KEYS, ShownKey } from '../key.ts';
import { activeKeys, addSecret, keyRef } from '../repo.ts';

export const createKey = action({
  name: 'keys/create',
  summary: 'Makes an API key; the reply is the only place where it can ever be read',
  permission: 'keys.write',
  secretReply: true,
  input: z.object({
    name: keyFields.name,
    permissions: keyFields.permissions,
    addresses: keyFields.addresses.default([]),
    expiresAt: Instant.nullable().default(null),
  }),
  output: ShownKey,
  async run({ input, actor, org, clock, tx }) {
    assertMayGrant(actor, input.permissions);
    assertFuture(input.expiresAt, clock.now());
    if ((await activeKeys(tx, org)).length >= MAX_KEYS) throw tooMany();
    const id = newId();
    const { text, secret } = addSecret(tx, org, { id, ...input }, clock.now());
    const facts = { status: 'active', secrets: [secret], lastUsedAt: null, createdBy: actorName(actor), revokedAt: null } as const;
    const key = tx.create(keyRef(org, id), { id, ...input, ...facts, secrets: [secret] });
    return { ...key, secret: text };
  },
});

function tooMany(): AppError {
  return new AppError('limit-reached', `${MAX_KEYS} keys`, {
    say: { en: `There can be at most ${MAX_KEYS} keys. Revoke one first.`, nl: `Er kunnen hoogstens ${MAX_KEYS} sleutels zijn. Trek er eerst een in.` },
  });
}
