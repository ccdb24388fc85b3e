import { divideRounded } from '../../../../platform/decimal.ts';
import { AppError } from '../../../../platform/errors.ts';
import { CurrencyCode, minor, type Currency, type Minor } from '../../../../platform/money.ts';

/**
 * Currencies whose minor unit Stripe counts otherwise than ISO 4217: it keeps two decimals for some that have none,
 * and asks for whole units there. Source: Stripe's documentation, "Supported currencies", special cases.
 */
const STRIPE_FACTOR: Partial<Record<Currency, bigint>> = { ISK: 100n, UGX: 100n };

/** Our minor units as Stripe counts them. @throws AppError `provider-refused` for what Stripe cannot charge */
export function toStripeAmount(amount: Minor, currency: Currency): number {
  if (THREE_DECIMALS.has(currency) && amount % 10 !== 0) {
    throw new AppError('provider-refused', `Stripe takes ${currency} in steps of 10`, {
      say: { en: 'This amount cannot be paid online.', nl: 'Dit bedrag kan niet online worden betaald.' },
    });
  }
  return minor(BigInt(amount) * (STRIPE_FACTOR[currency] ?? 1n));
}

const THREE_DECIMALS: ReadonlySet<Currency> = new Set(['BHD', 'JOD', 'KWD', 'OMR', 'TND']);

/** Stripe's amount in our minor units. */
export function fromStripeAmount(amount: number, currency: Currency): Minor {
  return minor(divideRounded(BigInt(amount), STRIPE_FACTOR[currency] ?? 1n));
}

/** Stripe's lower-case code. @throws ZodError for a currency we do not know */
export function currencyOf(code: string): Currency {
  return CurrencyCode.parse(code.toUpperCase());
}
