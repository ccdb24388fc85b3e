/** Takes a vendor request through the log and the fault plan to its stand-in, and writes the answer, or none. */
import type { ServerResponse } from 'node:http';
import { isRecord, send, type Answer, type WorldRequest } from './http.ts';
import type { FaultAction, Service } from './faults.ts';
import type { LoggedRequest } from './request-log.ts';
import { decodeForm } from './stripe/form.ts';
import { stripeFaultAnswer } from './stripe/fault-answer.ts';
import type { WorldState } from './world.ts';

/** The vendor an address belongs to. */
export function serviceOf(path: string): Service | undefined {
  if (/^\/v[12]\//.test(path)) return 'stripe';
  if (path.startsWith('/resend/')) return 'resend';
  if (path.startsWith('/fcm/')) return 'fcm';
  if (path.startsWith('/ecb/')) return 'ecb';
  return undefined;
}

export async function serveVendor(world: WorldState, service: Service, req: WorldRequest, res: ServerResponse): Promise<void> {
  const entry = world.log.add(logged(world, service, req));
  const fault = world.faults.take(service, req.method, req.path, `${req.path}?${req.rawQuery}\n${req.body.toString('utf8')}`);
  if (fault) entry.fault = fault.type;
  if (fault?.type === 'reset') return void req.raw.socket.resetAndDestroy();
  if (fault?.type === 'hang') return;
  const answer = await perform(world, service, req, fault);
  entry.status = answer.status;
  if (answer.replayed) entry.replayed = true;
  if (fault?.type === 'drop-answer') return void req.raw.socket.destroy();
  if (fault?.type === 'half-body') return halfBody(res, answer);
  send(res, answer);
}

async function perform(world: WorldState, service: Service, req: WorldRequest, fault: FaultAction | undefined): Promise<Answer & { replayed?: boolean }> {
  const pause = fault?.type === 'delay' ? () => new Promise<void>((resolve) => setTimeout(resolve, fault.ms)) : undefined;
  const hooks = pause ? { pause } : {};
  if (service === 'stripe') {
    if (fault?.type !== 'status') return world.stripeApi.handle(req, hooks);
    const answer = stripeFaultAnswer(fault.status, fault.retryAfter);
    const sticky = fault.sticky ?? fault.status === 500;
    // Rate limits and gateways stand before the idempotency layer, so only what is kept or performed goes through it.
    if (!sticky && !fault.performed) return answer;
    return world.stripeApi.handle(req, { serverError: { answer, performed: fault.performed ?? false, sticky } });
  }
  const vendor = { resend: world.resendApi, fcm: world.fcm, ecb: world.ecb }[service];
  if (fault?.type !== 'status') return vendor.handle(req, hooks);
  if (fault.performed) await vendor.handle(req, hooks);
  return vendor.faultAnswer(fault.status, fault.retryAfter);
}

/** Promises the whole body, sends half of it and closes. */
function halfBody(res: ServerResponse, answer: Answer): void {
  const body = Buffer.from(answer.body);
  res.writeHead(answer.status, { ...answer.headers, 'content-length': String(body.length) });
  res.write(body.subarray(0, Math.floor(body.length / 2)), () => res.destroy());
}

function logged(world: WorldState, service: Service, req: WorldRequest): LoggedRequest {
  const key = req.header('idempotency-key');
  const account = req.header('stripe-account');
  return {
    service,
    method: req.method,
    path: req.path,
    ...(key ? { idempotencyKey: key } : {}),
    ...(account ? { account } : {}),
    headers: key ? { idempotencyKey: key } : {},
    params: params(req),
    at: world.clock.now().toISOString(),
  };
}

function params(req: WorldRequest): unknown {
  try {
    if (req.body.length === 0) return decodeForm(req.rawQuery);
    const type = req.header('content-type') ?? '';
    if (!type.includes('json')) return decodeForm(req.body.toString('utf8'));
    const value: unknown = JSON.parse(req.body.toString('utf8'));
    return isRecord(value) ? withoutContent(value) : value;
  } catch {
    return req.body.toString('utf8').slice(0, 2_000);
  }
}

/** Attachments are in the mailbox; a log of requests need not hold their megabytes again. */
function withoutContent(body: Record<string, unknown>): Record<string, unknown> {
  if (!Array.isArray(body.attachments)) return body;
  const attachments = (body.attachments as unknown[]).map((a) => (isRecord(a) ? { ...a, content: `(${String(a.content ?? '').length} characters)` } : a));
  return { ...body, attachments };
}
