/** What a customer does on a Checkout page: pay, fail, come back. Used by the page and by the control API. */
import type Stripe from 'stripe';
import type { Ctx } from './context.ts';
import { emptyDetails, expireDue } from './checkout-sessions.ts';
import { createCustomer } from './customers.ts';
import { createIntent } from './payment-intents.ts';
import { isMethod, makeMethod, type Method } from './payment-methods.ts';
import { confirmIntent, failIntent } from './payments.ts';
import { completeSetup, failSetup } from './setup-intents.ts';

export interface PayDetails {
  email?: string | undefined;
  name?: string | undefined;
  /** What goes wrong, by name: `generic_decline` unless told. */
  failure?: string | undefined;
  /** What the method does afterwards, e.g. `debit_failed`, `refund_pending`, `dispute`. */
  behaviour?: string | undefined;
}

/** Throws with a sentence for people when the session cannot be paid any more or the method is not offered. */
function openSession(ctx: Ctx, id: string, method: string): { session: Stripe.Checkout.Session; method: Method } {
  expireDue(ctx);
  const session = ctx.db.sessions.get(id);
  if (session.status !== 'open') throw new Error(`this checkout is ${session.status}`);
  if (!isMethod(method) || !session.payment_method_types.includes(method)) throw new Error(`${method} is not offered here`);
  return { session, method };
}

/** Pays an open session with a method. A debit completes the session unpaid; it settles later. */
export function paySession(ctx: Ctx, id: string, methodName: string, details: PayDetails = {}): Stripe.Checkout.Session {
  const { session, method } = openSession(ctx, id, methodName);
  fillCustomer(ctx, session, details);
  const billing = { email: session.customer_details?.email ?? null, name: session.customer_details?.name ?? null };
  const chosen = makeMethod(ctx, method, { billing, ...(details.behaviour ? { behaviour: details.behaviour } : {}) });
  if (session.mode === 'setup') {
    completeSetup(ctx, ctx.db.setups.get(String(session.setup_intent)), chosen);
  } else if ((session.amount_total ?? 0) > 0) {
    const intent = sessionIntent(ctx, session);
    confirmIntent(ctx, intent, chosen, { authenticated: true, mandate: true });
    session.payment_status = intent.status === 'succeeded' ? 'paid' : 'unpaid';
  }
  session.status = 'complete';
  session.url = null;
  ctx.emit('checkout.session.completed', session);
  return session;
}

/** A payment that fails on the page: the attempt is recorded, the session stays open. */
export function failSession(ctx: Ctx, id: string, methodName: string, details: PayDetails = {}): Stripe.Checkout.Session {
  const { session, method } = openSession(ctx, id, methodName);
  const billing = { email: details.email ?? session.customer_email ?? 'customer@example.com', name: details.name ?? 'A. Customer' };
  const chosen = makeMethod(ctx, method, { billing });
  if (session.mode === 'setup') {
    failSetup(ctx, ctx.db.setups.get(String(session.setup_intent)), chosen);
    return session;
  }
  const name = details.failure ?? (method === 'card' ? 'generic_decline' : 'payment_intent_payment_attempt_failed');
  failIntent(ctx, sessionIntent(ctx, session), chosen, name);
  return session;
}

/** The session's intent, made at the first attempt and kept for the next. */
function sessionIntent(ctx: Ctx, session: Stripe.Checkout.Session): Stripe.PaymentIntent {
  const known = typeof session.payment_intent === 'string' ? ctx.db.intents.find(session.payment_intent) : undefined;
  if (known) {
    known.customer = session.customer;
    return known;
  }
  const created = ctx.db.sessionSecrets.get(session.id);
  const { transfer_data: _transfer, shipping: _shipping, ...data } = created?.payment_intent_data ?? {};
  const intent = createIntent(ctx, {
    ...data,
    amount: session.amount_total ?? 0,
    currency: session.currency ?? 'eur',
    ...(typeof session.customer === 'string' ? { customer: session.customer } : {}),
    ...(created?.allowed_payment_method_types ? { allowed_payment_method_types: created.allowed_payment_method_types } : {}),
  } as Stripe.PaymentIntentCreateParams);
  intent.payment_method_types = [...session.payment_method_types];
  session.payment_intent = intent.id;
  return intent;
}

function fillCustomer(ctx: Ctx, session: Stripe.Checkout.Session, details: PayDetails): void {
  const known = typeof session.customer === 'string' ? ctx.db.customers.find(session.customer) : undefined;
  const email = known?.email ?? session.customer_email ?? details.email ?? 'customer@example.com';
  const name = details.name ?? known?.name ?? 'A. Customer';
  session.customer_details = { ...emptyDetails(email), name, address: { city: null, country: 'NL', line1: null, line2: null, postal_code: null, state: null } };
  const saves = ctx.db.sessionSecrets.get(session.id)?.payment_intent_data?.setup_future_usage !== undefined;
  if (!session.customer && (session.customer_creation === 'always' || saves)) session.customer = createCustomer(ctx, { email, name }).id;
}

/** Where the customer goes after paying, with the session's id filled in as Stripe does. */
export const afterPayUrl = (session: Stripe.Checkout.Session): string | null => {
  const url = session.success_url ?? (session.redirect_on_completion === 'never' ? null : session.return_url) ?? null;
  return url && url.replaceAll('{CHECKOUT_SESSION_ID}', session.id);
};
