import { defineSecret, defineString } from 'firebase-functions/params';
import { AppError } from './errors.ts';

const secrets = {
  STRIPE_SECRET_KEY: defineSecret('STRIPE_SECRET_KEY'),
  STRIPE_WEBHOOK_SECRETS: defineSecret('STRIPE_WEBHOOK_SECRETS'),
  RESEND_API_KEY: defineSecret('RESEND_API_KEY'),
  RESEND_WEBHOOK_SECRETS: defineSecret('RESEND_WEBHOOK_SECRETS'),
  LINK_KEY: defineSecret('LINK_KEY'),
  /** HMAC keys of the hashes of API keys, newest first. */
  API_KEY_PEPPER: defineSecret('API_KEY_PEPPER'),
} as const;

const settings = {
  /** Public base of the function `api`, without a slash at the end; links in mails start with it. */
  API_URL: defineString('API_URL'),
  /** Where the web app lives; after paying, a customer without an account is sent back to `API_URL` instead. */
  APP_URL: defineString('APP_URL'),
  MAIL_FROM: defineString('MAIL_FROM'),
  /** `enforce` refuses calls without a valid App Check token, `off` does not look. */
  APP_CHECK: defineString('APP_CHECK', { default: 'off' }),
  /** `single`: one business, the platform's own Stripe account; `connect`: each organisation has its own. */
  STRIPE_MODE: defineString('STRIPE_MODE', { default: 'single' }),
  /** What the platform takes of payments on accounts of organisations, in basis points: `150,<organisation>:90`. */
  APPLICATION_FEE_BP: defineString('APPLICATION_FEE_BP', { default: '' }),
  // The local stack's stand-ins; empty in production, where the vendors' SDKs know their own addresses.
  STRIPE_API_BASE: defineString('STRIPE_API_BASE', { default: '' }),
  RESEND_BASE_URL: defineString('RESEND_BASE_URL', { default: '' }),
  FCM_BASE_URL: defineString('FCM_BASE_URL', { default: '' }),
  ECB_BASE_URL: defineString('ECB_BASE_URL', { default: '' }),
  CLOCK_URL: defineString('CLOCK_URL', { default: '' }),
} as const;

export type SecretName = keyof typeof secrets;
export type SettingName = keyof typeof settings;

/** The value of a secret. An unbound secret reads as the empty string, so emptiness is refused here, once. */
export function secret(name: SecretName): string {
  const value = secrets[name].value();
  if (value === '') throw new AppError('not-configured', `secret ${name} is empty or not bound to this function`);
  return value;
}

/** A secret that holds several values, newest first, while one is being rotated out. */
export function secretList(name: SecretName): readonly string[] {
  return secret(name)
    .split(',')
    .map((value) => value.trim())
    .filter((value) => value !== '');
}

/** The value of a setting; empty means "not set" for those that may be. */
export function setting(name: SettingName): string {
  // The emulator does not apply defaults, so what is absent from the environment reads as empty.
  return settings[name].value() ?? '';
}

/** A setting that must have a value. */
export function requiredSetting(name: SettingName): string {
  const value = setting(name);
  if (value === '') throw new AppError('not-configured', `setting ${name} is empty`);
  return value;
}

/** The secrets that a deployed function must be given access to. */
export function bind(...names: readonly SecretName[]): (typeof secrets)[SecretName][] {
  return names.map((name) => secrets[name]);
}
