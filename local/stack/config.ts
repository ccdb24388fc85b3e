import type { Ports } from './ports.ts';

/** The one region everything is deployed to; it is part of every function's address. */
export const REGION = 'europe-west4';

/** Secrets of the local stack: shaped as the vendors' own, and worth nothing outside it. */
export const LOCAL_SECRETS = {
  stripeKey: 'sk_test_toonbank_local',
  stripeWebhook: 'whsec_toonbank_local_stripe',
  resendKey: 're_toonbank_local',
  // Svix secrets are base64 after the prefix; a plain word would not verify.
  resendWebhook: `whsec_${Buffer.from('toonbank local resend secret').toString('base64')}`,
  link: Buffer.from('toonbank local key of public links').toString('base64'),
  apiKeyPepper: Buffer.from('toonbank local pepper of API keys').toString('base64'),
};

/** Where the deployed functions answer: `http://127.0.0.1:PORT/PROJECT/REGION`. */
export function functionsUrlOf(projectId: string, ports: Ports): string {
  return `http://127.0.0.1:${ports.functions}/${projectId}/${REGION}`;
}

/** What a deployment keeps in its `.env` and Secret Manager; names as in functions/src/platform/config.ts. */
export function functionsConfig(projectId: string, ports: Ports, world: boolean): Record<string, string> {
  const worldUrl = `http://127.0.0.1:${ports.world}`;
  return {
    STRIPE_SECRET_KEY: LOCAL_SECRETS.stripeKey,
    STRIPE_WEBHOOK_SECRETS: LOCAL_SECRETS.stripeWebhook,
    RESEND_API_KEY: LOCAL_SECRETS.resendKey,
    RESEND_WEBHOOK_SECRETS: LOCAL_SECRETS.resendWebhook,
    LINK_KEY: LOCAL_SECRETS.link,
    API_KEY_PEPPER: LOCAL_SECRETS.apiKeyPepper,
    API_URL: `${functionsUrlOf(projectId, ports)}/api`,
    APP_URL: worldUrl,
    MAIL_FROM: 'Toonbank <post@toonbank.example>',
    APP_CHECK: 'off',
    STRIPE_MODE: 'single',
    APPLICATION_FEE_BP: '',
    // Without a world these stay empty and the adapters are on their own, as in production.
    STRIPE_API_BASE: world ? worldUrl : '',
    RESEND_BASE_URL: world ? `${worldUrl}/resend` : '',
    FCM_BASE_URL: world ? `${worldUrl}/fcm` : '',
    ECB_BASE_URL: world ? `${worldUrl}/ecb` : '',
    CLOCK_URL: world ? `${worldUrl}/control/clock` : '',
  };
}

/** The variables by which Google's SDKs find emulators instead of the cloud. */
export function emulatorEnv(projectId: string, ports: Ports): Record<string, string> {
  const at = (port: number): string => `127.0.0.1:${port}`;
  return {
    GCLOUD_PROJECT: projectId,
    GOOGLE_CLOUD_PROJECT: projectId,
    FIREBASE_CONFIG: JSON.stringify({ projectId, storageBucket: bucketOf(projectId) }),
    FIRESTORE_EMULATOR_HOST: at(ports.firestore),
    FIREBASE_AUTH_EMULATOR_HOST: at(ports.auth),
    FIREBASE_STORAGE_EMULATOR_HOST: at(ports.storage),
    STORAGE_EMULATOR_HOST: `http://${at(ports.storage)}`,
    CLOUD_TASKS_EMULATOR_HOST: at(ports.tasks),
    CLOUD_EVENTARC_EMULATOR_HOST: `http://${at(ports.eventarc)}`,
    PUBSUB_EMULATOR_HOST: at(ports.pubsub),
  };
}

/** The default Storage bucket, as the emulators name it. */
export function bucketOf(projectId: string): string {
  return `${projectId}.appspot.com`;
}
