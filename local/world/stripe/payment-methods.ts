import type Stripe from 'stripe';
import { randomId } from '../ids.ts';
import type { StripeEndpoints } from './api.ts';
import type { Ctx } from './context.ts';
import { invalidRequest, parameterMissing } from './errors.ts';
import { page } from './list.ts';
import { applyMetadata } from './metadata.ts';

/** The methods that this stand-in plays. */
export const METHODS = ['card', 'ideal', 'bancontact', 'sepa_debit'] as const;
export type Method = (typeof METHODS)[number];

export const isMethod = (value: string): value is Method => (METHODS as readonly string[]).includes(value);

/** Stripe's test payment methods, and what an instance of each does when charged. */
const TEST_CARDS: Record<string, { last4: string; brand: string; behaviour: string }> = {
  pm_card_visa: { last4: '4242', brand: 'visa', behaviour: 'ok' },
  pm_card_mastercard: { last4: '4444', brand: 'mastercard', behaviour: 'ok' },
  pm_card_nl: { last4: '0002', brand: 'visa', behaviour: 'ok' },
  pm_card_chargeDeclined: { last4: '0002', brand: 'visa', behaviour: 'generic_decline' },
  pm_card_visa_chargeDeclined: { last4: '0002', brand: 'visa', behaviour: 'generic_decline' },
  pm_card_chargeDeclinedInsufficientFunds: { last4: '9995', brand: 'visa', behaviour: 'insufficient_funds' },
  pm_card_visa_chargeDeclinedInsufficientFunds: { last4: '9995', brand: 'visa', behaviour: 'insufficient_funds' },
  pm_card_chargeCustomerFail: { last4: '0341', brand: 'visa', behaviour: 'generic_decline' },
  pm_card_authenticationRequired: { last4: '3184', brand: 'visa', behaviour: 'authentication_required' },
  pm_card_threeDSecure2Required: { last4: '3220', brand: 'visa', behaviour: 'authentication_required' },
  pm_card_pendingRefund: { last4: '7726', brand: 'visa', behaviour: 'refund_pending' },
  pm_card_refundFail: { last4: '5126', brand: 'visa', behaviour: 'refund_failed' },
  pm_card_createDispute: { last4: '0259', brand: 'visa', behaviour: 'dispute' },
};

/** The IBANs of Stripe's test mode that fail after processing. */
const FAILING_IBANS = new Set(['DE62370400440532013001', 'NL91ABNA0417164301', 'BE08510007547062', 'AT321904300235473202']);

const NO_BILLING: Stripe.PaymentMethod.BillingDetails = { address: null, email: null, name: null, phone: null, tax_id: null };

/** A payment method of the given kind; `behaviour` is what it does when charged (`ok` unless told). */
export function makeMethod(
  ctx: Ctx,
  type: Method,
  details: { last4?: string; brand?: string; behaviour?: string; billing?: Partial<Stripe.PaymentMethod.BillingDetails>; customer?: string | null } = {},
): Stripe.PaymentMethod {
  const method: Stripe.PaymentMethod = {
    id: randomId('pm_'),
    object: 'payment_method',
    allow_redisplay: 'unspecified',
    billing_details: { ...NO_BILLING, ...details.billing },
    created: ctx.now,
    customer: details.customer ?? null,
    customer_account: null,
    livemode: false,
    metadata: {},
    type,
    ...typeDetails(type, details.last4, details.brand),
  };
  ctx.state.behaviours.set(method.id, details.behaviour ?? 'ok');
  return ctx.db.methods.put(method);
}

function typeDetails(type: Method, last4 = type === 'sepa_debit' ? '3000' : '4242', brand = 'visa'): Partial<Stripe.PaymentMethod> {
  switch (type) {
    case 'card':
      return {
        card: {
          brand, country: 'NL', display_brand: brand, exp_month: 7, exp_year: 2034, fingerprint: `fp${brand}${last4}`, funding: 'credit',
          generated_from: null, last4, networks: { available: [brand], preferred: null }, regulated_status: 'regulated',
          checks: { address_line1_check: null, address_postal_code_check: null, cvc_check: 'pass' },
          three_d_secure_usage: { supported: true }, wallet: null,
        },
      };
    case 'ideal':
      return { ideal: { bank: 'ing', bic: 'INGBNL2A' } };
    case 'bancontact':
      return { bancontact: {} };
    case 'sepa_debit':
      return {
        sepa_debit: {
          bank_code: '37040044', branch_code: '', country: 'DE', fingerprint: `fpsepa${last4}`,
          generated_from: { charge: null, setup_attempt: null }, last4,
        },
      };
  }
}

/** The method a parameter names: a stored one, or a new instance of one of Stripe's test methods. */
export function resolveMethod(ctx: Ctx, id: string, param = 'payment_method'): Stripe.PaymentMethod {
  const card = TEST_CARDS[id];
  return card ? makeMethod(ctx, 'card', card) : ctx.db.methods.ref(id, param);
}

interface MethodData {
  type?: string;
  billing_details?: Stripe.PaymentMethodCreateParams.BillingDetails | '';
  sepa_debit?: { iban: string };
  card?: unknown;
}

/** A method made from `payment_method_data`, or by POST /v1/payment_methods. */
export function methodFromData(ctx: Ctx, data: MethodData, prefix = 'payment_method_data'): Stripe.PaymentMethod {
  const at = (name: string): string => (prefix ? `${prefix}[${name}]` : name);
  if (!data.type) throw parameterMissing(at('type'));
  if (!isMethod(data.type)) throw invalidRequest(`The payment method type "${data.type}" is invalid here: activate it in your dashboard first.`, at('type'));
  const billing = billingDetails(data.billing_details);
  if (data.type === 'bancontact' && !billing.name) throw parameterMissing(at('billing_details[name]'));
  if (data.type === 'sepa_debit') {
    if (!data.sepa_debit) throw parameterMissing(at('sepa_debit'));
    if (!billing.name) throw parameterMissing(at('billing_details[name]'));
    if (!billing.email) throw parameterMissing(at('billing_details[email]'));
    const iban = data.sepa_debit.iban.replace(/\s/g, '').toUpperCase();
    if (!/^[A-Z]{2}\d{2}[A-Z0-9]{10,30}$/.test(iban)) throw invalidRequest('The IBAN you provided is invalid.', at('sepa_debit[iban]'), 'invalid_bank_account_iban');
    return makeMethod(ctx, 'sepa_debit', { last4: iban.slice(-4), billing, behaviour: FAILING_IBANS.has(iban) ? 'debit_failed' : 'ok' });
  }
  if (data.type === 'card') {
    if (!data.card) throw parameterMissing(at('card'));
    throw invalidRequest('Sending credit card numbers directly to the Stripe API is generally unsafe. Use test payment methods such as pm_card_visa.', at('card'));
  }
  return makeMethod(ctx, data.type, { billing });
}

function billingDetails(given: MethodData['billing_details']): Partial<Stripe.PaymentMethod.BillingDetails> {
  if (!given) return {};
  const { email, name, phone } = given;
  return { ...(email ? { email } : {}), ...(name ? { name } : {}), ...(phone ? { phone } : {}) };
}

export function attach(ctx: Ctx, method: Stripe.PaymentMethod, customer: string): Stripe.PaymentMethod {
  if (method.customer && method.customer !== customer) {
    throw invalidRequest('The payment method you provided has already been attached to a customer.', 'payment_method', 'payment_method_unexpected_state');
  }
  if (method.type === 'ideal' || method.type === 'bancontact') {
    throw invalidRequest(`This PaymentMethod cannot be attached to customers: ${method.type} is not reusable.`, 'payment_method', 'payment_method_not_available');
  }
  if (method.customer === customer) return method;
  method.customer = customer;
  ctx.emit('payment_method.attached', method);
  return method;
}

export function addPaymentMethods(on: StripeEndpoints): void {
  on.on<Stripe.PaymentMethodCreateParams>('POST /v1/payment_methods', (ctx, p) => {
    const method = methodFromData(ctx, p as MethodData, '');
    if (p.metadata) applyMetadata(method, p.metadata);
    return method;
  });
  on.on('GET /v1/payment_methods/{id}', (ctx, _p, ids) => ctx.db.methods.get(ids.id ?? ''));
  on.on<Stripe.PaymentMethodUpdateParams>('POST /v1/payment_methods/{id}', (ctx, p, ids) => {
    const method = ctx.db.methods.get(ids.id ?? '');
    if (!method.customer) throw invalidRequest('You must save this PaymentMethod to a customer before you can update it.', 'payment_method');
    if (p.metadata !== undefined) applyMetadata(method, p.metadata);
    if (p.allow_redisplay) method.allow_redisplay = p.allow_redisplay;
    ctx.emit('payment_method.updated', method);
    return method;
  });
  on.on<Stripe.PaymentMethodListParams>('GET /v1/payment_methods', (ctx, p) => {
    if (p.customer) ctx.db.customers.ref(p.customer, 'customer');
    return page(ctx.db.methods, p, '/v1/payment_methods', (m) => m.customer !== null && (!p.customer || m.customer === p.customer) && (!p.type || m.type === p.type));
  });
  on.on<Stripe.CustomerListPaymentMethodsParams>('GET /v1/customers/{id}/payment_methods', (ctx, p, ids) => {
    const customer = ctx.db.customers.get(ids.id ?? '');
    return page(ctx.db.methods, p, `/v1/customers/${customer.id}/payment_methods`, (m) => m.customer === customer.id && (!p.type || m.type === p.type));
  });
  on.on('GET /v1/customers/{customerId}/payment_methods/{id}', (ctx, _p, ids) => {
    ctx.db.customers.get(ids.customerId ?? '');
    const method = ctx.db.methods.get(ids.id ?? '');
    if (method.customer !== ids.customerId) throw invalidRequest(`No such PaymentMethod: '${method.id}'`, 'payment_method', 'resource_missing');
    return method;
  });
  on.on<Stripe.PaymentMethodAttachParams>('POST /v1/payment_methods/{id}/attach', (ctx, p, ids) => {
    if (!p.customer) throw parameterMissing('customer');
    ctx.db.customers.ref(p.customer, 'customer');
    const id = ids.id ?? '';
    return attach(ctx, TEST_CARDS[id] ? resolveMethod(ctx, id) : ctx.db.methods.get(id), p.customer);
  });
  on.on('POST /v1/payment_methods/{id}/detach', (ctx, _p, ids) => {
    const method = ctx.db.methods.get(ids.id ?? '');
    if (!method.customer) {
      throw invalidRequest('The payment method you provided is not attached to a customer so detachment is impossible.', 'payment_method', 'payment_method_unexpected_state');
    }
    const previous = { customer: method.customer };
    method.customer = null;
    ctx.emit('payment_method.detached', method, previous);
    return method;
  });
}
