import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import Stripe from 'stripe';
import type { FaultAction } from './client.ts';
import { startTestWorld, type TestWorld } from './test-world.ts';

let w: TestWorld;
beforeAll(async () => {
  w = await startTestWorld();
});
afterAll(() => w.stop());
beforeEach(() => w.reset());

const made = async (): Promise<number> => (await w.stripe.customers.list()).data.length;
const fault = (action: FaultAction, times = 1): Promise<void> => w.client.addFaults({ service: 'stripe', method: 'POST', path: '/v1/customers', times, action });
const create = (stripe: Stripe, idempotencyKey: string): Promise<Stripe.Customer> => stripe.customers.create({ email: 'fay@example.org' }, { idempotencyKey });

describe('a Stripe request', () => {
  test('answered 500 is not performed, and the key keeps the 500, as Stripe documents', async () => {
    await fault({ type: 'status', status: 500 });
    await expect(create(w.stripe, 'f1')).rejects.toBeInstanceOf(Stripe.errors.StripeAPIError);
    await expect(create(w.stripe, 'f1')).rejects.toMatchObject({ statusCode: 500 });
    expect(await made()).toBe(0);
    expect((await create(w.stripe, 'f1-again')).email).toBe('fay@example.org');
  });

  test('may be performed and still answered 500', async () => {
    await fault({ type: 'status', status: 500, performed: true });
    await expect(create(w.stripe, 'f2')).rejects.toMatchObject({ statusCode: 500 });
    expect(await made()).toBe(1);
  });

  test('answered 429 may come again with the same key', async () => {
    await fault({ type: 'status', status: 429, retryAfter: 1 });
    await expect(create(w.stripe, 'f3')).rejects.toBeInstanceOf(Stripe.errors.StripeRateLimitError);
    expect((await create(w.stripe, 'f3')).object).toBe('customer');
    expect(await made()).toBe(1);
  });

  test.each(['drop-answer', 'half-body'] as const)('with %s is performed; the key finds it', async (type) => {
    await fault({ type }, 2);
    await expect(create(w.stripe, `f4-${type}`)).rejects.toBeInstanceOf(Stripe.errors.StripeConnectionError);
    await w.client.clearFaults();
    await create(w.stripe, `f4-${type}`);
    expect(await made()).toBe(1);
  });

  test('reset is not performed', async () => {
    await fault({ type: 'reset' }, 2);
    await expect(create(w.stripe, 'f5')).rejects.toBeInstanceOf(Stripe.errors.StripeConnectionError);
    expect(await made()).toBe(0);
  });

  test('that hangs is given up by the client', async () => {
    await fault({ type: 'hang' });
    await expect(create(w.stripeWith({ timeout: 200 }), 'f6')).rejects.toBeInstanceOf(Stripe.errors.StripeConnectionError);
    expect(await made()).toBe(0);
  });

  test('is delayed', async () => {
    await fault({ type: 'delay', ms: 150 });
    const start = performance.now();
    await create(w.stripe, 'f7');
    expect(performance.now() - start).toBeGreaterThan(140);
  });

  test('only the chosen ones go wrong', async () => {
    await w.client.addFaults({ service: 'stripe', path: '/v1/customers/{id}', method: 'GET', after: 1, times: 1, action: { type: 'status', status: 503 } });
    const { id } = await create(w.stripe, 'f8');
    await w.stripe.customers.retrieve(id);
    await expect(w.stripe.customers.retrieve(id)).rejects.toMatchObject({ statusCode: 503 });
    await w.stripe.customers.retrieve(id);
    expect((await w.client.requests('stripe')).map((r) => r.fault ?? r.status)).toEqual([200, 200, 'status', 200]);
  });
});

describe('the other vendors', () => {
  const mail = { from: 'Shop <shop@example.org>', to: 'gus@example.org', subject: 'Seven things', text: 'Hello' };

  test('Resend answers in its own words', async () => {
    await w.client.addFaults({ service: 'resend', path: '/emails', action: { type: 'status', status: 429 } }, { service: 'resend', action: { type: 'status', status: 500 } });
    expect((await w.resend.emails.send(mail)).error).toMatchObject({ name: 'rate_limit_exceeded', statusCode: 429 });
    expect((await w.resend.emails.send(mail)).error).toMatchObject({ name: 'internal_server_error', statusCode: 500 });
    await w.client.addFaults({ service: 'resend', action: { type: 'drop-answer' } });
    expect((await w.resend.emails.send(mail, { idempotencyKey: 'm1' })).error?.name).toBe('application_error');
    expect((await w.resend.emails.send(mail, { idempotencyKey: 'm1' })).data?.id).toMatch(/-/);
    expect(await w.client.mails()).toHaveLength(1);
  });

  test('FCM answers in Google’s', async () => {
    await w.client.addFaults({ service: 'fcm', action: { type: 'status', status: 503 } });
    const response = await fetch(`${w.world.url}/fcm/v1/projects/p/messages:send`, { method: 'POST', headers: { authorization: 'Bearer t' }, body: '{}' });
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '1']);
    expect(await response.json()).toMatchObject({ error: { status: 'UNAVAILABLE', details: [{ errorCode: 'UNAVAILABLE' }] } });
  });
});
