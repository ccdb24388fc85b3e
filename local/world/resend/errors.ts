import { json, type Answer } from '../http.ts';

/** Resend's error names; the status of each is in their error reference. */
export class ResendFailure extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

export const missingField = (field: string): ResendFailure => new ResendFailure(422, 'missing_required_field', `Missing \`${field}\` field.`);
export const invalidField = (message: string): ResendFailure => new ResendFailure(422, 'validation_error', message);

export const errorAnswer = (status: number, name: string, message: string, headers: Record<string, string> = {}): Answer =>
  json(status, { statusCode: status, name, message }, headers);
