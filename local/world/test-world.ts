/** A world on a free port with the vendors' SDKs and a receiver of webhooks, for the tests of this folder. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Resend } from 'resend';
import Stripe from 'stripe';
import { startWorld, WorldClient, type World } from './index.ts';

export const STRIPE_SECRET = 'whsec_test_signing';
export const RESEND_SECRET = `whsec_${Buffer.from('a secret of the mail service').toString('base64')}`;
const SECRET_KEY = 'sk_test_51LocalWorldTestKey';

export interface Received {
  body: string;
  headers: Record<string, string>;
}

export interface TestWorld {
  world: World;
  client: WorldClient;
  stripe: Stripe;
  resend: Resend;
  /** Webhooks taken in by the receiver, per vendor. */
  hooks: { stripe: Received[]; resend: Received[] };
  /** How the receiver answers: a status for each coming webhook, then 200. */
  answers: number[];
  /** The Stripe events received, each checked with the SDK. */
  verified(): Stripe.Event[];
  /** A Stripe client with other settings. */
  stripeWith(config: Record<string, unknown>): Stripe;
  reset(): Promise<void>;
  stop(): Promise<void>;
}

export async function startTestWorld(): Promise<TestWorld> {
  const hooks: TestWorld['hooks'] = { stripe: [], resend: [] };
  const answers: number[] = [];
  const receiver = await startReceiver(hooks, answers);
  const base = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`;
  const world = await startWorld({
    port: 0,
    stripe: { webhookUrl: `${base}/stripe`, webhookSecret: STRIPE_SECRET, secretKey: SECRET_KEY },
    resend: { webhookUrl: `${base}/resend`, webhookSecret: RESEND_SECRET, apiKey: 're_test' },
  });
  const client = new WorldClient(world.url);
  const stripeWith = (config: Record<string, unknown>): Stripe =>
    new Stripe(SECRET_KEY, { host: '127.0.0.1', port: world.port, protocol: 'http', maxNetworkRetries: 0, telemetry: false, ...config });
  return {
    world,
    client,
    stripe: stripeWith({}),
    resend: new Resend('re_test', { baseUrl: `${world.url}/resend` }),
    hooks,
    answers,
    stripeWith,
    verified: () => hooks.stripe.map((h) => Stripe.webhooks.constructEvent(h.body, h.headers['stripe-signature'] ?? '', STRIPE_SECRET)),
    reset: async () => {
      await client.reset();
      hooks.stripe.length = 0;
      hooks.resend.length = 0;
      answers.length = 0;
    },
    stop: async () => {
      await world.stop();
      receiver.closeAllConnections();
      await new Promise((resolve) => receiver.close(resolve));
    },
  };
}

function startReceiver(hooks: TestWorld['hooks'], answers: number[]): Promise<Server> {
  const server = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => {
      const status = answers.shift() ?? 200;
      const headers = Object.fromEntries(Object.entries(req.headers).map(([k, v]) => [k, String(v)]));
      hooks[req.url === '/stripe' ? 'stripe' : 'resend'].push({ body: Buffer.concat(chunks).toString('utf8'), headers });
      res.writeHead(status).end();
    });
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

/** Reads until it is as wanted; throws with the last reading after `ms`. */
export async function waitFor<T>(read: () => T | Promise<T>, wanted: (value: T) => boolean, ms = 5_000): Promise<T> {
  const until = Date.now() + ms;
  for (;;) {
    const value = await read();
    if (wanted(value)) return value;
    if (Date.now() > until) throw new Error(`still ${JSON.stringify(value).slice(0, 2_000)} after ${ms} ms`);
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
}

/** Two lines, odd amounts: 3 × 14.37 and 2 × 9.05. */
export const aCheckout = (more: Partial<Stripe.Checkout.SessionCreateParams> = {}): Stripe.Checkout.SessionCreateParams => ({
  mode: 'payment',
  line_items: [
    { quantity: 3, price_data: { currency: 'eur', unit_amount: 1437, product_data: { name: 'Oak shelf' } } },
    { quantity: 2, price_data: { currency: 'eur', unit_amount: 905, product_data: { name: 'Brackets' } } },
  ],
  payment_intent_data: { metadata: { invoice: 'inv_7' } },
  metadata: { invoice: 'inv_7' },
  success_url: 'http://localhost/paid?s={CHECKOUT_SESSION_ID}',
  cancel_url: 'http://localhost/back',
  ...more,
});
