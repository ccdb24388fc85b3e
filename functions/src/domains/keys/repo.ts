import { keySecretRef, newApiKey } from '../../platform/api-key.ts';
import { tenantCollection, type Tenant } from '../../platform/tenancy.ts';
import { type Reader, type Tx } from '../../platform/tx.ts';
import { MAX_KEYS, type ApiKey, type KeySecret } from './key.ts';

export const keys = tenantCollection<ApiKey>('keys');

export const keyRef = keys.doc;

/** @throws AppError `not-found` */
export function keyById(reader: Reader, org: Tenant, id: string): Promise<ApiKey> {
  return reader.require(keys.doc(org, id));
}

export function activeKeys(reader: Reader, org: Tenant): Promise<ApiKey[]> {
  return reader.find(keys.in(org).where('status', '==', 'active').limit(MAX_KEYS));
}

type Recognised = Pick<ApiKey, 'id' | 'permissions' | 'addresses' | 'expiresAt'>;

/** Writes what a new secret of a key is recognised by. @returns the key itself, and what is kept of it for people */
export function addSecret(tx: Tx, org: Tenant, key: Recognised, now: Date): { readonly text: string; readonly secret: KeySecret } {
  const { text, prefix, hash } = newApiKey();
  const { id: keyId, permissions, addresses, expiresAt } = key;
  tx.append(keySecretRef(prefix), { id: prefix, orgId: org.id, keyId, hash, permissions, addresses, expiresAt, usedAt: null });
  return { text, secret: { prefix, createdAt: now, expiresAt } };
}

/** What all secrets of a key may, and from where. */
export function changeSecrets(tx: Tx, { secrets, permissions, addresses }: Pick<ApiKey, 'secrets' | 'permissions' | 'addresses'>): void {
  for (const { prefix } of secrets) tx.patch(keySecretRef(prefix), { permissions, addresses });
}

export function endSecret(tx: Tx, prefix: string, expiresAt: Date | null): void {
  tx.patch(keySecretRef(prefix), { expiresAt });
}

/** Nobody can use them from the commit on. */
export function removeSecrets(tx: Tx, secrets: readonly KeySecret[]): void {
  for (const { prefix } of secrets) tx.delete(keySecretRef(prefix));
}
