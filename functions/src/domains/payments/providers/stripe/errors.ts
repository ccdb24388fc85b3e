import type { Stripe } from 'stripe';
import { AppError } from '../../../../platform/errors.ts';
import { outOfReach } from '../../out-of-reach.ts';

/**
 * What an error of the SDK means for us. Refused: Stripe understood and said no, so nothing was made. Unavailable:
 * it did not answer, or answered that it could not; whether it was done is unknown, and the same key finds out.
 */
export function toAppErrorOfStripe(thrown: unknown): AppError {
  if (!isStripeError(thrown)) return unavailable(thrown instanceof Error ? thrown.message : String(thrown), thrown);
  const facts = [thrown.type, thrown.statusCode, thrown.code, thrown.requestId].filter((fact) => fact !== undefined).join(' ');
  const message = `stripe ${facts}: ${thrown.message}`;
  switch (thrown.type) {
    case 'StripeCardError':
      return new AppError('provider-refused', message, {
        say: thrown.code === 'authentication_required' ? NEEDS_CUSTOMER : DECLINED,
        data: { code: thrown.code ?? 'declined', declineCode: thrown.decline_code ?? null },
        cause: thrown,
      });
    case 'StripeInvalidRequestError':
      return new AppError('provider-refused', message, { data: { code: thrown.code ?? 'invalid_request' }, cause: thrown });
    case 'StripeIdempotencyError':
      // In use: the first request with this key is still being answered. Otherwise the key came with another body,
      // which our keys never do.
      return thrown.statusCode === 409 ? unavailable(message, thrown) : new AppError('internal', message, { cause: thrown });
    case 'StripePermissionError':
      if (thrown.code === REVOKED) return outOfReach(message, thrown);
      return new AppError('not-configured', message, { cause: thrown });
    case 'StripeAuthenticationError':
      return new AppError('not-configured', message, { cause: thrown });
    default:
      return unavailable(message, thrown, (thrown.statusCode ?? 0) >= 500);
  }
}

/** Stripe's code for an account that is not, or no longer, connected to the platform. */
const REVOKED = 'account_invalid';
const DECLINED = { en: 'The payment was declined.', nl: 'De betaling is geweigerd.' };
const NEEDS_CUSTOMER = {
  en: 'The customer\'s bank wants the customer to confirm this payment. Send a payment link.',
  nl: 'De bank van de klant wil dat de klant deze betaling zelf bevestigt. Stuur een betaallink.',
};

/** Without the SDK's classes, which are loaded lazily: they all name their type. */
function isStripeError(thrown: unknown): thrown is Stripe.errors.StripeError {
  return thrown instanceof Error && 'type' in thrown && typeof thrown.type === 'string' && thrown.type.startsWith('Stripe');
}

function unavailable(message: string, cause: unknown, spoiltKey = false): AppError {
  return new AppError('provider-unavailable', message, {
    say: {
      en: 'The payment provider does not answer. Try again; you are never charged twice.',
      nl: 'De betaaldienst antwoordt niet. Probeer het opnieuw; er wordt nooit dubbel afgeschreven.',
    },
    data: { spoiltKey },
    cause,
  });
}

/** Whether Stripe says that there is no such object. */
export function isMissing(error: unknown): boolean {
  return error instanceof AppError && error.data?.['code'] === 'resource_missing';
}
