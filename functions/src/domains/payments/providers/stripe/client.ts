import type { Stripe } from 'stripe';
import { secret, setting } from '../../../../platform/config.ts';
import { toAppErrorOfStripe } from './errors.ts';

/** Three tries of this length and the waits between them stay below the 30 seconds that a person waits at most. */
const TIMEOUT_MS = 8_000;
const RETRIES = 2;

let client: { readonly key: string; readonly base: string; readonly stripe: Stripe } | undefined;

/** The SDK with our key. Its own pinned API version counts, since its types describe no other. */
async function connected(): Promise<Stripe> {
  const key = secret('STRIPE_SECRET_KEY');
  const base = setting('STRIPE_API_BASE');
  if (client?.key !== key || client.base !== base) {
    const { Stripe: Sdk } = await import('./stripe.lazy.ts');
    const options = { maxNetworkRetries: RETRIES, timeout: TIMEOUT_MS, telemetry: false, ...localBase(base) };
    client = { key, base, stripe: new Sdk(key, options) };
  }
  return client.stripe;
}

function localBase(base: string) {
  if (base === '') return {};
  const { protocol, hostname, port } = new URL(base);
  return { host: hostname, port, protocol: protocol === 'http:' ? ('http' as const) : ('https' as const) };
}

/** Asks Stripe. @throws AppError `provider-refused` or `provider-unavailable` */
export async function askStripe<T>(ask: (stripe: Stripe) => Promise<T>): Promise<T> {
  const stripe = await connected();
  try {
    return await ask(stripe);
  } catch (thrown) {
    throw toAppErrorOfStripe(thrown);
  }
}

/** Options of a request, for the platform's account or an organisation's own. */
export function onAccount(account: string | null, idempotencyKey?: string) {
  return { ...(account === null ? {} : { stripeAccount: account }), ...(idempotencyKey === undefined ? {} : { idempotencyKey }) };
}
