import { secretList } from '../../../../platform/config.ts';
import { type Webhook } from '../../../../platform/webhooks.ts';

/** Seconds between Stripe's signing and our receiving; what Stripe recommends. */
const TOLERANCE_S = 300;

/** Stripe's deliveries, checked by the SDK on the raw body against every secret that is valid now. */
export const stripeWebhook: Webhook = {
  provider: 'stripe',
  async verify(rawBody, header, now) {
    const signature = header('stripe-signature');
    if (signature === undefined) return undefined;
    const { Stripe } = await import('./stripe.lazy.ts');
    for (const secret of secretList('STRIPE_WEBHOOK_SECRETS')) {
      try {
        const receivedAt = now.getTime();
        const event = Stripe.webhooks.constructEvent(rawBody, signature, secret, TOLERANCE_S, undefined, receivedAt);
        return { eventId: event.id, type: event.type };
      } catch (thrown) {
        // Another secret may fit; a body that is no event fits none.
        if (!(thrown instanceof Stripe.errors.StripeSignatureVerificationError)) return undefined;
      }
    }
    return undefined;
  },
};
