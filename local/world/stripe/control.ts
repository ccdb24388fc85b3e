/** Control commands of the Stripe stand-in: what customers, banks and networks do, and how events are delivered. */
import type Stripe from 'stripe';
import { isRecord, type Router } from '../http.ts';
import type { ControlBody, ControlHandler } from '../control.ts';
import type { WorldState } from '../world.ts';
import { deauthorize, onboard } from './accounts.ts';
import { failSession, paySession, type PayDetails } from './checkout-pay.ts';
import { expireSession } from './checkout-sessions.ts';
import { contextFor, type Ctx } from './context.ts';
import { closeDispute, openDispute } from './disputes.ts';
import type { DeliverOptions } from './events-desk.ts';
import { isMethod, makeMethod } from './payment-methods.ts';
import { confirmIntent, failIntent, succeedIntent } from './payments.ts';
import { payoutAll, settlePayout } from './payouts.ts';
import { failRefund, succeedRefund } from './refunds.ts';
import { completeSetup, failSetup } from './setup-intents.ts';
import type { AccountData } from './store.ts';

/** A context in the account that holds what is looked for. Throws when none does. */
export function contextHolding(world: WorldState, what: string, holds: (data: AccountData) => boolean): Ctx {
  const data = world.stripe.owner(holds);
  if (!data) throw new Error(`no such object: ${what}`);
  return contextFor(world.stripe, data);
}

export function addStripeControl(router: Router<ControlHandler>, world: WorldState): void {
  addCheckout(router, world);
  addMoney(router, world);
  addNetwork(router, world);
  addDelivery(router, world);
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

const details = (body: ControlBody): PayDetails => ({
  email: text(body.email), name: text(body.name), failure: text(body.failure), behaviour: text(body.behaviour),
});

function addCheckout(router: Router<ControlHandler>, world: WorldState): void {
  const session = (id: string): Ctx => contextHolding(world, id, (d) => d.sessions.find(id) !== undefined);
  router.add('POST /control/stripe/checkout/{id}/pay', (body, ids) => paySession(session(ids.id ?? ''), ids.id ?? '', text(body.method) ?? 'card', details(body)));
  router.add('POST /control/stripe/checkout/{id}/fail', (body, ids) => failSession(session(ids.id ?? ''), ids.id ?? '', text(body.method) ?? 'card', details(body)));
  router.add('POST /control/stripe/checkout/{id}/expire', (_body, ids) => {
    const ctx = session(ids.id ?? '');
    const row = ctx.db.sessions.get(ids.id ?? '');
    if (row.status !== 'open') throw new Error(`this checkout is ${row.status}`);
    expireSession(ctx, row);
    return row;
  });
}

function addMoney(router: Router<ControlHandler>, world: WorldState): void {
  router.add('POST /control/stripe/payment_intents/{id}/pay', (body, ids) => payIntent(world, ids.id ?? '', body));
  router.add('POST /control/stripe/setup_intents/{id}/{outcome}', (body, ids) => answerSetup(world, ids.id ?? '', ids.outcome ?? '', body));
  router.add('POST /control/stripe/payment_intents/{id}/{outcome}', (body, ids) => settleIntent(world, ids.id ?? '', ids.outcome ?? '', text(body.failure)));
  router.add('POST /control/stripe/refund-mode', (body) => {
    if (body.mode !== 'succeeded' && body.mode !== 'pending' && body.mode !== 'failed') throw new Error('mode must be succeeded, pending or failed');
    world.stripe.refundMode = body.mode;
  });
  router.add('POST /control/stripe/refunds/{id}/{outcome}', (body, ids) => {
    const id = ids.id ?? '';
    const ctx = contextHolding(world, id, (d) => d.refunds.find(id) !== undefined);
    const refund = ctx.db.refunds.get(id);
    if (ids.outcome === 'succeed') succeedRefund(ctx, refund);
    else if (ids.outcome === 'fail') failRefund(ctx, refund, text(body.reason) ?? 'declined');
    else throw new Error(`unknown outcome ${ids.outcome}`);
    return refund;
  });
}

const flag = (value: unknown): boolean | undefined => (typeof value === 'boolean' ? value : undefined);

/** What Stripe, the banks and the card networks do on their own: onboarding, disputes, payouts. */
function addNetwork(router: Router<ControlHandler>, world: WorldState): void {
  router.add('POST /control/stripe/accounts/{id}/onboard', (body, ids) =>
    onboard(contextFor(world.stripe, world.stripe.platform), ids.id ?? '', { charges: flag(body.charges), payouts: flag(body.payouts) }),
  );
  router.add('POST /control/stripe/accounts/{id}/deauthorize', (_body, ids) => deauthorize(contextFor(world.stripe, world.stripe.platform), ids.id ?? ''));
  router.add('POST /control/stripe/charges/{id}/dispute', (body, ids) => {
    const ctx = contextHolding(world, ids.id ?? '', (d) => d.charges.find(ids.id ?? '') !== undefined);
    const amount = typeof body.amount === 'number' ? body.amount : undefined;
    return openDispute(ctx, ctx.db.charges.get(ids.id ?? ''), text(body.reason) ?? 'fraudulent', amount);
  });
  router.add('POST /control/stripe/disputes/{id}/{outcome}', (_body, ids) => {
    const ctx = contextHolding(world, ids.id ?? '', (d) => d.disputes.find(ids.id ?? '') !== undefined);
    if (ids.outcome !== 'won' && ids.outcome !== 'lost') throw new Error(`unknown outcome ${ids.outcome}`);
    const dispute = ctx.db.disputes.get(ids.id ?? '');
    closeDispute(ctx, dispute, ids.outcome);
    return dispute;
  });
  router.add('POST /control/stripe/payouts', (body) => {
    const account = text(body.account);
    const data = account ? world.stripe.accounts.get(account)?.data : world.stripe.platform;
    if (!data) throw new Error(`no such account: ${account}`);
    return payoutAll(contextFor(world.stripe, data), text(body.currency));
  });
  router.add('POST /control/stripe/payouts/{id}/{outcome}', (body, ids) => {
    const ctx = contextHolding(world, ids.id ?? '', (d) => d.payouts.find(ids.id ?? '') !== undefined);
    if (ids.outcome !== 'paid' && ids.outcome !== 'failed') throw new Error(`unknown outcome ${ids.outcome}`);
    const payout = ctx.db.payouts.get(ids.id ?? '');
    settlePayout(ctx, payout, ids.outcome, text(body.code));
    return payout;
  });
}

/** A new method as the customer fills it in. */
function filledIn(ctx: Ctx, body: ControlBody): Stripe.PaymentMethod {
  const type = text(body.method) ?? 'card';
  if (!isMethod(type)) throw new Error(`unknown method ${type}`);
  const { email = 'customer@example.com', name = 'A. Customer', behaviour } = details(body);
  return makeMethod(ctx, type, { billing: { email, name }, ...(behaviour ? { behaviour } : {}) });
}

/** What a customer does in Elements or a mobile sheet: confirms the intent in the browser, or fails to. */
function payIntent(world: WorldState, id: string, body: ControlBody): unknown {
  const ctx = contextHolding(world, id, (d) => d.intents.find(id) !== undefined);
  const intent = ctx.db.intents.get(id);
  if (!['requires_payment_method', 'requires_confirmation', 'requires_action'].includes(intent.status)) throw new Error(`payment intent ${id} is ${intent.status}`);
  const method = filledIn(ctx, body);
  if (!intent.payment_method_types.includes(method.type)) throw new Error(`${method.type} is not offered here`);
  const failure = text(body.failure);
  if (failure) failIntent(ctx, intent, method, failure);
  else confirmIntent(ctx, intent, method, { authenticated: true, mandate: true });
  return intent;
}

/** The same for a setup intent: `complete` or `fail`. */
function answerSetup(world: WorldState, id: string, outcome: string, body: ControlBody): unknown {
  const ctx = contextHolding(world, id, (d) => d.setups.find(id) !== undefined);
  const setup = ctx.db.setups.get(id);
  if (setup.status === 'succeeded' || setup.status === 'canceled') throw new Error(`setup intent ${id} is ${setup.status}`);
  if (outcome === 'complete') completeSetup(ctx, setup, filledIn(ctx, body));
  else if (outcome === 'fail') failSetup(ctx, setup, filledIn(ctx, body), text(body.failure));
  else throw new Error(`unknown outcome ${outcome}`);
  return setup;
}

/** The bank's word on an intent that waits: a debit under way, or a customer at a redirect. The session behind it hears too. */
export function settleIntent(world: WorldState, id: string, outcome: string, failure?: string): unknown {
  const ctx = contextHolding(world, id, (d) => d.intents.find(id) !== undefined);
  const intent = ctx.db.intents.get(id);
  if (intent.status !== 'processing' && intent.status !== 'requires_action') throw new Error(`payment intent ${id} is ${intent.status}`);
  const method = ctx.db.methods.get(String(intent.payment_method));
  const session = ctx.db.sessions.all().find((s) => s.payment_intent === id);
  if (outcome === 'succeed') {
    succeedIntent(ctx, intent, method);
    if (session) {
      session.payment_status = 'paid';
      ctx.emit('checkout.session.async_payment_succeeded', session);
    }
  } else if (outcome === 'fail') {
    failIntent(ctx, intent, method, failure ?? (method.type === 'sepa_debit' ? 'debit_failed' : 'payment_intent_authentication_failure'));
    if (session) ctx.emit('checkout.session.async_payment_failed', session);
  } else throw new Error(`unknown outcome ${outcome}`);
  return intent;
}

function addDelivery(router: Router<ControlHandler>, world: WorldState): void {
  const { events } = world.stripe;
  router.add('GET /control/stripe/events', (_body, _ids, req) => {
    const type = req.query.get('type');
    return { events: events.all().filter((e) => !type || e.type === type) };
  });
  router.add('POST /control/stripe/delivery', (body) => {
    if (body.mode !== 'auto' && body.mode !== 'hold') throw new Error('mode must be auto or hold');
    events.mode = body.mode;
  });
  router.add('POST /control/stripe/deliver', async (body) => ({ deliveries: await events.deliver(deliverOptions(body)) }));
}

function deliverOptions(body: ControlBody): DeliverOptions {
  if (!isRecord(body)) return {};
  const ids = body.eventIds;
  if (ids !== undefined && !(Array.isArray(ids) && ids.every((id) => typeof id === 'string'))) throw new Error('eventIds must be a list of ids');
  const { order } = body;
  if (order !== undefined && order !== 'given' && order !== 'reversed' && order !== 'shuffled') throw new Error('order must be given, reversed or shuffled');
  return {
    eventIds: ids as string[] | undefined,
    times: typeof body.times === 'number' ? body.times : undefined,
    order,
    seed: typeof body.seed === 'number' ? body.seed : undefined,
    parallel: body.parallel === true,
  };
}
