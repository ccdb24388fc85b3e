import * as z from 'zod';
import { isAddressRange } from '../../platform/address-list.ts';
import { AppError, invalidField } from '../../platform/errors.ts';
import { Id } from '../../platform/ids.ts';
import { Instant, stamps } from '../../platform/instant.ts';
import { shortText } from '../../platform/text.ts';
import { PermissionName } from '../accounts/api.ts';

/** Keys of one organisation that are not revoked. */
export const MAX_KEYS = 50;

const KeyPermissions = z
  .array(PermissionName)
  .min(1, 'must have at least one permission')
  .max(100)
  .refine((names) => !names.includes('keys.write'), 'must not hold keys.write: a key makes no other keys')
  .overwrite((names) => [...new Set(names)].sort());

const AddressRange = z.string().max(50).refine(isAddressRange, 'must be an IP address or a range such as 203.0.113.0/24');

/** What a person decides about a key. */
export const keyFields = {
  name: shortText(80),
  permissions: KeyPermissions,
  /** From where it may be used; empty: from anywhere. */
  addresses: z.array(AddressRange).max(50, 'must be at most 50 addresses'),
};

/** One secret of a key, by the part of it that is no secret. */
const KeySecret = z.object({
  /** The beginning of the key, to recognise it by. */
  prefix: z.string(),
  createdAt: Instant,
  expiresAt: Instant.nullable(),
});
export type KeySecret = z.output<typeof KeySecret>;

export const ApiKey = z
  .object({
    id: Id,
    name: z.string(),
    permissions: z.array(PermissionName),
    addresses: z.array(z.string()),
    status: z.enum(['active', 'revoked']),
    /** The newest first; several while one is rotated out. Empty once revoked. */
    secrets: z.array(KeySecret),
    expiresAt: Instant.nullable(),
    /** Within five minutes. */
    lastUsedAt: Instant.nullable(),
    /** As in the audit trail. */
    createdBy: z.string(),
    revokedAt: Instant.nullable(),
    ...stamps,
  })
  .meta({ id: 'ApiKey' });
export type ApiKey = z.output<typeof ApiKey>;

/** The only reply that holds the key itself. */
export const ShownKey = z.object({ ...ApiKey.shape, secret: z.string().meta({ description: 'The key; shown this once' }) });

/** @throws AppError `invalid-input` for a moment that has passed */
export function assertFuture(expiresAt: Date | null, now: Date): void {
  if (expiresAt === null || expiresAt > now) return;
  throw invalidField('expiresAt', { en: 'must be in the future', nl: 'moet in de toekomst liggen' });
}

/** @throws AppError `wrong-state` for a key that was revoked */
export function assertActive({ id, status }: ApiKey): void {
  if (status === 'active') return;
  throw new AppError('wrong-state', `key ${id} is revoked`, { say: { en: 'This key was revoked.', nl: 'Deze sleutel is ingetrokken.' } });
}

/** The earlier of two ends, of which `null` never comes. */
export function earlierEnd(a: Date | null, b: Date | null): Date | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}
