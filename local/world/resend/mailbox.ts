import { createHmac, randomUUID } from 'node:crypto';
import type { WorldClock } from '../clock.ts';
import { randomId } from '../ids.ts';
import type { WebhookSender } from '../webhook-sender.ts';
import { bareAddress, type EmailRequest } from './validate.ts';

export interface ResendConfig {
  webhookUrl?: string | undefined;
  /** `whsec_` and Base64, as Svix gives them; several while one is being rolled. */
  webhookSecret?: string | string[] | undefined;
  apiKey: string;
}

export type MailState = 'scheduled' | 'canceled' | 'sent' | 'delivered' | 'opened' | 'bounced' | 'complained';

export interface Mail extends EmailRequest {
  id: string;
  at: string;
  state: MailState;
  idempotencyKey: string | null;
}

/** The mails that "arrived", and the events about them. */
export class Mailbox {
  private mails: Mail[] = [];
  /** What happens to the next mails to an address, ordered by tests: address → outcome. */
  private readonly outcomes = new Map<string, 'bounced' | 'complained'>();

  constructor(
    readonly config: ResendConfig,
    private readonly clock: WorldClock,
    private readonly sender: WebhookSender,
  ) {
    clock.onChange(() => this.sendDue());
  }

  all(): Mail[] {
    return this.mails;
  }

  find(id: string): Mail | undefined {
    return this.mails.find((m) => m.id === id);
  }

  /** Takes a mail in and sends it, now or when its time has come. `dueAt` in milliseconds since the epoch. */
  accept(request: EmailRequest, idempotencyKey: string | null, dueAt: number | null): Mail {
    const mail: Mail = { ...request, id: randomUUID(), at: this.clock.now().toISOString(), state: 'scheduled', idempotencyKey };
    this.mails.push(mail);
    if (dueAt === null || dueAt <= this.clock.now().getTime()) this.dispatch(mail);
    else this.emit(mail, 'email.scheduled');
    return mail;
  }

  private sendDue(): void {
    const now = this.clock.now().getTime();
    for (const mail of this.mails) {
      if (mail.state === 'scheduled' && mail.scheduledAt && Date.parse(mail.scheduledAt) <= now) this.dispatch(mail);
    }
  }

  private dispatch(mail: Mail): void {
    mail.state = 'sent';
    this.emit(mail, 'email.sent');
    const first = mail.to.map(bareAddress).map((a) => this.outcomes.get(a) ?? special(a)).find(Boolean) ?? 'delivered';
    if (first === 'bounced') return this.report(mail, 'bounced');
    this.report(mail, 'delivered');
    if (first === 'complained') this.report(mail, 'complained');
  }

  /** Something that happens to a sent mail, with its webhook. */
  report(mail: Mail, what: 'delivered' | 'opened' | 'bounced' | 'complained'): void {
    mail.state = what;
    const bounce = { message: 'The recipient\'s email provider sent a hard bounce message.', subType: 'General', type: 'Permanent' };
    const open = { ipAddress: '127.0.0.1', timestamp: this.clock.now().toISOString(), userAgent: 'local' };
    this.emit(mail, `email.${what}`, what === 'bounced' ? { bounce } : what === 'opened' ? { open } : {});
  }

  /** From now on mails to this address bounce or draw a complaint. */
  setOutcome(address: string, outcome: 'bounced' | 'complained' | 'delivered'): void {
    if (outcome === 'delivered') this.outcomes.delete(bareAddress(address));
    else this.outcomes.set(bareAddress(address), outcome);
  }

  private emit(mail: Mail, type: string, extra: object = {}): void {
    const { webhookUrl, webhookSecret } = this.config;
    if (!webhookUrl) return;
    const body = JSON.stringify({
      type,
      created_at: this.clock.now().toISOString(),
      data: {
        created_at: mail.at, email_id: mail.id, from: mail.from, to: mail.to, subject: mail.subject,
        ...(mail.tags.length ? { tags: Object.fromEntries(mail.tags.map((t) => [t.name, t.value])) } : {}),
        ...extra,
      },
    });
    const id = randomId('msg_', 27);
    const headers = (): Record<string, string> => svixHeaders(id, body, [webhookSecret ?? ''].flat(), Math.floor(this.clock.now().getTime() / 1000));
    this.sender.start({ url: webhookUrl, body, headers }, () => undefined);
  }

  reset(): void {
    this.mails = [];
    this.outcomes.clear();
  }
}

/** The addresses that Resend keeps for tests; a label after `+` is allowed. */
function special(address: string): 'bounced' | 'complained' | undefined {
  const match = /^(bounced|complained)(\+[^@]*)?@resend\.dev$/.exec(address);
  return match?.[1] as 'bounced' | 'complained' | undefined;
}

/** Svix signs `id.timestamp.body` with the Base64-decoded secret. `timestamp` in seconds. */
export function svixHeaders(id: string, body: string, secrets: string[], timestamp: number): Record<string, string> {
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
    return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`;
  });
  return { 'svix-id': id, 'svix-timestamp': String(timestamp), 'svix-signature': signatures.join(' '), 'user-agent': 'Svix-Webhooks/1.0' };
}
