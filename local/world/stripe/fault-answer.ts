import type { Answer } from '../http.ts';
import { newRequestId } from './context.ts';
import { renderError, type StripeErrorBody } from './errors.ts';

/** Stripe's own error body for a status that a test asked for. */
export function stripeFaultAnswer(status: number, retryAfter = 1): Answer {
  const headers: Record<string, string> = { 'content-type': 'application/json', 'request-id': newRequestId() };
  let body: StripeErrorBody = {
    type: 'api_error',
    message: 'An unknown error occurred. If you keep seeing this, please contact us at https://support.stripe.com/ and let us know the request ID.',
  };
  if (status === 429) {
    headers['retry-after'] = String(retryAfter);
    headers['stripe-rate-limited-reason'] = 'global-rate';
    headers['stripe-should-retry'] = 'true';
    body = { type: 'invalid_request_error', code: 'rate_limit', message: 'Request rate limit exceeded. Learn more about rate limits here https://stripe.com/docs/rate-limits.' };
  } else if (status === 500) {
    // The same key would only bring the same answer again, and Stripe says so.
    headers['stripe-should-retry'] = 'false';
  } else if (status < 500) {
    body = { type: 'invalid_request_error', message: 'The request was refused.' };
  }
  return { status, headers, body: renderError(body) };
}
