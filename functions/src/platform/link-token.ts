import { createHmac, timingSafeEqual } from 'node:crypto';
import { type LinkKind } from './actor.ts';
import { AppError } from './errors.ts';
import { secret } from './config.ts';
import { Tenant } from './tenancy.ts';

/** What a public link opens, and until when. */
export interface LinkClaims {
  readonly link: LinkKind;
  readonly orgId: string;
  readonly documentId: string;
  readonly expiresAt: Date;
}

const MAC_BYTES = 20;

/**
 * A link token: claims and a 160-bit HMAC-SHA-256 over them. It is computed, never stored, so no document a client
 * can read contains one; changing `LINK_KEY` ends all links at once.
 */
export function signLink(claims: LinkClaims): string {
  const fields = [claims.link, claims.orgId, claims.documentId, Math.floor(claims.expiresAt.getTime() / 1000)];
  const body = Buffer.from(JSON.stringify(fields)).toString('base64url');
  return `${body}.${mac(body)}`;
}

/**
 * Reads a token of kind `link`.
 * @throws AppError `not-found` when it is malformed, tampered with or of another kind; `expired` when too old.
 */
export function verifyLink(link: LinkKind, token: string, now: Date): LinkClaims {
  const [body = '', signature = '', ...rest] = token.split('.');
  // Compared as written: the last character of base64 has bits to spare, so that other texts decode to the same bytes.
  const [given, right] = [Buffer.from(signature), Buffer.from(mac(body))];
  if (rest.length > 0 || given.length !== right.length || !timingSafeEqual(given, right)) throw unknownLink();
  const [kind, orgId, documentId, seconds] = JSON.parse(Buffer.from(body, 'base64url').toString()) as [LinkKind, string, string, number];
  if (kind !== link) throw unknownLink();
  const expiresAt = new Date(seconds * 1000);
  if (expiresAt <= now) throw new AppError('expired', `link to ${link} ${documentId} expired`);
  return { link, orgId, documentId, expiresAt };
}

/**
 * As `verifyLink`, for an action that a signed-in person calls with the link it was sent.
 * @returns the organisation that the link opens, and the document in it
 */
export function openLink(link: LinkKind, token: string, now: Date): { org: Tenant; documentId: string } {
  const { orgId, documentId } = verifyLink(link, token, now);
  return { org: Tenant.verified(orgId), documentId };
}

function mac(body: string): string {
  return createHmac('sha256', secret('LINK_KEY')).update(`link.v1.${body}`).digest().subarray(0, MAC_BYTES).toString('base64url');
}

function unknownLink(): AppError {
  return new AppError('not-found', 'link token does not verify', {
    say: { en: 'This link is not valid.', nl: 'Deze link is niet geldig.' },
  });
}
