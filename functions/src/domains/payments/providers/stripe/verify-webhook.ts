import * as z from 'zod';
import { secretList } from '../../../../platform/config.ts';
import { Id } from '../../../../platform/ids.ts';
import { type Webhook } from '../../../../platform/webhooks.ts';

/** Seconds between Stripe's signing and our receiving; what Stripe recommends. */
const TOLERANCE_S = 300;

/** What every event has, also those of API v2, which the SDK's own `constructEvent` turns away. */
const Event = z.object({ id: Id, type: z.string() });

/** Stripe's deliveries, checked by the SDK on the raw body against every secret that is valid now. */
export const stripeWebhook: Webhook = {
  provider: 'stripe',
  async verify(rawBody, header, now) {
    const signature = header('stripe-signature');
    if (signature === undefined) return undefined;
    const body = rawBody.toString('utf8');
    const { Stripe } = await import('./stripe.lazy.ts');
    const fits = (secret: string): boolean => {
      try {
        return Stripe.webhooks.signature?.verifyHeader(body, signature, secret, TOLERANCE_S, undefined, now.getTime()) ?? false;
      } catch (thrown) {
        if (thrown instanceof Stripe.errors.StripeSignatureVerificationError) return false;
        throw thrown;
      }
    };
    return secretList('STRIPE_WEBHOOK_SECRETS').some(fits) ? eventIn(body) : undefined;
  },
};

function eventIn(body: string): { eventId: string; type: string } | undefined {
  try {
    const { id, type } = Event.parse(JSON.parse(body));
    return { eventId: id, type };
  } catch {
    // Signed, and yet no event: nobody could do anything with it later.
    return undefined;
  }
}
