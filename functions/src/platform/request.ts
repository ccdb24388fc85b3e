import * as z from 'zod';
import { type Action, type TenantContext } from './action.ts';
import { actorName } from './actor.ts';
import { auditRef, hashInput, type AuditRecord } from './audit.ts';
import { type Admitted } from './call.ts';
import { AppError } from './errors.ts';
import { log } from './log.ts';
import { type Entity } from './tenancy.ts';
import { reader, transact, type Tx } from './tx.ts';

/** The reply as JSON data. A reply that its own schema refuses is our fault, never the caller's. */
export function encode(action: Action, result: unknown): unknown {
  const reply = z.safeEncode(action.output, result as never);
  if (!reply.success) throw new AppError('internal', `output of ${action.name}: ${reply.error.message}`);
  return reply.data;
}

/** One changing call with its audit record, which is also the memory that makes a repeated call harmless. */
export class Request {
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
      if (this.leavesRecord(tx)) tx.append(this.ref, this.record(tx, reply, value));
      else await this.assertFirst(tx);
      return action.kind === 'provider' ? value : reply;
    });
  }

  /**
   * A person's call is always on record. The system looks often and mostly finds nothing new; of that nothing stays,
   * else the record would tell how often it happened to look.
   */
  private leavesRecord(tx: Tx): boolean {
    return this.admitted.actor.kind !== 'system' || this.action.kind === 'provider' || tx.changes().length > 0;
  }

  /** What finds nothing left to do may be the second time of a call that did something: its reply is the one to give. */
  private async assertFirst(tx: Tx): Promise<void> {
    if (this.requestHash !== null && (await tx.get(this.ref)) !== undefined) throw new AppError('conflict', `${this.action.name} was done with this key`);
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
