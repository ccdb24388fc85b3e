import * as z from 'zod';
import { type Action, type TenantContext } from './action.ts';
import { type DocumentReference } from 'firebase-admin/firestore';
import { actorName, permits, type Actor, type Permission } from './actor.ts';
import { keyOf } from './api-key.ts';
import { auditRef, hashInput, type AuditRecord } from './audit.ts';
import { type Clock } from './clock.ts';
import { setting } from './config.ts';
import { AppError, toAppError } from './errors.ts';
import { Id } from './ids.ts';
import { parseInput } from './issues.ts';
import { verifyLink } from './link-token.ts';
import { log, withLogContext } from './log.ts';
import { memberOf, noOrganisation } from './members.ts';
import { limits, spend, type LimitState } from './rate-limit.ts';
import { Tenant, type Entity } from './tenancy.ts';
import { inTurn } from './turns.ts';
import { reader, transact, type Tx } from './tx.ts';

/** One call, from whichever surface it came. */
export interface Call {
  readonly action: Action | undefined;
  /** As asked, also when there is no such action. */
  readonly name: string;
  readonly input: unknown;
  readonly orgId?: string | undefined;
  readonly idempotencyKey?: string | undefined;
  readonly linkToken?: string | undefined;
  readonly apiKey?: string | undefined;
  /** What the caller says the document is: refused when it is another version by now. */
  readonly ifMatch?: ExpectedVersion | undefined;
  /** Hears what is left of the caller's limit. */
  readonly onLimit?: ((state: LimitState) => void) | undefined;
  readonly user?: { readonly uid: string; readonly email: string | null; readonly emailVerified: boolean } | undefined;
  /** Whether the platform verified an App Check token. */
  readonly appChecked: boolean;
  readonly bytes: number;
  readonly ip: string | null;
  readonly correlationId: string;
  readonly clock: Clock;
}

/** A document of the caller's organisation, and the versions of it that the caller accepts. */
export interface ExpectedVersion {
  readonly document: (org: Tenant) => DocumentReference<Entity>;
  /** Any, as long as the document exists: `undefined`. */
  readonly versions: readonly number[] | undefined;
}

const DEFAULT_MAX_BYTES = 256 * 1024;

/** The last limit, before anything is known of the action; the surfaces refuse more than this unread. */
export const MAX_BODY_BYTES = 8 * 1024 * 1024;

/**
 * The one way into an action: size, App Check, who, tenant, permission, rate, input, idempotency, run, output, audit.
 * @returns the reply as JSON data
 * @throws AppError and nothing else; logged here
 */
export async function invoke(call: Call): Promise<unknown> {
  const context = { correlationId: call.correlationId, action: call.name };
  return withLogContext(context, async () => {
    const started = performance.now();
    try {
      const reply = await admitted(call);
      log.info('action.done', { ms: Math.round(performance.now() - started) });
      return reply;
    } catch (thrown) {
      const error = toAppError(thrown);
      const fields = { code: error.code, ms: Math.round(performance.now() - started) };
      if (error.kind.severity === 'warning') log.warning('action.refused', { ...fields, reason: error.message });
      else log.error('action.failed', error.cause ?? error, fields);
      throw error;
    }
  });
}

async function admitted(call: Call): Promise<unknown> {
  const { action } = call;
  if (action === undefined || 'access' in action.who && action.who.access === 'system') {
    throw new AppError('unknown-action', `no action ${call.name}`);
  }
  if (call.bytes > (action.maxBytes ?? DEFAULT_MAX_BYTES)) {
    throw new AppError('too-large', `${call.bytes} bytes for ${call.name}`);
  }
  // A program has no app to attest: its key is the proof, where a key is looked at.
  const isProgram = call.apiKey !== undefined && !('link' in action.who);
  if (setting('APP_CHECK') === 'enforce' && !call.appChecked && !isProgram) {
    throw new AppError('app-check-required', 'no valid App Check token');
  }
  const { org, actor } = await identify(action, call);
  return perform(action, { org, actor, call });
}

interface Admitted {
  readonly org: Tenant | undefined;
  readonly actor: Actor;
  readonly call: Pick<Call, 'input' | 'idempotencyKey' | 'ifMatch' | 'clock' | 'correlationId' | 'ip'>;
}

async function identify(action: Action, call: Call): Promise<{ org: Tenant | undefined; actor: Actor }> {
  const { who } = action;
  const now = Date.now();
  if ('link' in who) {
    note(call, spend(addressKey(call), limits.stranger, now));
    const claims = verifyLink(who.link, call.linkToken ?? '', call.clock.now());
    const actor: Actor = { kind: 'link', link: claims.link, documentId: claims.documentId };
    return { org: Tenant.verified(claims.orgId), actor };
  }
  if (call.apiKey !== undefined) return program(who, call.apiKey, call, now);
  if ('access' in who && who.access === 'guest') return guest(call, now);
  if (call.user === undefined) throw new AppError('unauthenticated', 'no signed-in user');
  note(call, spend(`user:${call.user.uid}`, limits.person, now));
  if ('access' in who) return { org: undefined, actor: { kind: 'user', ...call.user } };
  if (call.orgId === undefined) throw missingOrgId();
  return allowed(await memberOf(call.orgId, call.user.uid), who.permission);
}

/** @throws AppError `forbidden`, naming the permission */
function allowed<A extends { actor: Actor }>(admitted: A, permission: Permission): A {
  const { actor } = admitted;
  if ((actor.kind === 'member' || actor.kind === 'key') && permits(actor.permissions, permission)) return admitted;
  throw new AppError('forbidden', `needs ${permission}`, { data: { permission } });
}

/** The holder of an API key, in the organisation of the key. At a shop it is a guest like any other. */
async function program(who: Exclude<Action['who'], { link: unknown }>, text: string, call: Call, now: number): Promise<{ org: Tenant; actor: Actor }> {
  note(call, spend(`key:${call.ip ?? 'unknown'}`, limits.program, now));
  const key = await keyOf({ text, ip: call.ip, clock: call.clock });
  if (call.orgId !== undefined && call.orgId !== key.org.id) throw noOrganisation(call.orgId);
  if ('permission' in who) return allowed(key, who.permission);
  if (who.access === 'guest') return { org: key.org, actor: { kind: 'guest', uid: null } };
  throw new AppError('forbidden', 'an API key is no person', {
    say: { en: 'Only a person can do this, not an API key.', nl: 'Alleen een persoon kan dit doen, geen API-sleutel.' },
  });
}

const addressKey = (call: Call): string => `ip:${call.ip ?? 'unknown'}`;

function note(call: Call, state: LimitState): void {
  call.onLimit?.(state);
}

function guest(call: Call, now: number): { org: Tenant; actor: Actor } {
  note(call, spend(call.user === undefined ? addressKey(call) : `user:${call.user.uid}`, limits.shopper, now));
  if (call.orgId === undefined) throw missingOrgId();
  if (!Id.safeParse(call.orgId).success) throw new AppError('not-found', 'malformed orgId');
  return { org: Tenant.verified(call.orgId), actor: { kind: 'guest', uid: call.user?.uid ?? null } };
}

function missingOrgId(): AppError {
  return missing('orgId');
}

function missing(path: 'orgId' | 'idempotencyKey'): AppError {
  return new AppError('invalid-input', `${path}: is required`, { issues: [{ path, code: 'required', message: 'is required' }] });
}

/**
 * Runs an action on behalf of the system itself: for triggers, tasks and schedules. Same input check, transaction,
 * idempotency and audit record as for a person.
 */
export function invokeAsSystem(
  action: Action,
  options: { org: Tenant; job: string; input: unknown; clock: Clock; correlationId: string; idempotencyKey?: string },
): Promise<unknown> {
  const { org, job, ...call } = options;
  return perform(action, {
    org,
    actor: { kind: 'system', job },
    call: { ...call, idempotencyKey: options.idempotencyKey, ip: null },
  });
}

async function perform(action: Action, admitted: Admitted): Promise<unknown> {
  const { org, actor, call } = admitted;
  if (action.keyed === true && call.idempotencyKey === undefined) throw missing('idempotencyKey');
  const input = parseInput(action.input, call.input);
  const hot = action.hot?.(input);
  // The overloads of `action()` tie `run` to the right context; the kernel holds them all in one list.
  const context = { input, org, actor, clock: call.clock, correlationId: call.correlationId } as unknown as TenantContext<never>;
  if (action.kind === 'read') return encode(action, await action.read({ ...context, reader } as never));
  const request = new Request(action, admitted, input);
  return inTurn(hot === undefined ? undefined : `${org?.path ?? 'user'}:${hot}`, () => request.run(context));
}

function encode(action: Action, result: unknown): unknown {
  const reply = z.safeEncode(action.output, result as never);
  if (!reply.success) throw new AppError('internal', `output of ${action.name}: ${reply.error.message}`);
  return reply.data;
}

/** One changing call with its audit record, which is also the memory that makes a repeated call harmless. */
class Request {
  private readonly ref;
  private readonly requestHash: string | null;

  constructor(
    private readonly action: Action,
    private readonly admitted: Admitted,
    input: unknown,
  ) {
    const { org, actor, call } = admitted;
    this.ref = auditRef(org, actor, action.name, call.idempotencyKey);
    this.requestHash = call.idempotencyKey === undefined ? null : hashInput(input);
  }

  async run(context: TenantContext<never>): Promise<unknown> {
    let result: unknown;
    try {
      result = await this.commit(context);
    } catch (thrown) {
      // The record is created, not read first: a first call pays no read, and only a failing one looks for a reply.
      const earlier = await this.earlier();
      if (earlier === undefined) throw thrown;
      return this.replay(earlier, context);
    }
    return this.action.kind === 'provider' ? this.finish(result, context) : result;
  }

  /** The first phase and its record, in one transaction. @returns the reply, or what a provider action opened */
  private commit(context: TenantContext<never>): Promise<unknown> {
    const { action } = this;
    if (action.kind === 'read') throw new Error('unreachable: reads make no request');
    return transact(context.clock, async (tx) => {
      await this.assertExpected(tx);
      const value = await action.run({ ...context, tx } as never);
      const reply = action.kind === 'provider' ? undefined : encode(action, value);
      tx.append(this.ref, this.record(tx, reply, value));
      return action.kind === 'provider' ? value : reply;
    });
  }

  /** In the transaction, where nothing can come between; the document is one that the action reads anyway. */
  private async assertExpected(tx: Tx): Promise<void> {
    const { org, call } = this.admitted;
    if (call.ifMatch === undefined || org === undefined) return;
    const found = (await tx.get(call.ifMatch.document(org))) as (Entity & { readonly version?: number }) | undefined;
    const { versions } = call.ifMatch;
    // Of a document that is missing the action itself tells.
    if (found === undefined || versions === undefined || versions.includes(found.version ?? 0)) return;
    throw new AppError('version-mismatch', `${found.id} is at version ${found.version}`, { data: { version: found.version ?? null } });
  }

  private async finish(opened: unknown, context: TenantContext<never>): Promise<unknown> {
    const { action } = this;
    if (action.kind !== 'provider') throw new Error('unreachable: only provider actions are finished');
    const answer = await action.call({ ...context, opened, reader } as never);
    return transact(context.clock, async (tx) => {
      const reply = encode(action, await action.settle({ ...context, opened, answer, tx } as never));
      tx.patch(this.ref, { phase: 'done', reply: this.kept(reply) });
      return reply;
    });
  }

  private record(tx: Tx, reply: unknown, opened: unknown): AuditRecord {
    const { actor, call } = this.admitted;
    const open = this.action.kind === 'provider';
    return {
      id: this.ref.id,
      action: this.action.name,
      actor: actorName(actor),
      at: call.clock.now(),
      ip: call.ip,
      correlationId: call.correlationId,
      changes: tx.changes(),
      requestHash: this.requestHash,
      reply: open ? null : this.kept(reply),
      opened: open ? JSON.stringify(opened) : null,
      phase: open ? 'open' : 'done',
    };
  }

  private kept(reply: unknown): string | null {
    return this.requestHash === null || this.action.secretReply === true ? null : JSON.stringify(reply ?? null);
  }

  private async earlier(): Promise<AuditRecord | undefined> {
    return this.requestHash === null ? undefined : reader.get(this.ref);
  }

  private async replay(earlier: AuditRecord, context: TenantContext<never>): Promise<unknown> {
    if (earlier.requestHash !== this.requestHash) {
      throw new AppError('idempotency-mismatch', `key was used with another input of ${this.action.name}`);
    }
    log.info('action.replayed');
    if (earlier.reply !== null) return JSON.parse(earlier.reply) as unknown;
    if (earlier.phase === 'open' && this.action.kind === 'provider') {
      return this.finish(this.action.opened.parse(JSON.parse(earlier.opened ?? 'null')), context);
    }
    throw new AppError('conflict', `${this.action.name} was done with this key; its reply is shown only once`);
  }
}
