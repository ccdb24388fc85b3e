import type Stripe from 'stripe';
import type { WorldClock } from '../clock.ts';
import type { WebhookSender } from '../webhook-sender.ts';
import type { AccountLinkEntry } from './accounts.ts';
import type { Ctx } from './context.ts';
import { EventDesk } from './events-desk.ts';
import { IdempotencyStore } from './idempotency.ts';
import { AccountData } from './store.ts';

export interface StripeConfig {
  webhookUrl?: string | undefined;
  /** One secret, or several: Stripe signs with each while an old one is being rolled. */
  webhookSecret?: string | string[] | undefined;
  /** Secret of the Connect endpoint; the same as `webhookSecret` unless told. */
  connectWebhookSecret?: string | undefined;
  secretKey: string;
}

/** Called when a charge of a disputing test card went through; set by the disputes module. */
type DisputeHook = (ctx: Ctx, charge: Stripe.Charge) => void;

/** How the next refunds go: done at once, left pending, or failed later. */
export type RefundMode = 'succeeded' | 'pending' | 'failed';

/** All of the Stripe stand-in's memory. */
export class StripeState {
  platform = new AccountData(undefined);
  readonly accounts = new Map<string, { account: Stripe.Account; data: AccountData }>();
  readonly idempotency: IdempotencyStore;
  readonly events: EventDesk;
  refundMode: RefundMode = 'succeeded';
  onDisputeDue?: DisputeHook;
  /** Onboarding links by the token in their address. */
  readonly links = new Map<string, AccountLinkEntry>();
  /** Which payout took a balance transaction along, by transaction id. */
  readonly payoutOf = new Map<string, string>();
  /** What the instance of a payment method does when charged, by its id. */
  readonly behaviours = new Map<string, string>();

  constructor(
    readonly config: StripeConfig,
    readonly clock: WorldClock,
    sender: WebhookSender,
    /** Public base of the world, for the addresses of pages. */
    readonly baseUrl: () => string,
  ) {
    this.idempotency = new IdempotencyStore(() => clock.now().getTime());
    this.events = new EventDesk(this, sender);
  }

  /** Every account's data: the platform first. */
  allData(): AccountData[] {
    return [this.platform, ...[...this.accounts.values()].map((a) => a.data)];
  }

  /** The account whose table holds this row. */
  owner(holds: (data: AccountData) => boolean): AccountData | undefined {
    return this.allData().find(holds);
  }

  reset(): void {
    this.platform = new AccountData(undefined);
    this.accounts.clear();
    this.idempotency.clear();
    this.behaviours.clear();
    this.payoutOf.clear();
    this.links.clear();
    this.events.reset();
    this.refundMode = 'succeeded';
  }
}
