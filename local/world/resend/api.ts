import { createHash } from 'node:crypto';
import { json, parseJsonObject, Router, type Answer, type WorldRequest } from '../http.ts';
import type { WorldClock } from '../clock.ts';
import type { Vendor, VendorHooks } from '../vendor.ts';
import { errorAnswer, invalidField, ResendFailure } from './errors.ts';
import type { Mail, Mailbox } from './mailbox.ts';
import { readEmail } from './validate.ts';

type Handler = (req: WorldRequest, ids: Record<string, string>) => Answer;

interface Kept {
  fingerprint: string;
  answer?: Answer;
  at: number;
}

const DAY_MS = 24 * 3600 * 1000;
const MONTH_MS = 30 * DAY_MS;

/** Resend's HTTP API, the sending part, under `/resend`. */
export class ResendApi implements Vendor {
  private readonly router = new Router<Handler>();
  private readonly kept = new Map<string, Kept>();

  constructor(
    private readonly mailbox: Mailbox,
    private readonly clock: WorldClock,
  ) {
    this.router.add('POST /emails', (req) => json(200, { id: this.send(bodyObject(req), req).id }));
    this.router.add('POST /emails/batch', (req) => this.batch(req));
    this.router.add('GET /emails', (req) => this.list(req));
    this.router.add('GET /emails/{id}', (_req, ids) => json(200, render(this.mail(ids))));
    this.router.add('PATCH /emails/{id}', (req, ids) => this.reschedule(req, ids));
    this.router.add('POST /emails/{id}/cancel', (_req, ids) => this.cancel(ids));
  }

  async handle(req: WorldRequest, hooks: VendorHooks): Promise<Answer> {
    try {
      this.authenticate(req);
      const route = this.router.find(req.method, req.path.replace(/^\/resend/, ''));
      if (!route) return errorAnswer(404, 'not_found', 'The requested endpoint does not exist.');
      const key = req.method === 'POST' ? req.header('idempotency-key') : undefined;
      if (key === undefined) {
        await hooks.pause?.();
        return route.handler(req, route.ids);
      }
      return await this.once(req, key, async () => {
        await hooks.pause?.();
        return route.handler(req, route.ids);
      });
    } catch (failure) {
      if (failure instanceof ResendFailure) return errorAnswer(failure.status, failure.code, failure.message);
      throw failure;
    }
  }

  faultAnswer(status: number, retryAfter = 1): Answer {
    if (status === 429) {
      return errorAnswer(429, 'rate_limit_exceeded', 'Too many requests. You can only make 5 requests per second. See rate limit response headers for more information.', {
        'retry-after': String(retryAfter), 'ratelimit-limit': '5', 'ratelimit-remaining': '0', 'ratelimit-reset': String(retryAfter),
      });
    }
    return errorAnswer(status, status >= 500 ? 'internal_server_error' : 'validation_error', 'An unexpected error occurred.');
  }

  private authenticate(req: WorldRequest): void {
    const key = /^Bearer (.+)$/i.exec(req.header('authorization') ?? '')?.[1];
    if (!key) throw new ResendFailure(401, 'missing_api_key', 'Missing API Key');
    if (key !== this.mailbox.config.apiKey) throw new ResendFailure(403, 'invalid_api_key', 'API key is invalid');
  }

  /** One result per key for 24 hours: only answers of success are kept, as a refused mail was not sent. */
  private async once(req: WorldRequest, key: string, run: () => Promise<Answer>): Promise<Answer> {
    if (key.length < 1 || key.length > 256) throw new ResendFailure(400, 'invalid_idempotency_key', 'The idempotency key must be between 1 and 256 characters.');
    const fingerprint = createHash('sha256').update(req.path).update(req.body).digest('hex');
    const found = this.kept.get(key);
    const now = this.clock.now().getTime();
    if (found && now - found.at <= DAY_MS) {
      if (found.fingerprint !== fingerprint) {
        throw new ResendFailure(409, 'invalid_idempotent_request', 'This idempotency key has been used with a different request body. Retry with the same body or a new key.');
      }
      if (!found.answer) throw new ResendFailure(409, 'concurrent_idempotent_requests', 'Another request with the same idempotency key is in progress. Try again later.');
      return found.answer;
    }
    const entry: Kept = { fingerprint, at: now };
    this.kept.set(key, entry);
    try {
      const answer = await run();
      if (answer.status < 300) entry.answer = answer;
      return answer;
    } finally {
      if (!entry.answer) this.kept.delete(key);
    }
  }

  private send(body: Record<string, unknown>, req: WorldRequest): Mail {
    const email = readEmail(body);
    return this.mailbox.accept(email, req.header('idempotency-key') ?? null, this.dueAt(email.scheduledAt));
  }

  /** The wished time of sending, in milliseconds; only ISO 8601 is understood here, Resend also reads English. */
  private dueAt(scheduledAt: string | null): number | null {
    if (scheduledAt === null) return null;
    const time = Date.parse(scheduledAt);
    if (Number.isNaN(time)) throw invalidField('Invalid `scheduled_at` field. Use an ISO 8601 date.');
    if (time > this.clock.now().getTime() + MONTH_MS) throw invalidField('The `scheduled_at` field must be within 30 days.');
    return time;
  }

  private batch(req: WorldRequest): Answer {
    let list: unknown;
    try {
      list = JSON.parse(req.body.toString('utf8'));
    } catch {
      throw invalidField('The request body is not valid JSON.');
    }
    if (!Array.isArray(list) || list.length === 0) throw invalidField('The request body must be an array of emails.');
    if (list.length > 100) throw invalidField('A batch may hold at most 100 emails.');
    const emails = (list as Record<string, unknown>[]).map((body) => {
      if (body.attachments !== undefined && body.attachments !== null) throw invalidField('The `attachments` field is not supported in batch.');
      if (body.scheduled_at !== undefined && body.scheduled_at !== null) throw invalidField('The `scheduled_at` field is not supported in batch.');
      return readEmail(body);
    });
    const key = req.header('idempotency-key') ?? null;
    return json(200, { data: emails.map((email) => ({ id: this.mailbox.accept(email, key, null).id })) });
  }

  private list(req: WorldRequest): Answer {
    const limit = Number(req.query.get('limit') ?? 20);
    const mails = [...this.mailbox.all()].reverse();
    const after = req.query.get('after');
    const from = after ? mails.findIndex((m) => m.id === after) + 1 : 0;
    return json(200, { object: 'list', has_more: mails.length > from + limit, data: mails.slice(from, from + limit).map(render) });
  }

  private mail(ids: Record<string, string>): Mail {
    const mail = this.mailbox.find(ids.id ?? '');
    if (!mail) throw new ResendFailure(404, 'not_found', 'Email not found');
    return mail;
  }

  private reschedule(req: WorldRequest, ids: Record<string, string>): Answer {
    const mail = this.mail(ids);
    if (mail.state !== 'scheduled') throw invalidField('Only scheduled emails can be updated.');
    const at = bodyObject(req).scheduled_at;
    if (typeof at !== 'string' || this.dueAt(at) === null) throw invalidField('Invalid `scheduled_at` field. Use an ISO 8601 date.');
    mail.scheduledAt = at;
    return json(200, { object: 'email', id: mail.id });
  }

  private cancel(ids: Record<string, string>): Answer {
    const mail = this.mail(ids);
    if (mail.state !== 'scheduled') throw invalidField('Only scheduled emails can be canceled.');
    mail.state = 'canceled';
    return json(200, { object: 'email', id: mail.id });
  }

  reset(): void {
    this.kept.clear();
  }
}

function bodyObject(req: WorldRequest): Record<string, unknown> {
  const body = parseJsonObject(req.body);
  if (!body) throw invalidField('The request body is not valid JSON.');
  return body;
}

const render = (m: Mail): object => ({
  object: 'email', id: m.id, to: m.to, from: m.from, created_at: m.at, subject: m.subject, html: m.html, text: m.text, bcc: m.bcc, cc: m.cc,
  reply_to: m.replyTo, last_event: m.state, scheduled_at: m.scheduledAt, tags: m.tags,
});
