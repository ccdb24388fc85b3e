import type Stripe from 'stripe';
import { randomId } from '../ids.ts';
import { checkChargesEnabled } from './accounts.ts';
import type { StripeEndpoints } from './api.ts';
import { checkSessionParams } from './checkout-params.ts';
import type { Ctx } from './context.ts';
import { invalidRequest } from './errors.ts';
import { page, type ListParams } from './list.ts';
import { mergeMetadata } from './metadata.ts';
import { checkAmount } from './money.ts';
import { checkFee, checkTexts, offeredMethods } from './payment-intents.ts';
import { createSetup } from './setup-intents.ts';

type Params = Stripe.Checkout.SessionCreateParams;

function createSession(ctx: Ctx, p: Params): Stripe.Checkout.Session {
  checkChargesEnabled(ctx);
  checkSessionParams(p, ctx.now);
  if (p.customer) ctx.db.customers.ref(p.customer, 'customer');
  const mode = p.mode ?? 'payment';
  const currency = (p.line_items?.[0]?.price_data?.currency ?? p.currency ?? 'eur').toLowerCase();
  const lines = (p.line_items ?? []).map((line) => makeLine(ctx, line, currency));
  const total = lines.reduce((sum, line) => sum + line.amount_total, 0);
  if (mode === 'payment') {
    // Checkout names the amount it computed: there is no parameter `amount` here.
    if (total > 0) checkAmount(total, currency, 'line_items');
    checkFee(ctx, p.payment_intent_data?.application_fee_amount, total);
    checkTexts(p.payment_intent_data ?? {});
  }
  const session = newSession(ctx, p, mode, currency, total);
  ctx.db.sessions.put(session);
  ctx.db.lineItems.set(session.id, lines);
  ctx.db.sessionSecrets.set(session.id, p);
  return session;
}

function newSession(ctx: Ctx, p: Params, mode: Stripe.Checkout.Session.Mode, currency: string, total: number): Stripe.Checkout.Session {
  const id = randomId('cs_test_a1', 56);
  const hosted = (p.ui_mode ?? 'hosted_page') === 'hosted_page';
  const payment = mode === 'payment';
  const methods = offeredMethods(ctx, currency, p.allowed_payment_method_types, p.excluded_payment_method_types);
  return {
    id,
    object: 'checkout.session',
    adaptive_pricing: payment ? { enabled: p.adaptive_pricing?.enabled ?? true } : null,
    after_expiration: null,
    allow_promotion_codes: p.allow_promotion_codes ?? null,
    allowed_payment_method_types: p.allowed_payment_method_types ?? null,
    amount_subtotal: payment ? total : null,
    amount_total: payment ? total : null,
    automatic_tax: { enabled: false, liability: null, provider: null, status: null },
    billing_address_collection: p.billing_address_collection ?? null,
    cancel_url: p.cancel_url ?? null,
    client_reference_id: p.client_reference_id ?? null,
    client_secret: hosted ? null : `${id}_secret_${randomId('', 40)}`,
    collected_information: null,
    consent: null,
    consent_collection: null,
    created: ctx.now,
    currency: payment || p.currency ? currency : null,
    currency_conversion: null,
    custom_fields: [],
    custom_text: { after_submit: null, shipping_address: null, submit: null, terms_of_service_acceptance: null },
    customer: p.customer ?? null,
    customer_account: null,
    customer_creation: payment && !p.customer ? (p.customer_creation ?? 'if_required') : null,
    customer_details: p.customer_email || p.customer ? emptyDetails(customerEmail(ctx, p)) : null,
    customer_email: p.customer_email ?? null,
    discounts: payment ? [] : null,
    expires_at: p.expires_at ?? ctx.now + 24 * 3600,
    integration_identifier: p.integration_identifier ?? null,
    invoice: null,
    invoice_creation: payment
      ? { enabled: false, invoice_data: { account_tax_ids: null, custom_fields: null, description: null, footer: null, issuer: null, metadata: {}, rendering_options: null } }
      : null,
    livemode: false,
    locale: p.locale ?? null,
    managed_payments: { enabled: false },
    metadata: mergeMetadata({}, p.metadata),
    mode,
    origin_context: null,
    payment_intent: null,
    payment_link: null,
    payment_method_collection: payment ? 'if_required' : 'always',
    payment_method_configuration_details: { id: 'pmc_local', parent: null },
    payment_method_options: { card: { request_three_d_secure: 'automatic' } },
    payment_method_types: methods,
    payment_status: payment && total > 0 ? 'unpaid' : 'no_payment_required',
    permissions: null,
    phone_number_collection: { enabled: p.phone_number_collection?.enabled ?? false },
    recovered_from: null,
    ...(hosted ? {} : { redirect_on_completion: p.redirect_on_completion ?? 'always' }),
    ...(p.return_url ? { return_url: p.return_url } : {}),
    saved_payment_method_options: null,
    setup_intent: mode === 'setup' ? createSetup(ctx, setupParams(p)).id : null,
    shipping_address_collection: null,
    shipping_cost: null,
    shipping_options: [],
    status: 'open',
    submit_type: p.submit_type ?? null,
    subscription: null,
    success_url: p.success_url ?? null,
    total_details: payment ? { amount_discount: 0, amount_shipping: 0, amount_tax: 0 } : null,
    ui_mode: p.ui_mode ?? 'hosted_page',
    url: hosted ? `${ctx.state.baseUrl()}/checkout/${id}` : null,
    wallet_options: null,
  };
}

const setupParams = (p: Params): Stripe.SetupIntentCreateParams => ({
  ...(p.customer ? { customer: p.customer } : {}),
  ...(p.allowed_payment_method_types ? { allowed_payment_method_types: p.allowed_payment_method_types } : {}),
  ...(p.setup_intent_data?.metadata ? { metadata: p.setup_intent_data.metadata } : {}),
  ...(p.setup_intent_data?.description ? { description: p.setup_intent_data.description } : {}),
});

const customerEmail = (ctx: Ctx, p: Params): string | null =>
  p.customer_email ?? (p.customer ? (ctx.db.customers.find(p.customer)?.email ?? null) : null);

export const emptyDetails = (email: string | null): Stripe.Checkout.Session.CustomerDetails => ({
  address: null, business_name: null, email, individual_name: null, name: null, phone: null, tax_exempt: 'none', tax_ids: null,
});

/** Half-up rounding of a decimal unit amount times a quantity: Stripe rounds the line, not the unit. */
function lineAmount(unit: string, quantity: number): number {
  const [whole = '0', fraction = ''] = unit.split('.');
  const scale = 10n ** BigInt(fraction.length);
  const scaled = BigInt(whole + fraction) * BigInt(quantity);
  return Number((scaled * 2n + scale) / (scale * 2n));
}

function makeLine(ctx: Ctx, line: Stripe.Checkout.SessionCreateParams.LineItem, currency: string): Stripe.LineItem {
  const data = line.price_data;
  const unit = String(data?.unit_amount_decimal ?? data?.unit_amount ?? 0);
  const amount = lineAmount(unit, line.quantity ?? 1);
  const price = {
    id: randomId('price_'), object: 'price', active: false, billing_scheme: 'per_unit', created: ctx.now, currency, custom_unit_amount: null,
    livemode: false, lookup_key: null, metadata: {}, nickname: null, product: randomId('prod_', 14), recurring: null,
    tax_behavior: data?.tax_behavior ?? 'unspecified', tiers_mode: null, transform_quantity: null, type: 'one_time',
    unit_amount: unit.includes('.') ? null : Number(unit), unit_amount_decimal: unit,
  };
  return {
    id: randomId('li_'),
    object: 'item',
    adjustable_quantity: null,
    amount_discount: 0,
    amount_subtotal: amount,
    amount_tax: 0,
    amount_total: amount,
    currency,
    description: data?.product_data?.name ?? null,
    metadata: mergeMetadata({}, line.metadata),
    // On the wire `unit_amount_decimal` is a string; the package's type is the number class it becomes.
    price: price as unknown as Stripe.Price,
    quantity: line.quantity ?? 1,
  };
}

/** Ends an open session for good. */
export function expireSession(ctx: Ctx, session: Stripe.Checkout.Session): void {
  session.status = 'expired';
  session.url = null;
  ctx.emit('checkout.session.expired', session);
}

/** Expires every session whose time has come; called whenever one is looked at and when the clock moves. */
export function expireDue(ctx: Ctx): void {
  for (const s of ctx.db.sessions.all()) if (s.status === 'open' && s.expires_at <= ctx.now) expireSession(ctx, s);
}

export function addCheckoutSessions(on: StripeEndpoints): void {
  on.on<Params>('POST /v1/checkout/sessions', createSession);
  on.on('GET /v1/checkout/sessions/{id}', (ctx, _p, ids) => {
    expireDue(ctx);
    return ctx.db.sessions.get(ids.id ?? '');
  });
  on.on<Stripe.Checkout.SessionListParams>('GET /v1/checkout/sessions', (ctx, p) => {
    expireDue(ctx);
    return page(ctx.db.sessions, p, '/v1/checkout/sessions', (s) => {
      if (p.payment_intent && s.payment_intent !== p.payment_intent) return false;
      if (p.customer && s.customer !== p.customer) return false;
      if (p.customer_details?.email && s.customer_details?.email !== p.customer_details.email) return false;
      return !p.status || s.status === p.status;
    });
  });
  on.on<Stripe.Checkout.SessionUpdateParams>('POST /v1/checkout/sessions/{id}', (ctx, p, ids) => {
    const session = ctx.db.sessions.get(ids.id ?? '');
    const { metadata, ...others } = p;
    const other = Object.keys(others)[0];
    if (other) throw invalidRequest(`The local Stripe updates only the metadata of a Checkout Session, not ${other}.`, other);
    if (metadata !== undefined) session.metadata = mergeMetadata(session.metadata, metadata);
    return session;
  });
  on.on('POST /v1/checkout/sessions/{id}/expire', (ctx, _p, ids) => {
    expireDue(ctx);
    const session = ctx.db.sessions.get(ids.id ?? '');
    if (session.status !== 'open') {
      throw invalidRequest(`Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of \`${session.status}\`.`);
    }
    expireSession(ctx, session);
    return session;
  });
  on.on<ListParams>('GET /v1/checkout/sessions/{id}/line_items', (ctx, p, ids) => {
    const session = ctx.db.sessions.get(ids.id ?? '');
    const limit = p.limit ?? 10;
    const lines = ctx.db.lineItems.get(session.id) ?? [];
    const from = p.starting_after ? lines.findIndex((l) => l.id === p.starting_after) + 1 : 0;
    return { object: 'list', data: lines.slice(from, from + limit), has_more: lines.length > from + limit, url: `/v1/checkout/sessions/${session.id}/line_items` };
  });
}
