import type { ErrorResponse, Resend } from 'resend';
import { secret, setting } from '../../../../platform/config.ts';
import { Permanent } from '../../../../platform/outbox.ts';
import { type AcceptedMail, type OutgoingMail } from '../port.ts';

const TIMEOUT_MS = 20_000;

/** What another attempt cannot mend. The rest (limits, outages, keys being rotated) passes. */
const PERMANENT = new Set<ErrorResponse['name']>([
  'validation_error',
  'missing_required_field',
  'invalid_parameter',
  'invalid_attachment',
  'invalid_from_address',
  'invalid_idempotency_key',
  'invalid_access',
  'not_found',
  'method_not_allowed',
  'security_error',
]);

let client: { readonly key: string; readonly base: string; readonly resend: Resend } | undefined;

async function resend(): Promise<Resend> {
  const key = secret('RESEND_API_KEY');
  const base = setting('RESEND_BASE_URL');
  if (client?.key !== key || client.base !== base) {
    const sdk = await import('./resend.lazy.ts');
    client = { key, base, resend: new sdk.Resend(key, base === '' ? {} : { baseUrl: base }) };
  }
  return client.resend;
}

/**
 * Hands a mail to Resend.
 * @param idempotencyKey the same for every attempt at one mail; Resend remembers it for 24 hours
 * @throws Permanent when Resend refuses the mail itself; Error when a later attempt may do
 */
export async function sendThroughResend(mail: OutgoingMail, idempotencyKey: string): Promise<AcceptedMail> {
  const { emails } = await resend();
  const { data, error } = await emails.send(
    {
      from: mail.from,
      to: [...mail.to],
      replyTo: mail.replyTo,
      subject: mail.subject,
      html: mail.html,
      text: mail.text,
      attachments: mail.attachments.map(({ filename, contentType, content }) => ({ filename, contentType, content: Buffer.from(content) })),
      tags: Object.entries(mail.tags).map(([name, value]) => ({ name, value })),
    },
    { idempotencyKey, signal: AbortSignal.timeout(TIMEOUT_MS) },
  );
  if (error === null) return { messageId: data.id };
  // The key was used with another body: an earlier attempt got through before, say, the organisation changed its name.
  if (error.name === 'invalid_idempotent_request') return { messageId: null };
  const message = `resend ${error.name} (${error.statusCode ?? 'no answer'}): ${error.message}`;
  throw PERMANENT.has(error.name) ? new Permanent(message) : new Error(message);
}
