/** The rules of Checkout Sessions that go across parameters: what a mode or a UI allows and asks for. */
import type Stripe from 'stripe';
import { invalidRequest, notPlayed, parameterMissing } from './errors.ts';
import { checkCurrency } from './money.ts';

type Params = Stripe.Checkout.SessionCreateParams;

/** Throws Stripe's refusal of the first combination that does not go together. `now` in seconds. */
export function checkSessionParams(p: Params, now: number): void {
  const ui = p.ui_mode ?? 'hosted_page';
  const mode = p.mode ?? 'payment';
  if (ui === 'form') throw notPlayed('ui_mode: form');
  if (mode === 'subscription') throw notPlayed('mode: subscription');
  refuseUnplayed(p);
  checkUrls(p, ui);
  if (mode === 'payment') checkPayment(p);
  else checkSetup(p);
  if (p.customer && p.customer_email) throw invalidRequest('You may only specify one of these parameters: customer, customer_email.', 'customer_email');
  if (p.customer && p.customer_creation) throw invalidRequest('You may only specify one of these parameters: customer, customer_creation.', 'customer_creation');
  if (p.customer_update && !p.customer) throw invalidRequest('`customer_update` can only be used with `customer`.', 'customer_update');
  if (p.customer_email && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(p.customer_email)) throw invalidRequest(`Invalid email address: ${p.customer_email}`, 'customer_email', 'email_invalid');
  if (p.client_reference_id && p.client_reference_id.length > 200) throw invalidRequest('Invalid string: client_reference_id must be at most 200 characters', 'client_reference_id');
  if (p.allowed_payment_method_types && p.excluded_payment_method_types) {
    throw invalidRequest('You may only specify one of these parameters: allowed_payment_method_types, excluded_payment_method_types.', 'excluded_payment_method_types');
  }
  if (p.expires_at !== undefined) {
    if (p.expires_at < now + 30 * 60) throw invalidRequest('The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation.', 'expires_at');
    if (p.expires_at > now + 24 * 3600) throw invalidRequest('The `expires_at` timestamp must be less than 24 hours from Checkout Session creation.', 'expires_at');
  }
}

/** Parameters that would change amounts or methods, and that nothing here carries out. */
function refuseUnplayed(p: Params): void {
  for (const field of ['discounts', 'shipping_options', 'optional_items', 'subscription_data', 'payment_method_data', 'customer_account'] as const) {
    if (p[field] !== undefined) throw notPlayed(field);
  }
  if (p.automatic_tax?.enabled) throw notPlayed('automatic_tax[enabled]');
  if (p.invoice_creation?.enabled) throw notPlayed('invoice_creation[enabled]');
  if (p.managed_payments?.enabled) throw notPlayed('managed_payments[enabled]');
  if (p.payment_intent_data?.transfer_data) throw notPlayed('payment_intent_data[transfer_data]');
  if (p.line_items?.some((l) => l.adjustable_quantity?.enabled)) throw notPlayed('line_items[adjustable_quantity]');
}

function checkUrls(p: Params, ui: string): void {
  if (ui === 'hosted_page') {
    if (!p.success_url) throw parameterMissing('success_url');
    if (p.return_url) throw invalidRequest('`return_url` is not allowed if `ui_mode` is `hosted_page`.', 'return_url');
    if (p.redirect_on_completion) throw invalidRequest('`redirect_on_completion` may only be used if `ui_mode` is `embedded_page`.', 'redirect_on_completion');
  } else {
    for (const field of ['success_url', 'cancel_url'] as const) {
      if (p[field]) throw invalidRequest(`\`${field}\` is not allowed if \`ui_mode\` is \`embedded_page\` or \`elements\`.`, field);
    }
    const returns = p.redirect_on_completion !== 'never';
    if (returns && !p.return_url) throw parameterMissing('return_url');
    if (!returns && p.return_url) throw invalidRequest('`return_url` cannot be used when `redirect_on_completion` is `never`.', 'return_url');
  }
  for (const field of ['success_url', 'cancel_url', 'return_url'] as const) {
    const url = p[field];
    if (url !== undefined && !isUrl(url)) throw invalidRequest('Not a valid URL', field, 'url_invalid');
  }
}

const isUrl = (text: string): boolean => /^https?:\/\/[^\s/?#]+/i.test(text) || /^[a-z][a-z0-9+.-]*:\/\/\S+/i.test(text);

function checkPayment(p: Params): void {
  if (!p.line_items?.length) throw parameterMissing('line_items');
  if (p.line_items.length > 100) throw invalidRequest('You may only specify up to 100 line items.', 'line_items');
  if (p.setup_intent_data) throw invalidRequest('You can not pass `setup_intent_data` in `payment` mode.', 'setup_intent_data');
  p.line_items.forEach((line, i) => checkLine(line, `line_items[${i}]`));
  const currencies = new Set(p.line_items.map((l) => l.price_data?.currency.toLowerCase()));
  if (currencies.size > 1) throw invalidRequest('All line items must have the same currency.', 'line_items');
}

function checkLine(line: Stripe.Checkout.SessionCreateParams.LineItem, at: string): void {
  if (line.price) throw invalidRequest(`No such price: '${line.price}'`, `${at}[price]`, 'resource_missing');
  const data = line.price_data;
  if (!data) throw parameterMissing(`${at}[price]`);
  checkCurrency(data.currency, `${at}[price_data][currency]`);
  if (data.product) throw invalidRequest(`No such product: '${data.product}'`, `${at}[price_data][product]`, 'resource_missing');
  if (!data.product_data) throw parameterMissing(`${at}[price_data][product_data]`);
  if (data.recurring) throw invalidRequest('You specified `payment` mode but passed a recurring price. Either switch to `subscription` mode or use only one-time prices.', `${at}[price_data][recurring]`);
  if (data.unit_amount === undefined && data.unit_amount_decimal === undefined) throw parameterMissing(`${at}[price_data][unit_amount]`);
  if (data.unit_amount !== undefined && data.unit_amount_decimal !== undefined) {
    throw invalidRequest('You may only specify one of these parameters: unit_amount, unit_amount_decimal.', `${at}[price_data][unit_amount_decimal]`);
  }
  if ((data.unit_amount ?? 0) < 0) throw invalidRequest('This value must be greater than or equal to 0.', `${at}[price_data][unit_amount]`, 'parameter_invalid_integer');
  if (line.quantity === undefined) throw parameterMissing(`${at}[quantity]`);
  if (line.quantity < 1) throw invalidRequest('This value must be greater than or equal to 1.', `${at}[quantity]`, 'parameter_invalid_integer');
  if (line.tax_rates?.[0]) throw invalidRequest(`No such tax rate: '${line.tax_rates[0]}'`, `${at}[tax_rates][0]`, 'resource_missing');
}

function checkSetup(p: Params): void {
  if (p.line_items) throw invalidRequest('You can not pass `line_items` in `setup` mode.', 'line_items');
  if (p.payment_intent_data) throw invalidRequest('You can not pass `payment_intent_data` in `setup` mode.', 'payment_intent_data');
  if (!p.currency && !p.allowed_payment_method_types) throw parameterMissing('currency');
  if (p.currency) checkCurrency(p.currency);
  if (p.submit_type) throw invalidRequest('`submit_type` is not allowed in `setup` mode.', 'submit_type');
}
