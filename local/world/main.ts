/** Runs the outside world by itself: `node --import tsx local/world/main.ts`, configured by the environment. */
import { startWorld } from './server.ts';

const { WORLD_PORT, STRIPE_WEBHOOK_URL, STRIPE_WEBHOOK_SECRET, STRIPE_SECRET_KEY, RESEND_WEBHOOK_URL, RESEND_WEBHOOK_SECRET, RESEND_API_KEY } = process.env;

const world = await startWorld({
  port: Number(WORLD_PORT ?? 4100),
  stripe: { webhookUrl: STRIPE_WEBHOOK_URL, webhookSecret: STRIPE_WEBHOOK_SECRET ?? 'whsec_local', secretKey: STRIPE_SECRET_KEY ?? 'sk_test_local' },
  resend: { webhookUrl: RESEND_WEBHOOK_URL, webhookSecret: RESEND_WEBHOOK_SECRET ?? 'whsec_bG9jYWwtcmVzZW5kLXNlY3JldA==', apiKey: RESEND_API_KEY ?? 're_local' },
});
console.log(`outside world at ${world.url}`);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void world.stop().then(() => process.exit(0)));
