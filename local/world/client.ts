/** The control API as typed methods, for tests and the demo. */
import type { FaultRule, Service } from './faults.ts';
import type { Push } from './fcm/api.ts';
import type { LoggedRequest } from './request-log.ts';
import type { Mail } from './resend/mailbox.ts';
import type { DeliverOptions, DeliveryMode, DeliveryResult } from './stripe/events-desk.ts';
import type { RefundMode } from './stripe/state.ts';
import type { StoredEvent } from './stripe/store.ts';

export type { FaultAction, FaultRule } from './faults.ts';
export type { Push } from './fcm/api.ts';
export type { LoggedRequest } from './request-log.ts';
export type { Mail } from './resend/mailbox.ts';
export type { DeliverOptions, DeliveryResult } from './stripe/events-desk.ts';
export type { StoredEvent } from './stripe/store.ts';

/** What a customer does at a checkout; `method` is `card` unless told. */
export interface CheckoutAction {
  method?: 'card' | 'ideal' | 'bancontact' | 'sepa_debit';
  email?: string;
  name?: string;
  /** The failure's name, e.g. `insufficient_funds`. */
  failure?: string;
  /** What the method does later: `debit_failed`, `refund_pending`, `refund_failed`, `dispute`. */
  behaviour?: string;
}

/** An object as the vendor's API shows it. */
export type VendorObject = Record<string, unknown> & { id: string };

export class WorldClient {
  /** `url` is the world's base, e.g. `http://127.0.0.1:4100`. */
  constructor(readonly url: string) {}

  private async call<T>(method: string, path: string, body?: object): Promise<T> {
    const response = await fetch(`${this.url}/control${path}`, {
      method,
      ...(body ? { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } } : {}),
    });
    const value = (await response.json()) as T & { error?: string };
    if (!response.ok) throw new Error(`${method} /control${path}: ${value.error ?? response.status}`);
    return value;
  }

  async clock(): Promise<number> {
    return (await this.call<{ offsetMs: number }>('GET', '/clock')).offsetMs;
  }
  async setClock(offsetMs: number): Promise<void> {
    await this.call('POST', '/clock', { offsetMs });
  }
  async mails(to?: string): Promise<Mail[]> {
    return (await this.call<{ mails: Mail[] }>('GET', `/mails${to ? `?to=${encodeURIComponent(to)}` : ''}`)).mails;
  }
  /** Reports something that happened to a sent mail, with its webhook. */
  async mailEvent(id: string, what: 'delivered' | 'opened' | 'bounced' | 'complained'): Promise<void> {
    await this.call('POST', `/mails/${id}/${what}`, {});
  }
  /** From now on, mails to this address bounce, draw a complaint, or arrive again. */
  async mailOutcome(address: string, outcome: 'delivered' | 'bounced' | 'complained'): Promise<void> {
    await this.call('POST', '/mail-outcomes', { address, outcome });
  }
  async pushes(token?: string): Promise<Push[]> {
    return (await this.call<{ pushes: Push[] }>('GET', `/pushes${token ? `?token=${encodeURIComponent(token)}` : ''}`)).pushes;
  }
  async unregisterToken(token: string): Promise<void> {
    await this.call('POST', '/push-tokens/unregister', { token });
  }
  async requests(service?: Service): Promise<LoggedRequest[]> {
    return (await this.call<{ requests: LoggedRequest[] }>('GET', `/requests${service ? `?service=${service}` : ''}`)).requests;
  }
  async clearRequests(): Promise<void> {
    await this.call('DELETE', '/requests');
  }
  async addFaults(...rules: FaultRule[]): Promise<void> {
    await this.call('POST', '/faults', { rules });
  }
  async clearFaults(): Promise<void> {
    await this.call('DELETE', '/faults');
  }
  async reset(): Promise<void> {
    await this.call('POST', '/reset', {});
  }
  /** Points the webhooks somewhere else, once the receiver's address is known. */
  async setWebhooks(to: {
    stripe?: { webhookUrl?: string; webhookSecret?: string | string[]; connectWebhookSecret?: string };
    resend?: { webhookUrl?: string; webhookSecret?: string | string[] };
  }): Promise<void> {
    await this.call('POST', '/webhooks', to);
  }
  /** How many webhook deliveries are still being tried. */
  async deliveriesUnderWay(): Promise<number> {
    return (await this.call<{ busy: number }>('GET', '/deliveries')).busy;
  }

  async payCheckout(sessionId: string, action: CheckoutAction = {}): Promise<VendorObject> {
    return this.call('POST', `/stripe/checkout/${sessionId}/pay`, action);
  }
  async failCheckout(sessionId: string, action: CheckoutAction = {}): Promise<VendorObject> {
    return this.call('POST', `/stripe/checkout/${sessionId}/fail`, action);
  }
  async expireCheckout(sessionId: string): Promise<VendorObject> {
    return this.call('POST', `/stripe/checkout/${sessionId}/expire`, {});
  }
  /** Confirms an intent as Elements or a mobile sheet does in the customer's hands; with `failure`, the attempt fails. */
  async payIntent(intentId: string, action: CheckoutAction = {}): Promise<VendorObject> {
    return this.call('POST', `/stripe/payment_intents/${intentId}/pay`, action);
  }
  async answerSetup(setupIntentId: string, outcome: 'complete' | 'fail', action: CheckoutAction = {}): Promise<VendorObject> {
    return this.call('POST', `/stripe/setup_intents/${setupIntentId}/${outcome}`, action);
  }
  /** Settles or fails an intent that is processing or waits for its customer. */
  async settleIntent(intentId: string, outcome: 'succeed' | 'fail', failure?: string): Promise<VendorObject> {
    return this.call('POST', `/stripe/payment_intents/${intentId}/${outcome}`, { failure });
  }
  async setRefundMode(mode: RefundMode): Promise<void> {
    await this.call('POST', '/stripe/refund-mode', { mode });
  }
  async settleRefund(refundId: string, outcome: 'succeed' | 'fail', reason?: string): Promise<VendorObject> {
    return this.call('POST', `/stripe/refunds/${refundId}/${outcome}`, { reason });
  }
  /** The business finishes onboarding, or Stripe restricts it again (`charges: false`). */
  async onboardAccount(accountId: string, wish: { charges?: boolean; payouts?: boolean } = {}): Promise<VendorObject> {
    return this.call('POST', `/stripe/accounts/${accountId}/onboard`, wish);
  }
  /** The business disconnects its account from the platform, in its own dashboard. */
  async deauthorizeAccount(accountId: string): Promise<VendorObject> {
    return this.call('POST', `/stripe/accounts/${accountId}/deauthorize`, {});
  }
  async disputeCharge(chargeId: string, wish: { reason?: string; amount?: number } = {}): Promise<VendorObject> {
    return this.call('POST', `/stripe/charges/${chargeId}/dispute`, wish);
  }
  async closeDispute(disputeId: string, outcome: 'won' | 'lost'): Promise<VendorObject> {
    return this.call('POST', `/stripe/disputes/${disputeId}/${outcome}`, {});
  }
  /** The daily payout of all that is available. */
  async payout(wish: { account?: string; currency?: string } = {}): Promise<VendorObject> {
    return this.call('POST', '/stripe/payouts', wish);
  }
  async settlePayout(payoutId: string, outcome: 'paid' | 'failed', code?: string): Promise<VendorObject> {
    return this.call('POST', `/stripe/payouts/${payoutId}/${outcome}`, { code });
  }
  async stripeEvents(type?: string): Promise<StoredEvent[]> {
    return (await this.call<{ events: StoredEvent[] }>('GET', `/stripe/events${type ? `?type=${type}` : ''}`)).events;
  }
  async setDelivery(mode: DeliveryMode): Promise<void> {
    await this.call('POST', '/stripe/delivery', { mode });
  }
  /** Delivers events by hand: all of them unless ids are given. */
  async deliver(options: DeliverOptions = {}): Promise<DeliveryResult[]> {
    return (await this.call<{ deliveries: DeliveryResult[] }>('POST', '/stripe/deliver', options)).deliveries;
  }
}
