import { actorName, type Actor } from './actor.ts';
import { newId, sha256, stableId } from './ids.ts';
import { tenantCollection, userCollection, type Entity, type Tenant } from './tenancy.ts';
import { type Change } from './tx.ts';

/**
 * What was done, by whom, and what it wrote. With an idempotency key the record is also the memory of the reply, so
 * that doing a thing once and remembering it cost one write.
 */
export interface AuditRecord extends Entity {
  readonly action: string;
  readonly actor: string;
  readonly at: Date;
  readonly ip: string | null;
  readonly correlationId: string;
  readonly changes: readonly Change[];
  /** Hash of the input, when the caller gave an idempotency key. */
  readonly requestHash: string | null;
  /** The JSON of the reply; `null` when none is kept. */
  readonly reply: string | null;
  /** For provider actions: what the first phase handed on, until the answer is in. */
  readonly opened: string | null;
  readonly phase: 'open' | 'done';
}

const tenantAudit = tenantCollection<AuditRecord>('audit');
const userAudit = userCollection<AuditRecord>('audit');

/** Where a call's record stands: with the organisation, or with the person when there is no organisation. */
export function auditRef(org: Tenant | undefined, actor: Actor, action: string, idempotencyKey: string | undefined) {
  const id = idempotencyKey === undefined ? newId() : stableId('request', actorName(actor), action, idempotencyKey);
  if (org !== undefined) return tenantAudit.doc(org, id);
  if (actor.kind !== 'user') throw new Error(`no place for the audit record of ${actorName(actor)}`);
  return userAudit.doc(actor.uid, id);
}

/** Same input, same hash, whatever the order of its keys. */
export function hashInput(input: unknown): string {
  return sha256(JSON.stringify(input, (_key, value: unknown) => (isObject(value) ? sorted(value) : value)));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function sorted(object: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)));
}
