/** The control API: how tests and the demo look into the world and move it. JSON in, JSON out. */
import { isRecord, json, parseJsonObject, Router, type Answer, type WorldRequest } from './http.ts';
import type { FaultRule } from './faults.ts';
import { bareAddress } from './resend/validate.ts';
import type { Mail } from './resend/mailbox.ts';
import { addStripeControl } from './stripe/control.ts';
import type { WorldState } from './world.ts';

export type ControlBody = Record<string, unknown>;
export type ControlHandler = (body: ControlBody, ids: Record<string, string>, req: WorldRequest) => unknown;

/** Thrown for a control request that makes no sense; answered with 400 and the sentence. */
export class ControlError extends Error {}

export function createControl(world: WorldState): (req: WorldRequest) => Promise<Answer> {
  const router = new Router<ControlHandler>();
  addCommon(router, world);
  addMessages(router, world);
  addStripeControl(router, world);
  return async (req) => {
    const route = router.find(req.method, req.path);
    if (!route) return json(404, { error: `no control endpoint ${req.method} ${req.path}` });
    const body = parseJsonObject(req.body);
    if (!body) return json(400, { error: 'the body must be a JSON object' });
    try {
      return json(200, (await route.handler(body, route.ids, req)) ?? {});
    } catch (failure) {
      return json(400, { error: failure instanceof Error ? failure.message : String(failure) });
    }
  };
}

function addCommon(router: Router<ControlHandler>, world: WorldState): void {
  router.add('GET /control/health', () => ({ ok: true }));
  router.add('GET /control/clock', () => ({ offsetMs: world.clock.offsetMs }));
  router.add('POST /control/clock', (body) => {
    if (typeof body.offsetMs !== 'number' || !Number.isFinite(body.offsetMs)) throw new ControlError('offsetMs must be a number of milliseconds');
    world.clock.offsetMs = body.offsetMs;
    return { offsetMs: world.clock.offsetMs };
  });
  router.add('GET /control/requests', (_body, _ids, req) => {
    const service = req.query.get('service');
    return { requests: world.log.all().filter((r) => !service || r.service === service) };
  });
  router.add('DELETE /control/requests', () => world.log.clear());
  router.add('POST /control/faults', (body) => {
    if (!Array.isArray(body.rules)) throw new ControlError('rules must be a list');
    world.faults.add(body.rules as FaultRule[]);
  });
  router.add('DELETE /control/faults', () => world.faults.clear());
  router.add('POST /control/reset', () => world.reset());
  router.add('POST /control/webhooks', (body) => {
    if (isRecord(body.stripe)) Object.assign(world.stripe.config, body.stripe);
    if (isRecord(body.resend)) Object.assign(world.mailbox.config, body.resend);
  });
  router.add('GET /control/deliveries', () => ({ busy: world.sender.busy }));
}

function addMessages(router: Router<ControlHandler>, world: WorldState): void {
  router.add('GET /control/mails', (_body, _ids, req) => {
    const to = req.query.get('to')?.toLowerCase();
    const mails = world.mailbox.all().filter((m) => !to || [...m.to, ...m.cc, ...m.bcc].map(bareAddress).includes(to));
    return { mails };
  });
  router.add('POST /control/mails/{id}/{what}', (body, ids) => {
    const mail: Mail | undefined = world.mailbox.find(ids.id ?? '');
    if (!mail) throw new ControlError(`no such mail: ${ids.id}`);
    const what = ids.what;
    if (what !== 'delivered' && what !== 'opened' && what !== 'bounced' && what !== 'complained') throw new ControlError(`unknown outcome ${what}`);
    world.mailbox.report(mail, what);
    return { state: mail.state, ...body };
  });
  router.add('POST /control/mail-outcomes', (body) => {
    const outcome = body.outcome;
    if (typeof body.address !== 'string' || (outcome !== 'bounced' && outcome !== 'complained' && outcome !== 'delivered')) {
      throw new ControlError('address and outcome (bounced, complained, delivered) are needed');
    }
    world.mailbox.setOutcome(body.address, outcome);
  });
  router.add('GET /control/pushes', (_body, _ids, req) => {
    const token = req.query.get('token');
    return { pushes: world.fcm.all().filter((p) => !token || p.token === token) };
  });
  router.add('POST /control/push-tokens/unregister', (body) => {
    if (typeof body.token !== 'string') throw new ControlError('token is needed');
    world.fcm.unregister(body.token);
  });
}
