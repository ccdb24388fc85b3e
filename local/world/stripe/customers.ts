import type Stripe from 'stripe';
import { randomId } from '../ids.ts';
import type { StripeEndpoints } from './api.ts';
import type { Ctx } from './context.ts';
import { invalidRequest } from './errors.ts';
import { page } from './list.ts';
import { mergeMetadata } from './metadata.ts';
import { attach, resolveMethod } from './payment-methods.ts';

type Writable = Stripe.CustomerCreateParams & Stripe.CustomerUpdateParams;

/** Makes a customer; also what Checkout does with `customer_creation`. */
export function createCustomer(ctx: Ctx, p: Partial<Stripe.CustomerCreateParams>): Stripe.Customer {
  checkTexts(p);
  const customer: Stripe.Customer = {
    id: randomId('cus_', 14),
    object: 'customer',
    address: null,
    balance: p.balance ?? 0,
    created: ctx.now,
    currency: null,
    default_source: null,
    delinquent: false,
    description: null,
    discount: null,
    email: null,
    invoice_prefix: p.invoice_prefix ?? randomId('', 8).toUpperCase(),
    invoice_settings: { custom_fields: null, default_payment_method: null, footer: null, rendering_options: null },
    livemode: false,
    metadata: {},
    name: null,
    next_invoice_sequence: 1,
    phone: null,
    preferred_locales: [],
    shipping: null,
    tax_exempt: 'none',
    test_clock: null,
  };
  write(customer, p);
  ctx.db.customers.put(customer);
  if (p.payment_method) attach(ctx, resolveMethod(ctx, p.payment_method), customer.id);
  ctx.emit('customer.created', customer);
  return customer;
}

/** Longest texts Stripe keeps of a customer, in characters. */
const LIMITS = { name: 256, email: 512, phone: 20, business_name: 150, individual_name: 150 } as const;

function checkTexts(p: Partial<Writable>): void {
  for (const [field, most] of Object.entries(LIMITS) as [keyof typeof LIMITS, number][]) {
    const text = p[field];
    if (text && text.length > most) throw invalidRequest(`Invalid string: ${text.slice(0, 10)}...; must be at most ${most} characters`, field);
  }
  checkEmail(p.email);
}

function checkEmail(email: string | undefined): void {
  if (email && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) throw invalidRequest(`Invalid email address: ${email}`, 'email', 'email_invalid');
}

function write(customer: Stripe.Customer, p: Partial<Writable>): void {
  const given = p as Record<string, unknown>;
  const plain = ['description', 'email', 'name', 'phone', 'business_name', 'individual_name', 'preferred_locales', 'tax_exempt', 'balance'];
  for (const field of plain) if (given[field] !== undefined) Object.assign(customer, { [field]: given[field] === '' ? null : given[field] });
  if (p.address !== undefined) customer.address = p.address ? { city: null, country: null, line1: null, line2: null, postal_code: null, state: null, ...p.address } : null;
  if (p.shipping !== undefined) customer.shipping = p.shipping ? (p.shipping as Stripe.Customer.Shipping) : null;
  if (p.metadata !== undefined) customer.metadata = mergeMetadata(customer.metadata, p.metadata);
  const method = p.invoice_settings?.default_payment_method;
  if (method) customer.invoice_settings.default_payment_method = method;
}

export function addCustomers(on: StripeEndpoints): void {
  on.on<Stripe.CustomerCreateParams>('POST /v1/customers', createCustomer);
  on.on('GET /v1/customers/{id}', (ctx, _p, ids) => {
    const id = ids.id ?? '';
    return ctx.db.deletedCustomers.has(id) ? { id, object: 'customer', deleted: true } : ctx.db.customers.get(id);
  });
  on.on<Stripe.CustomerUpdateParams>('POST /v1/customers/{id}', (ctx, p, ids) => {
    const customer = ctx.db.customers.get(ids.id ?? '');
    checkTexts(p);
    const method = p.invoice_settings?.default_payment_method;
    if (method && ctx.db.methods.ref(method, 'invoice_settings[default_payment_method]').customer !== customer.id) {
      throw invalidRequest('The customer does not have a payment method with that ID.', 'invoice_settings[default_payment_method]', 'resource_missing');
    }
    const before = JSON.parse(JSON.stringify(customer)) as Record<string, unknown>;
    write(customer, p);
    ctx.emit('customer.updated', customer, changed(before, customer));
    return customer;
  });
  on.on('DELETE /v1/customers/{id}', (ctx, _p, ids) => {
    const customer = ctx.db.customers.get(ids.id ?? '');
    ctx.emit('customer.deleted', customer);
    for (const m of ctx.db.methods.all()) if (m.customer === customer.id) m.customer = null;
    ctx.db.customers.delete(customer.id);
    ctx.db.deletedCustomers.add(customer.id);
    return { id: customer.id, object: 'customer', deleted: true };
  });
  on.on<Stripe.CustomerListParams>('GET /v1/customers', (ctx, p) => page(ctx.db.customers, p, '/v1/customers', (c) => !p.email || c.email === p.email));
}

/** The old values of the fields that differ: an event's `previous_attributes`. */
export function changed(before: Record<string, unknown>, after: object): Record<string, unknown> {
  const now = after as Record<string, unknown>;
  return Object.fromEntries(Object.entries(before).filter(([k, v]) => JSON.stringify(v) !== JSON.stringify(now[k])));
}
