import { type Action, type TenantContext } from './action.ts';
import { type Admitted, type Call } from './call.ts';
import { type Clock } from './clock.ts';
import { setting } from './config.ts';
import { AppError, toAppError } from './errors.ts';
import { identify } from './identify.ts';
import { missing, parseInput } from './issues.ts';
import { log, withLogContext } from './log.ts';
import { encode, Request } from './request.ts';
import { type Tenant } from './tenancy.ts';
import { inTurn } from './turns.ts';
import { reader } from './tx.ts';

const DEFAULT_MAX_BYTES = 256 * 1024;

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
