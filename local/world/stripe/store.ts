import type Stripe from 'stripe';
import { resourceMissing } from './errors.ts';

/** Anything kept in a table. */
export interface Stored {
  id: string;
  object: string;
}

/** Objects of one kind in one account, in order of creation. */
export class Table<T extends Stored> {
  private readonly rows = new Map<string, T>();

  /** `noun` is the word Stripe uses in "No such …"; `pathParam` the parameter it names when the id is in the path. */
  constructor(
    readonly noun: string,
    private readonly pathParam = 'id',
  ) {}

  put(row: T): T {
    this.rows.set(row.id, row);
    return row;
  }

  find(id: string): T | undefined {
    return this.rows.get(id);
  }

  /** The row whose id stands in the path. Throws 404 `resource_missing`. */
  get(id: string): T {
    const row = this.rows.get(id);
    if (!row) throw resourceMissing(this.noun, id, this.pathParam, true);
    return row;
  }

  /** The row a parameter refers to. Throws 400 `resource_missing`. */
  ref(id: string, param: string): T {
    const row = this.rows.get(id);
    if (!row) throw resourceMissing(this.noun, id, param, false);
    return row;
  }

  delete(id: string): void {
    this.rows.delete(id);
  }

  /** Newest first, as every Stripe list. */
  newest(): T[] {
    return [...this.rows.values()].reverse();
  }

  all(): T[] {
    return [...this.rows.values()];
  }
}

/** All that one Stripe account holds. */
export class AccountData {
  readonly customers = new Table<Stripe.Customer>('customer');
  readonly sessions = new Table<Stripe.Checkout.Session>('checkout.session', 'session');
  readonly intents = new Table<Stripe.PaymentIntent>('payment_intent', 'intent');
  readonly setups = new Table<Stripe.SetupIntent>('setupintent', 'intent');
  readonly methods = new Table<Stripe.PaymentMethod>('PaymentMethod', 'payment_method');
  readonly charges = new Table<Stripe.Charge>('charge');
  readonly refunds = new Table<Stripe.Refund>('refund');
  readonly transactions = new Table<Stripe.BalanceTransaction>('balance transaction');
  readonly events = new Table<StoredEvent>('event');
  readonly disputes = new Table<Stripe.Dispute>('dispute');
  readonly payouts = new Table<Stripe.Payout>('payout', 'payout');
  readonly fees = new Table<Stripe.ApplicationFee>('application fee');
  readonly mandates = new Table<Stripe.Mandate>('mandate');
  /** Ids of deleted customers: Stripe still shows that they were there. */
  readonly deletedCustomers = new Set<string>();
  /** Line items by session id: not part of the session object unless expanded. */
  readonly lineItems = new Map<string, Stripe.LineItem[]>();
  /** What a session was created with and does not show. */
  readonly sessionSecrets = new Map<string, Stripe.Checkout.SessionCreateParams>();

  constructor(
    /** `acct_…` of a connected account, absent for the platform itself. */
    readonly accountId: string | undefined,
  ) {}

  /** Tables by the prefix of their ids, for `expand`. */
  byId(id: string): Stored | undefined {
    const tables: Record<string, Table<Stored> | undefined> = {
      cus: this.customers, cs: this.sessions, pi: this.intents, seti: this.setups, pm: this.methods, ch: this.charges, py: this.charges,
      re: this.refunds, pyr: this.refunds, txn: this.transactions, evt: this.events, dp: this.disputes, du: this.disputes, po: this.payouts,
      fee: this.fees, mandate: this.mandates,
    } as Record<string, Table<Stored> | undefined>;
    return tables[id.split('_')[0] ?? '']?.find(id);
  }
}

/** An event as stored: `data.object` is the object as it was then. */
export interface StoredEvent {
  id: string;
  object: 'event';
  account?: string;
  api_version: string;
  created: number;
  data: { object: Record<string, unknown>; previous_attributes?: Record<string, unknown> };
  livemode: boolean;
  pending_webhooks: number;
  request: { id: string | null; idempotency_key: string | null };
  type: string;
}
