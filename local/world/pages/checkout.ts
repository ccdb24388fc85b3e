/** What a customer sees of Stripe: the Checkout page, the bank's yes or no, and a business's onboarding. */
import { redirect, type Answer, type Router, type WorldRequest } from '../http.ts';
import { onboard } from '../stripe/accounts.ts';
import { afterPayUrl, failSession, paySession } from '../stripe/checkout-pay.ts';
import { contextHolding, settleIntent } from '../stripe/control.ts';
import { contextFor, type Ctx } from '../stripe/context.ts';
import { completeSetup, failSetup } from '../stripe/setup-intents.ts';
import { formatMoney } from '../stripe/money.ts';
import type { WorldState } from '../world.ts';
import { h, page, tag, type Markup } from './html.ts';
import type { Page } from './index.ts';

const NAMES: Record<string, string> = { card: 'Card', ideal: 'iDEAL', bancontact: 'Bancontact', sepa_debit: 'SEPA Direct Debit' };

export function addCheckoutPages(router: Router<Page>, world: WorldState): void {
  router.add('GET /checkout/{id}', (_req, ids) => checkout(world, ids.id ?? ''));
  router.add('POST /checkout/{id}/pay', (req, ids) => act(world, req, ids.id ?? '', true));
  router.add('POST /checkout/{id}/fail', (req, ids) => act(world, req, ids.id ?? '', false));
  router.add('GET /stripe/authorize/{id}', (_req, ids) => authorize(world, ids.id ?? ''));
  router.add('POST /stripe/authorize/{id}/{outcome}', (_req, ids) => decide(world, ids.id ?? '', ids.outcome === 'succeed'));
  router.add('GET /stripe/onboard/{token}', (_req, ids) => onboarding(world, ids.token ?? ''));
  router.add('POST /stripe/onboard/{token}/{outcome}', (_req, ids) => finishOnboarding(world, ids.token ?? '', ids.outcome === 'complete'));
}

function sessionContext(world: WorldState, id: string): Ctx | undefined {
  const data = world.stripe.owner((d) => d.sessions.find(id) !== undefined);
  return data && contextFor(world.stripe, data);
}

const message = (title: string, text: string, status = 200): Answer => page(title, '', h`<div class="card"><h1>${title}</h1><p>${text}</p></div>`, { bare: true, status });

function checkout(world: WorldState, id: string, error?: string): Answer {
  const ctx = sessionContext(world, id);
  const session = ctx?.db.sessions.find(id);
  if (!ctx || !session) return message('Something went wrong', 'The page you were looking for could not be found. Please check the URL or contact the merchant.', 404);
  if (session.status === 'complete') return message('You are all done here', 'This payment has already been completed.');
  if (session.status === 'expired' || session.expires_at <= ctx.now) return message('This page has expired', 'Please go back to the shop and start again.');
  const currency = session.currency ?? 'eur';
  const total = formatMoney(session.amount_total ?? 0, currency);
  const lines = (ctx.db.lineItems.get(id) ?? []).map((l) => h`<tr><td>${l.description}</td><td class="n">${l.quantity} ×</td><td class="n">${formatMoney(l.amount_total, currency)}</td></tr>`);
  const methods = session.payment_method_types.map((m, i) => h`<label class="row" style="padding:.35rem 0"><input type="radio" name="method" value="${m}" ${i === 0 ? 'checked' : ''}> ${NAMES[m] ?? m}</label>`);
  const email = session.customer_email ?? session.customer_details?.email ?? '';
  return page('Checkout', '', h`<div class="card" style="max-width:30rem;margin:2rem auto">
    <p class="soft">Stripe Checkout, local ${session.mode === 'setup' ? '· save a payment method' : ''}</p>${session.mode === 'setup' ? null : h`<div class="big">${total}</div>`}
    ${lines.length ? h`<table style="margin:1rem 0">${lines}</table>` : null}${error ? h`<p><span class="tag bad">${error}</span></p>` : null}
    <form method="post" action="/checkout/${id}/pay"><p><label>E-mail<br><input name="email" type="email" required value="${email}" ${session.customer_email ? 'readonly' : ''} style="width:100%;padding:.5rem;font:inherit"></label></p>
    <fieldset style="border:1px solid #e4e7ec;border-radius:8px"><legend>Pay with</legend>${methods}</fieldset>
    <p class="row"><button id="pay">${session.mode === 'setup' ? 'Save' : `Pay ${total}`}</button><button id="fail" class="bad" formaction="/checkout/${id}/fail" formnovalidate>Fail</button>
    ${session.cancel_url ? h`<a id="cancel" class="button plain" href="${session.cancel_url}">Cancel</a>` : null}</p></form></div>`, { bare: true });
}

function act(world: WorldState, req: WorldRequest, id: string, pays: boolean): Answer {
  const form = new URLSearchParams(req.body.toString('utf8'));
  const ctx = sessionContext(world, id);
  if (!ctx) return checkout(world, id);
  const details = { email: form.get('email') || undefined };
  const method = form.get('method') ?? 'card';
  try {
    if (!pays) {
      failSession(ctx, id, method, details);
      return checkout(world, id, method === 'card' ? 'Your card was declined.' : 'The payment was not completed.');
    }
    const to = afterPayUrl(paySession(ctx, id, method, details));
    return to ? redirect(to) : checkout(world, id);
  } catch (failure) {
    return checkout(world, id, failure instanceof Error ? failure.message : String(failure));
  }
}

/** An intent or setup intent that waits for its customer at the bank. */
function waiting(world: WorldState, id: string): { status: string; returnUrl: string; title: string } | undefined {
  for (const data of world.stripe.allData()) {
    const intent = data.intents.find(id) ?? data.setups.find(id);
    if (!intent) continue;
    const title = intent.object === 'payment_intent' ? `Pay ${formatMoney(intent.amount, intent.currency)}` : 'Save this payment method';
    return { status: intent.status, returnUrl: intent.next_action?.redirect_to_url?.return_url ?? '', title };
  }
  return undefined;
}

function authorize(world: WorldState, id: string): Answer {
  const intent = waiting(world, id);
  if (!intent) return message('Something went wrong', 'There is no such payment.', 404);
  if (intent.status !== 'requires_action') return message('Nothing to decide', `This payment is ${intent.status}.`);
  return page('Your bank', '', h`<div class="card" style="max-width:26rem;margin:3rem auto"><p class="soft">Your bank, local</p><h1>${intent.title}</h1><p class="row">
    <form method="post" action="/stripe/authorize/${id}/succeed"><button id="authorize">Authorize</button></form>
    <form method="post" action="/stripe/authorize/${id}/fail"><button id="fail" class="bad">Fail</button></form></p></div>`, { bare: true });
}

function decide(world: WorldState, id: string, yes: boolean): Answer {
  const intent = waiting(world, id);
  if (!intent || intent.status !== 'requires_action') return authorize(world, id);
  if (id.startsWith('seti_')) decideSetup(world, id, yes);
  else settleIntent(world, id, yes ? 'succeed' : 'fail');
  const url = new URL(intent.returnUrl);
  const kind = id.startsWith('seti_') ? 'setup_intent' : 'payment_intent';
  url.searchParams.set(kind, id);
  url.searchParams.set('redirect_status', yes ? 'succeeded' : 'failed');
  return redirect(url.href);
}

function decideSetup(world: WorldState, id: string, yes: boolean): void {
  const ctx = contextHolding(world, id, (d) => d.setups.find(id) !== undefined);
  const setup = ctx.db.setups.get(id);
  const method = ctx.db.methods.get(String(setup.payment_method));
  if (yes) completeSetup(ctx, setup, method);
  else failSetup(ctx, setup, method, 'payment_intent_authentication_failure');
}

function onboarding(world: WorldState, token: string): Answer {
  const link = world.stripe.links.get(token);
  if (!link) return message('Something went wrong', 'This link does not exist.', 404);
  // A used or expired link sends the business back to the platform for a new one, as Stripe's do.
  if (link.used || link.expiresAt <= world.clock.seconds()) return redirect(link.refreshUrl);
  link.used = true;
  const account = world.stripe.accounts.get(link.account)?.account;
  const list = Object.entries(account?.capabilities ?? {}).map(([name, state]): Markup => h`<tr><td><code>${name}</code></td><td>${tag(String(state))}</td></tr>`);
  return page('Onboarding', '', h`<div class="card" style="max-width:30rem;margin:3rem auto"><p class="soft">Stripe Connect, local</p><h1>${account?.business_profile?.name ?? account?.email ?? link.account}</h1>
    <table>${list}</table><p class="row"><form method="post" action="/stripe/onboard/${token}/complete"><button id="complete">Complete onboarding</button></form>
    <form method="post" action="/stripe/onboard/${token}/later"><button id="later" class="plain">Later</button></form></p></div>`, { bare: true });
}

function finishOnboarding(world: WorldState, token: string, complete: boolean): Answer {
  const link = world.stripe.links.get(token);
  if (!link) return message('Something went wrong', 'This link does not exist.', 404);
  if (complete) onboard(contextFor(world.stripe, world.stripe.platform), link.account);
  return redirect(link.returnUrl);
}
