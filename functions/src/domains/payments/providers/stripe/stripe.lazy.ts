// The SDK is large; only what talks to Stripe or verifies its signatures loads it.
export { Stripe } from 'stripe';
