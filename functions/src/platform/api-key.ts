import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { type Actor } from './actor.ts';
import { isAllowed } from './address-list.ts';
import { type Clock } from './clock.ts';
import { secret, secretList } from './config.ts';
import { AppError, type Say } from './errors.ts';
import { log } from './log.ts';
import { Tenant, rootCollection, tenantCollection, type Entity } from './tenancy.ts';
import { transact } from './tx.ts';

/**
 * What a key is recognised by, under its prefix. It stands outside the organisation, where no rule lets anybody read
 * it; the domain `keys` writes it together with the document that people see.
 */
export interface ApiKeySecret extends Entity {
  readonly orgId: string;
  readonly keyId: string;
  /** Hexadecimal HMAC of the whole key. */
  readonly hash: string;
  readonly permissions: readonly string[];
  readonly expiresAt: Date | null;
  /** Addresses and ranges in CIDR notation it may be used from; empty: from anywhere. */
  readonly addresses: readonly string[];
  readonly usedAt: Date | null;
}

/** The part of the key's visible document that the kernel keeps. */
interface SeenKey extends Entity {
  readonly lastUsedAt: Date | null;
}

const secrets = rootCollection<ApiKeySecret>('keySecrets');
const keys = tenantCollection<SeenKey>('keys');

export const keySecretRef = (prefix: string) => secrets.doc(prefix);

const SHAPE = /^(tb_(?:live|test)_[A-Za-z0-9]{12})_[A-Za-z0-9]{40}$/;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** How often at most the last use of a key is written down. */
const USE_NOTED_EVERY_MS = 5 * 60_000;

/** A new key: shown once, of which only prefix and hash are kept. The secret part has 238 bits. */
export function newApiKey(): { readonly text: string; readonly prefix: string; readonly hash: string } {
  const prefix = `tb_${keyMode()}_${letters(12)}`;
  const text = `${prefix}_${letters(40)}`;
  return { text, prefix, hash: hashed(text, secretList('API_KEY_PEPPER')[0] ?? '') };
}

/** Keys of an installation that moves real money are `live`; whoever finds one in a log knows how bad that is. */
function keyMode(): 'live' | 'test' {
  return /^[sr]k_live_/.test(secret('STRIPE_SECRET_KEY')) ? 'live' : 'test';
}

function letters(count: number): string {
  let text = '';
  while (text.length < count) {
    // As in ids.ts: bytes from 248 on would favour the first letters.
    for (const byte of randomBytes(64)) if (byte < 248 && text.length < count) text += ALPHABET[byte % 62];
  }
  return text;
}

function hashed(text: string, pepper: string): string {
  return createHmac('sha256', pepper).update(`key.v1.${text}`).digest('hex');
}

/** Whether a credential is meant as an API key, rather than as the token of a person. */
export function isApiKey(credential: string): boolean {
  return credential.startsWith('tb_');
}

interface KeyCall {
  readonly text: string;
  readonly ip: string | null;
  readonly clock: Clock;
}

/**
 * Who a key stands for. Looked up at every call, so that revoking works at once.
 * @throws AppError `unauthenticated`, the same for a key that never was as for a wrong or revoked one; `forbidden` from
 * an address that is not on its list
 */
export async function keyOf({ text, ip, clock }: KeyCall): Promise<{ org: Tenant; actor: Extract<Actor, { kind: 'key' }> }> {
  const prefix = SHAPE.exec(text)?.[1];
  const found = prefix === undefined ? undefined : (await secrets.doc(prefix).get()).data();
  if (found === undefined || !isHashOf(text, found.hash)) throw refused('no such key', UNKNOWN);
  const now = clock.now();
  if (found.expiresAt !== null && found.expiresAt <= now) throw refused(`key ${found.id} expired`, EXPIRED);
  if (!isAllowed(ip, found.addresses)) {
    throw new AppError('forbidden', `key ${found.id} from ${ip ?? 'nowhere'}`, { say: ELSEWHERE });
  }
  const org = Tenant.verified(found.orgId);
  if (found.usedAt === null || now.getTime() - found.usedAt.getTime() >= USE_NOTED_EVERY_MS) await noteUse(org, found, clock);
  return { org, actor: { kind: 'key', keyId: found.keyId, permissions: found.permissions } };
}

function isHashOf(text: string, hash: string): boolean {
  const stored = Buffer.from(hash, 'hex');
  return secretList('API_KEY_PEPPER').some((pepper) => {
    const given = Buffer.from(hashed(text, pepper), 'hex');
    return given.length === stored.length && timingSafeEqual(given, stored);
  });
}

/** For people who wonder whether a key is still needed; a call never fails for it. */
async function noteUse(org: Tenant, { id, keyId }: ApiKeySecret, clock: Clock): Promise<void> {
  const usedAt = clock.now();
  try {
    await transact(clock, async (tx) => {
      tx.patch(secrets.doc(id), { usedAt });
      tx.patch(keys.doc(org, keyId), { lastUsedAt: usedAt });
    });
  } catch (thrown) {
    log.warning('key.use-not-noted', { keyId, reason: thrown instanceof Error ? thrown.message : String(thrown) });
  }
}

const UNKNOWN = { en: 'This API key is not valid.', nl: 'Deze API-sleutel is niet geldig.' };
const EXPIRED = { en: 'This API key has expired.', nl: 'Deze API-sleutel is verlopen.' };
const ELSEWHERE = { en: 'This API key may not be used from this address.', nl: 'Deze API-sleutel mag niet vanaf dit adres worden gebruikt.' };

function refused(reason: string, say: Say): AppError {
  return new AppError('unauthenticated', reason, { say });
}
