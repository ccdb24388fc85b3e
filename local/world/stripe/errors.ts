/** Stripe's error objects: one class, and a function for each kind that the endpoints raise. */

export interface StripeErrorBody {
  type: 'invalid_request_error' | 'card_error' | 'api_error' | 'idempotency_error' | 'rate_limit_error';
  message: string;
  code?: string;
  param?: string;
  decline_code?: string;
  charge?: string;
  payment_intent?: unknown;
  payment_method?: unknown;
  setup_intent?: unknown;
}

/** What an endpoint throws; becomes the JSON answer with this status. */
export class StripeFailure extends Error {
  constructor(
    readonly status: number,
    readonly body: StripeErrorBody,
  ) {
    super(body.message);
  }
}

const invalid = (message: string, extra: Partial<StripeErrorBody> = {}, status = 400): StripeFailure =>
  new StripeFailure(status, { type: 'invalid_request_error', message, ...extra });

/** `Invalid request`: a message with or without the parameter it is about. */
export const invalidRequest = (message: string, param?: string, code?: string): StripeFailure =>
  invalid(message, { ...(param ? { param } : {}), ...(code ? { code } : {}) });

export const parameterMissing = (param: string): StripeFailure =>
  invalid(`Missing required param: ${param}.`, { code: 'parameter_missing', param });

export function parameterUnknown(params: string[]): StripeFailure {
  const plural = params.length > 1 ? 's' : '';
  return invalid(`Received unknown parameter${plural}: ${params.join(', ')}`, { code: 'parameter_unknown', param: params[0] ?? '' });
}

export const parameterEmpty = (param: string): StripeFailure =>
  invalid(
    `You passed an empty string for '${param}'. We assume empty values are an attempt to unset a field; however '${param}' cannot be unset. ` +
      `You should remove '${param}' from your request or supply a non-empty value.`,
    { code: 'parameter_invalid_empty', param },
  );

export const parameterInteger = (param: string, value: string): StripeFailure =>
  invalid(`Invalid integer: ${value}`, { code: 'parameter_invalid_integer', param });

/** 404 when the id stands in the path, 400 when a parameter refers to it. */
export const resourceMissing = (noun: string, id: string, param: string, inPath: boolean): StripeFailure =>
  invalid(`No such ${noun}: '${id}'`, { code: 'resource_missing', param }, inPath ? 404 : 400);

/** An account that the platform has no access to, or no longer. */
export const accountInvalid = (key: string, account: string): StripeFailure =>
  invalid(`The provided key '${key}' does not have access to account '${account}' (or that account does not exist). Application access may have been revoked.`, { code: 'account_invalid' }, 403);

/** The object is in a state that does not allow this. */
export const unexpectedState = (code: string, message: string, extra: Partial<StripeErrorBody> = {}): StripeFailure =>
  invalid(message, { code, ...extra });

export const cardError = (code: string, message: string, extra: Partial<StripeErrorBody>): StripeFailure =>
  new StripeFailure(402, { type: 'card_error', code, message, ...extra });

/** Something Stripe has and this stand-in does not play: said plainly instead of quietly ignored. */
export const notPlayed = (param: string): StripeFailure =>
  new StripeFailure(501, { type: 'api_error', message: `The local Stripe does not play \`${param}\` yet.`, param });

export const unauthorized = (message: string): StripeFailure => invalid(message, {}, 401);

/** The error object as sent: Stripe adds a link to its page on the code. */
export function renderError(body: StripeErrorBody): string {
  const doc = body.code ? { doc_url: `https://stripe.com/docs/error-codes/${body.code.replaceAll('_', '-')}` } : {};
  return JSON.stringify({ error: { ...body, ...doc } }, null, 2);
}
