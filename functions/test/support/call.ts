import { randomUUID } from 'node:crypto';
import { type Action } from '../../src/platform/action.ts';
import { frozenClock, type Clock } from '../../src/platform/clock.ts';
import { invoke, invokeAsSystem } from '../../src/platform/invoke.ts';
import { Tenant } from '../../src/platform/tenancy.ts';

interface CallOptions {
  readonly orgId?: string;
  readonly idempotencyKey?: string;
  readonly token?: string;
  readonly clock?: Clock;
  readonly email?: string;
}

let calls = 0;

/** Each call comes from an address of its own: a suite makes more of them than one visitor may. */
function nextAddress(): string {
  calls += 1;
  return `127.${calls >> 16}.${(calls >> 8) & 255}.${calls & 255}`;
}

/** Calls an action in this process as the signed-in person `uid` (or nobody), through the whole kernel. */
export function callAs<Reply>(uid: string | undefined, action: Action, input: unknown, options: CallOptions = {}): Promise<Reply> {
  return invoke({
    action,
    name: action.name,
    input,
    orgId: options.orgId,
    idempotencyKey: options.idempotencyKey,
    linkToken: options.token,
    user: uid === undefined ? undefined : { uid, email: options.email ?? `${uid}@example.test`, emailVerified: true },
    appChecked: true,
    bytes: JSON.stringify(input ?? {}).length,
    ip: nextAddress(),
    correlationId: randomUUID(),
    clock: options.clock ?? frozenClock(new Date()),
  }) as Promise<Reply>;
}

/** Calls an action in this process as the system, for an organisation. */
export function callAsSystem<Reply>(orgId: string, action: Action, input: unknown, options: CallOptions = {}): Promise<Reply> {
  const { clock = frozenClock(new Date()), idempotencyKey } = options;
  const call = { org: Tenant.verified(orgId), job: 'test', input, clock, correlationId: randomUUID() };
  return invokeAsSystem(action, idempotencyKey === undefined ? call : { ...call, idempotencyKey }) as Promise<Reply>;
}
