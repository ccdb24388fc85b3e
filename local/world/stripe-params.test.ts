import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import Stripe from 'stripe';
import { buildParams, renderParams } from './stripe/schema/generate.ts';
import { aCheckout, startTestWorld, type TestWorld } from './test-world.ts';

let w: TestWorld;
beforeAll(async () => {
  w = await startTestWorld();
});
afterAll(() => w.stop());
beforeEach(() => w.reset());

/** Posts raw form text, so that what the SDK's types would refuse can be sent too. */
async function post(path: string, form: string, headers: Record<string, string> = {}): Promise<{ status: number; error: Record<string, unknown>; headers: Headers }> {
  const response = await fetch(`${w.world.url}${path}`, {
    method: 'POST',
    body: form,
    headers: { authorization: 'Bearer sk_test_51LocalWorldTestKey', 'content-type': 'application/x-www-form-urlencoded', ...headers },
  });
  const body = (await response.json()) as { error?: Record<string, unknown> };
  return { status: response.status, error: body.error ?? {}, headers: response.headers };
}

test('the list of parameters is that of the installed package', () => {
  const path = new URL('./stripe/schema/params.json', import.meta.url);
  expect(readFileSync(path, 'utf8')).toBe(renderParams(buildParams()));
});

describe('parameters', () => {
  const intent = 'amount=1437&currency=eur';
  test.each([
    ['/v1/checkout/sessions', 'payment_method_types[0]=card&mode=payment', 'parameter_unknown', 'payment_method_types'],
    ['/v1/payment_intents', `${intent}&payment_method_types[0]=card`, 'parameter_unknown', 'payment_method_types'],
    ['/v1/setup_intents', 'payment_method_types[0]=card', 'parameter_unknown', 'payment_method_types'],
    ['/v1/payment_intents', `${intent}&shipping[adress][city]=X&shipping[name]=Y`, 'parameter_unknown', 'shipping[adress]'],
    ['/v1/payment_intents', 'currency=eur', 'parameter_missing', 'amount'],
    ['/v1/payment_intents', 'amount=14.37&currency=eur', 'parameter_invalid_integer', 'amount'],
    ['/v1/payment_intents', `${intent}&customer=`, 'parameter_invalid_empty', 'customer'],
    ['/v1/payment_intents', `${intent}&capture_method=later`, undefined, 'capture_method'],
    ['/v1/payment_intents', `${intent}&confirm=yes`, undefined, 'confirm'],
    ['/v1/payment_intents', 'amount=14&currency=eur', 'amount_too_small', 'amount'],
    ['/v1/payment_intents', 'amount=1437&currency=eurs', undefined, 'currency'],
    ['/v1/payment_intents', `${intent}&customer=cus_none`, 'resource_missing', 'customer'],
    ['/v1/payment_intents', `${intent}&application_fee_amount=45`, undefined, 'application_fee_amount'],
    ['/v1/payment_intents', `${intent}&off_session=true`, undefined, 'off_session'],
    ['/v1/payment_intents', `${intent}&metadata[${'k'.repeat(41)}]=v`, undefined, 'metadata'],
    ['/v1/checkout/sessions', 'mode=payment&success_url=http://l/x', 'parameter_missing', 'line_items'],
    ['/v1/checkout/sessions', 'mode=payment&ui_mode=embedded&return_url=http://l/x', undefined, 'ui_mode'],
    ['/v1/refunds', 'amount=45', undefined, undefined],
  ])('%s refuses %s', async (path, form, code, param) => {
    const answer = await post(path, form);
    expect(answer.status).toBe(400);
    expect(answer.error).toMatchObject({ type: 'invalid_request_error', ...(code ? { code } : {}), ...(param ? { param } : {}) });
    expect(answer.headers.get('request-id')).toMatch(/^req_/);
  });

  test('combinations that Checkout does not take are refused', async () => {
    const refused = (more: Partial<Stripe.Checkout.SessionCreateParams>): Promise<unknown> => w.stripe.checkout.sessions.create(aCheckout(more)).then(() => 'accepted', (e: Stripe.errors.StripeError) => e.param);
    expect(await refused({ return_url: 'http://l/r' })).toBe('return_url');
    expect(await refused({ ui_mode: 'embedded_page', return_url: 'http://l/r' })).toBe('success_url');
    expect(await refused({ expires_at: Math.floor(Date.now() / 1000) + 60 })).toBe('expires_at');
    expect(await refused({ success_url: 'paid' })).toBe('success_url');
    expect(await refused({ customer_email: 'nobody' })).toBe('customer_email');
    expect(await refused({ line_items: [{ quantity: 0, price_data: { currency: 'eur', unit_amount: 905, product_data: { name: 'Brackets' } } }] })).toBe('line_items[0][quantity]');
  });

  test('key, account, address and version are checked', async () => {
    const wrongKey = new Stripe('sk_test_wrong_wrong_wrong', { host: '127.0.0.1', port: w.world.port, protocol: 'http' });
    await expect(wrongKey.customers.list()).rejects.toBeInstanceOf(Stripe.errors.StripeAuthenticationError);
    await expect(w.stripe.customers.list({}, { stripeAccount: 'acct_none' })).rejects.toBeInstanceOf(Stripe.errors.StripePermissionError);
    await expect(w.stripe.customers.retrieve('cus_none')).rejects.toMatchObject({ statusCode: 404, code: 'resource_missing', param: 'id' });
    expect(await post('/v1/nothing', '')).toMatchObject({ status: 404, error: { type: 'invalid_request_error' } });
    expect(await post('/v1/transfers', 'currency=eur&destination=acct_x')).toMatchObject({ status: 501 });
    await expect(w.stripe.customers.search({ query: "email:'x'" })).rejects.toMatchObject({ statusCode: 501 });
    await expect(w.stripe.checkout.sessions.create(aCheckout({ automatic_tax: { enabled: true } }))).rejects.toMatchObject({ statusCode: 501 });
    expect(await post('/v1/customers', '', { 'stripe-version': '2020-08-27' })).toMatchObject({ status: 400 });
  });

  test('lists page by cursor, and expand reaches what Stripe expands', async () => {
    for (const n of [3, 5, 7, 11, 13]) await w.stripe.customers.create({ email: `c${n}@example.org` });
    const first = await w.stripe.customers.list({ limit: 2 });
    expect([first.has_more, first.data.map((c) => c.email)]).toEqual([true, ['c13@example.org', 'c11@example.org']]);
    const second = await w.stripe.customers.list({ limit: 2, starting_after: first.data[1]?.id ?? '' });
    expect(second.data.map((c) => c.email)).toEqual(['c7@example.org', 'c5@example.org']);
    const back = await w.stripe.customers.list({ limit: 2, ending_before: second.data[0]?.id ?? '' });
    expect(back.data.map((c) => c.email)).toEqual(['c13@example.org', 'c11@example.org']);
    const all: (string | null)[] = [];
    for await (const customer of w.stripe.customers.list({ limit: 2 })) all.push(customer.email);
    expect(all).toHaveLength(5);
    await expect(w.stripe.customers.list({ limit: 101 })).rejects.toMatchObject({ param: 'limit' });
    await expect(w.stripe.customers.list({ expand: ['data.email'] })).rejects.toThrow('cannot be expanded');
  });
});
