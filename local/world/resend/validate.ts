/** Checks the body of POST /emails as Resend does and brings it into one form. */
import { isRecord } from '../http.ts';
import { invalidField, missingField, ResendFailure } from './errors.ts';

export interface EmailAttachment {
  filename: string;
  contentType: string;
  /** Base64. */
  content: string;
  /** Decoded size in bytes. */
  size: number;
  contentId: string | null;
}

export interface EmailRequest {
  from: string;
  to: string[];
  cc: string[];
  bcc: string[];
  replyTo: string[];
  subject: string;
  html: string | null;
  text: string | null;
  headers: Record<string, string>;
  tags: { name: string; value: string }[];
  attachments: EmailAttachment[];
  scheduledAt: string | null;
}

const KNOWN = new Set(['from', 'to', 'subject', 'bcc', 'cc', 'scheduled_at', 'reply_to', 'html', 'text', 'headers', 'attachments', 'tags', 'template', 'topic_id']);
const ATTACHMENT_KNOWN = new Set(['content', 'filename', 'path', 'content_type', 'content_id']);
const MAX_RECIPIENTS = 50;
/** After Base64, as Resend counts. */
const MAX_TOTAL = 40 * 1024 * 1024;

/** `a@b.co` or `Name <a@b.co>`. */
const ADDRESS = /^(?:[^<>]*<\s*[^\s@<>]+@[^\s@<>.]+(?:\.[^\s@<>.]+)+\s*>|[^\s@<>]+@[^\s@<>.]+(?:\.[^\s@<>.]+)+)$/;

/** The bare address in lower case. */
export const bareAddress = (address: string): string => (/<\s*([^>]+?)\s*>/.exec(address)?.[1] ?? address).trim().toLowerCase();

/** Throws a `ResendFailure` for the first thing that is wrong. */
export function readEmail(body: Record<string, unknown>): EmailRequest {
  const unknown = Object.keys(body).filter((k) => !KNOWN.has(k));
  if (unknown.length) throw invalidField(`Unrecognized field${unknown.length > 1 ? 's' : ''}: ${unknown.join(', ')}`);
  if (body.template !== undefined) throw invalidField('Template not found: the local Resend keeps no templates.');
  if (body.from === undefined || body.from === '') throw missingField('from');
  if (body.to === undefined) throw missingField('to');
  if (body.subject === undefined) throw missingField('subject');
  if (typeof body.from !== 'string' || !ADDRESS.test(body.from)) {
    throw invalidField('Invalid `from` field. The email address needs to follow the `email@example.com` or `Name <email@example.com>` format.');
  }
  if (typeof body.subject !== 'string') throw invalidField('The `subject` field must be a `string`.');
  const html = optionalString(body.html, 'html');
  const text = optionalString(body.text, 'text');
  if (html === null && text === null) throw invalidField('Missing `html` or `text` field.');
  const to = addresses(body.to, 'to');
  if (to.length === 0) throw missingField('to');
  return {
    from: body.from, to, html, text,
    cc: addresses(body.cc, 'cc'),
    bcc: addresses(body.bcc, 'bcc'),
    replyTo: addresses(body.reply_to, 'reply_to'),
    subject: body.subject,
    headers: headers(body.headers),
    tags: tags(body.tags),
    attachments: attachments(body.attachments),
    scheduledAt: optionalString(body.scheduled_at, 'scheduled_at'),
  };
}

function optionalString(value: unknown, field: string): string | null {
  if (value === undefined || value === null) return null;
  if (typeof value !== 'string') throw invalidField(`The \`${field}\` field must be a \`string\`.`);
  return value;
}

function addresses(value: unknown, field: string): string[] {
  if (value === undefined || value === null) return [];
  const list: unknown[] = Array.isArray(value) ? value : [value];
  if (list.length > MAX_RECIPIENTS) throw invalidField(`The \`${field}\` field must have at most ${MAX_RECIPIENTS} items.`);
  return list.map((item) => {
    if (typeof item !== 'string' || !ADDRESS.test(item)) {
      throw invalidField(`Invalid \`${field}\` field. The email address needs to follow the \`email@example.com\` or \`Name <email@example.com>\` format.`);
    }
    return item;
  });
}

function headers(value: unknown): Record<string, string> {
  if (value === undefined || value === null) return {};
  if (!isRecord(value)) throw invalidField('The `headers` field must be an object.');
  return Object.fromEntries(
    Object.entries(value).map(([name, v]) => {
      if (typeof v !== 'string' || /[\r\n]/.test(v) || !/^[\w!#$%&'*+.^`|~-]+$/.test(name)) throw invalidField(`Invalid \`headers\` field: ${name}.`);
      return [name, v];
    }),
  );
}

function tags(value: unknown): { name: string; value: string }[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw invalidField('The `tags` field must be an array.');
  return (value as unknown[]).map((tag) => {
    if (!isRecord(tag) || typeof tag.name !== 'string' || typeof tag.value !== 'string') throw invalidField('Each tag must have a `name` and a `value`.');
    for (const part of [tag.name, tag.value]) {
      if (!/^[A-Za-z0-9_-]{1,256}$/.test(part)) {
        throw invalidField('Tags should only contain ASCII letters, numbers, underscores, or dashes.');
      }
    }
    return { name: tag.name, value: tag.value };
  });
}

function attachments(value: unknown): EmailAttachment[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw invalidField('The `attachments` field must be an array.');
  const read = (value as unknown[]).map(attachment);
  if (read.reduce((sum, a) => sum + a.content.length, 0) > MAX_TOTAL) throw invalidField('The total size of the email exceeds 40MB.');
  return read;
}

function attachment(value: unknown): EmailAttachment {
  if (!isRecord(value)) throw invalidAttachment('Each attachment must be an object.');
  const unknown = Object.keys(value).find((k) => !ATTACHMENT_KNOWN.has(k));
  if (unknown) throw invalidField(`Unrecognized field in attachment: ${unknown}`);
  if (value.path !== undefined && value.path !== null) throw invalidAttachment('The local Resend fetches no `path`; send `content`.');
  if (typeof value.content !== 'string' || value.content === '') throw invalidAttachment('Attachment must have either a `content` or `path`.');
  if (!/^[A-Za-z0-9+/\s]+={0,2}\s*$/.test(value.content)) throw invalidAttachment('Attachment `content` must be Base64.');
  if (typeof value.filename !== 'string' || value.filename === '') throw invalidAttachment('Attachment must have a `filename`.');
  return {
    filename: value.filename,
    contentType: typeof value.content_type === 'string' ? value.content_type : guessType(value.filename),
    content: value.content,
    size: Buffer.from(value.content, 'base64').length,
    contentId: typeof value.content_id === 'string' ? value.content_id : null,
  };
}

const invalidAttachment = (message: string): ResendFailure => new ResendFailure(422, 'invalid_attachment', message);

const TYPES: Record<string, string> = {
  pdf: 'application/pdf', png: 'image/png', jpg: 'image/jpeg', jpeg: 'image/jpeg', txt: 'text/plain', csv: 'text/csv', xml: 'application/xml',
  json: 'application/json', zip: 'application/zip', ics: 'text/calendar', html: 'text/html',
};

const guessType = (filename: string): string => TYPES[filename.split('.').pop()?.toLowerCase() ?? ''] ?? 'application/octet-stream';
