import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import Stripe from 'stripe';
import { RESEND_SECRET, STRIPE_SECRET, startTestWorld, waitFor, type TestWorld } from './test-world.ts';

let w: TestWorld;
beforeAll(async () => {
  w = await startTestWorld();
});
afterAll(() => w.stop());
beforeEach(() => w.reset());

const customers = async (count: number): Promise<void> => {
  for (let i = 0; i < count; i++) await w.stripe.customers.create({ email: `c${i * 3 + 2}@example.org` });
};
const ids = (): string[] => w.verified().map((e) => e.id);

describe('Stripe events', () => {
  test('carry what the real ones carry', async () => {
    const { lastResponse } = await w.stripe.customers.create({ email: 'hana@example.org' }, { idempotencyKey: 'w1' });
    const [event] = await waitFor(() => w.verified(), (all) => all.length === 1);
    expect(event).toMatchObject({
      object: 'event', type: 'customer.created', api_version: Stripe.API_VERSION ?? expect.any(String), livemode: false, pending_webhooks: 1,
      request: { id: lastResponse.requestId, idempotency_key: 'w1' }, data: { object: { email: 'hana@example.org' } },
    });
    const stored = await waitFor(() => w.stripe.events.retrieve(event?.id ?? ''), (e) => e.pending_webhooks === 0);
    expect(stored.type).toBe('customer.created');
  });

  test('are refused with a wrong secret or a changed body', async () => {
    await customers(1);
    const [hook] = await waitFor(() => w.hooks.stripe, (all) => all.length === 1);
    const signature = hook?.headers['stripe-signature'] ?? '';
    expect(() => Stripe.webhooks.constructEvent(hook?.body ?? '', signature, 'whsec_other')).toThrow();
    expect(() => Stripe.webhooks.constructEvent(`${hook?.body} `, signature, STRIPE_SECRET)).toThrow();
  });

  test('come again until the receiver is content', async () => {
    w.answers.push(500, 503);
    await customers(1);
    const seen = await waitFor(ids, (all) => all.length === 3);
    expect(new Set(seen).size).toBe(1);
    await waitFor(() => w.client.deliveriesUnderWay(), (busy) => busy === 0);
  });

  test('wait when held; come twice, shuffled by a seed, in parallel', async () => {
    await w.client.setDelivery('hold');
    await customers(6);
    const all = (await w.client.stripeEvents()).map((e) => e.id);
    expect(w.hooks.stripe).toHaveLength(0);
    const results = await w.client.deliver({ eventIds: all, times: 2, order: 'shuffled', seed: 7 });
    const first = ids();
    expect(results.every((r) => r.status === 200)).toBe(true);
    expect([...first].sort()).toEqual([...all, ...all].sort());
    expect(first).not.toEqual([...all, ...all]);
    w.hooks.stripe.length = 0;
    await w.client.deliver({ eventIds: all, times: 2, order: 'shuffled', seed: 7 });
    expect(ids()).toEqual(first);
    w.hooks.stripe.length = 0;
    await w.client.deliver({ order: 'reversed' });
    expect(ids()).toEqual([...all].reverse());
    await w.client.deliver({ times: 5, parallel: true });
    expect(w.hooks.stripe).toHaveLength(6 + 30);
    await expect(w.client.deliver({ eventIds: ['evt_none'] })).rejects.toThrow('no such event');
  });

  test('are listed for people, with a button to deliver again', async () => {
    await customers(2);
    await waitFor(ids, (all) => all.length === 2);
    const [first] = ids();
    const text = async (path: string): Promise<string> => (await fetch(`${w.world.url}${path}`)).text();
    expect(await text('/')).toContain('POST /v1/customers');
    expect(await text('/stripe')).toContain(`/stripe/events/${first}/redeliver`);
    expect(await text(`/stripe/objects/${first}`)).toContain('customer.created');
    await fetch(`${w.world.url}/stripe/events/${first}/redeliver`, { method: 'POST', redirect: 'manual' });
    expect(await waitFor(ids, (all) => all.length === 3)).toContain(first);
    await w.stripe.customers.create({ name: '<script>alert(7)</script>', email: 'a&b@example.org' });
    expect(await text('/stripe')).toContain('a&amp;b@example.org');
  });

  test('are signed with both secrets while one is rolled', async () => {
    await w.client.setWebhooks({ stripe: { webhookSecret: ['whsec_new', STRIPE_SECRET] } });
    await customers(1);
    const [hook] = await waitFor(() => w.hooks.stripe, (all) => all.length === 1);
    for (const secret of ['whsec_new', STRIPE_SECRET]) {
      expect(Stripe.webhooks.constructEvent(hook?.body ?? '', hook?.headers['stripe-signature'] ?? '', secret).type).toBe('customer.created');
    }
    await w.client.setWebhooks({ stripe: { webhookSecret: STRIPE_SECRET } });
  });
});

describe('Resend events', () => {
  const send = (to: string): Promise<unknown> =>
    w.resend.emails.send({ from: 'Shop <shop@example.org>', to, subject: 'Your order', html: '<p>Three shelves</p>', tags: [{ name: 'order', value: 'o_37' }] });
  const verified = (): { type: string; data: Record<string, unknown> }[] =>
    w.hooks.resend.map((h) => {
      const headers = { id: h.headers['svix-id'] ?? '', timestamp: h.headers['svix-timestamp'] ?? '', signature: h.headers['svix-signature'] ?? '' };
      return w.resend.webhooks.verify({ payload: h.body, headers, webhookSecret: RESEND_SECRET }) as unknown as { type: string; data: Record<string, unknown> };
    });

  test.each([
    ['ivo@example.org', ['email.delivered', 'email.sent']],
    ['bounced@resend.dev', ['email.bounced', 'email.sent']],
    ['complained+label@resend.dev', ['email.complained', 'email.delivered', 'email.sent']],
  ])('about a mail to %s are signed as by Svix', async (to, types) => {
    await send(to);
    const events = await waitFor(verified, (all) => all.length === types.length);
    expect(events.map((e) => e.type).sort()).toEqual(types);
    expect(events[0]?.data).toMatchObject({ to: [to], tags: { order: 'o_37' } });
  });

  test('do not verify with another secret, and opening is told on request', async () => {
    await send('ivo@example.org');
    const [mail] = await w.client.mails('ivo@example.org');
    await w.client.mailEvent(mail?.id ?? '', 'opened');
    await waitFor(verified, (all) => all.some((e) => e.type === 'email.opened'));
    const [h] = w.hooks.resend;
    const headers = { id: h?.headers['svix-id'] ?? '', timestamp: h?.headers['svix-timestamp'] ?? '', signature: h?.headers['svix-signature'] ?? '' };
    expect(() => w.resend.webhooks.verify({ payload: h?.body ?? '', headers, webhookSecret: 'whsec_b3RoZXI=' })).toThrow();
  });
});
