import { createHmac } from 'node:crypto';
import { randomId } from '../ids.ts';
import type { WebhookSender } from '../webhook-sender.ts';
import type { Ctx } from './context.ts';
import type { StripeState } from './state.ts';
import type { Stored, StoredEvent } from './store.ts';
import { API_VERSION } from './validate.ts';

/** How events leave: at once, or only when told. */
export type DeliveryMode = 'auto' | 'hold';

export interface DeliverOptions {
  eventIds?: string[] | undefined;
  times?: number | undefined;
  order?: 'given' | 'reversed' | 'shuffled' | undefined;
  /** Seed of the shuffle: the same seed gives the same order. */
  seed?: number | undefined;
  parallel?: boolean | undefined;
}

export interface DeliveryResult {
  eventId: string;
  status: number;
}

/** Records events and posts them, signed, to the webhook endpoint. */
export class EventDesk {
  mode: DeliveryMode = 'auto';
  /** All accounts' events in order of happening. */
  private log: StoredEvent[] = [];

  constructor(
    private readonly state: StripeState,
    private readonly sender: WebhookSender,
  ) {}

  record(ctx: Ctx, type: string, object: Stored, previous?: Record<string, unknown>): void {
    const event: StoredEvent = {
      id: randomId('evt_', 24),
      object: 'event',
      ...(ctx.db.accountId ? { account: ctx.db.accountId } : {}),
      api_version: API_VERSION,
      created: ctx.now,
      data: {
        object: JSON.parse(JSON.stringify(object)) as Record<string, unknown>,
        ...(previous ? { previous_attributes: previous } : {}),
      },
      livemode: false,
      pending_webhooks: this.state.config.webhookUrl ? 1 : 0,
      request: { id: ctx.request.id, idempotency_key: ctx.request.idempotencyKey },
      type,
    };
    ctx.db.events.put(event);
    this.log.push(event);
    if (this.mode === 'auto') setImmediate(() => this.deliverInBackground(event));
  }

  all(): StoredEvent[] {
    return this.log;
  }

  private deliverInBackground(event: StoredEvent): void {
    const delivery = this.delivery(event);
    if (!delivery) return;
    this.sender.start(delivery, (status) => this.note(event, status));
  }

  private note(event: StoredEvent, status: number): void {
    if (status >= 200 && status < 300) event.pending_webhooks = 0;
  }

  private delivery(event: StoredEvent): { url: string; body: string; headers: () => Record<string, string> } | undefined {
    const { webhookUrl, webhookSecret, connectWebhookSecret } = this.state.config;
    if (!webhookUrl) return undefined;
    const secrets = (event.account && connectWebhookSecret) || webhookSecret || '';
    const body = JSON.stringify(event, null, 2);
    return {
      url: webhookUrl,
      body,
      headers: () => ({
        'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
        'stripe-signature': signStripe(body, [secrets].flat(), this.state.clock.seconds()),
      }),
    };
  }

  /** Sends events by hand, each once per turn, without retries. Unknown ids throw. */
  async deliver(options: DeliverOptions): Promise<DeliveryResult[]> {
    const chosen = options.eventIds ? options.eventIds.map((id) => this.byId(id)) : [...this.log];
    let turns = Array.from({ length: options.times ?? 1 }, () => chosen).flat();
    if (options.order === 'reversed') turns.reverse();
    if (options.order === 'shuffled') turns = shuffle(turns, options.seed ?? 1);
    const send = async (event: StoredEvent): Promise<DeliveryResult> => {
      const delivery = this.delivery(event);
      const status = delivery ? await this.sender.once(delivery) : 0;
      this.note(event, status);
      return { eventId: event.id, status };
    };
    if (options.parallel) return Promise.all(turns.map(send));
    const results: DeliveryResult[] = [];
    for (const event of turns) results.push(await send(event));
    return results;
  }

  private byId(id: string): StoredEvent {
    const event = this.log.find((e) => e.id === id);
    if (!event) throw new Error(`no such event: ${id}`);
    return event;
  }

  reset(): void {
    this.log = [];
    this.mode = 'auto';
  }
}

/** The `Stripe-Signature` header: HMAC-SHA256 over `timestamp.body`, one `v1` per secret. */
export function signStripe(body: string, secrets: string[], timestamp: number): string {
  const parts = secrets.map((s) => `v1=${createHmac('sha256', s).update(`${timestamp}.${body}`).digest('hex')}`);
  return [`t=${timestamp}`, ...parts].join(',');
}

/** Fisher-Yates over a small seeded generator (mulberry32), so that a failing order can be had again. */
export function shuffle<T>(items: readonly T[], seed: number): T[] {
  const out = [...items];
  let a = seed >>> 0;
  const random = (): number => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = a;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  for (let i = out.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [out[i], out[j]] = [out[j] as T, out[i] as T];
  }
  return out;
}
