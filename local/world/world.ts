import { WorldClock } from './clock.ts';
import { EcbApi } from './ecb/api.ts';
import { Faults } from './faults.ts';
import { FcmApi } from './fcm/api.ts';
import { RequestLog } from './request-log.ts';
import { ResendApi } from './resend/api.ts';
import { Mailbox, type ResendConfig } from './resend/mailbox.ts';
import { expireDue } from './stripe/checkout-sessions.ts';
import { contextFor } from './stripe/context.ts';
import type { StripeApi } from './stripe/api.ts';
import { createStripeApi } from './stripe/index.ts';
import { StripeState, type StripeConfig } from './stripe/state.ts';
import { WebhookSender } from './webhook-sender.ts';

export interface WorldOptions {
  /** 0 takes a free port; 4100 unless told. */
  port?: number;
  stripe?: Partial<StripeConfig>;
  resend?: Partial<ResendConfig>;
  /** What links on pages and in answers begin with, when it is not this server's own address. */
  publicUrl?: string;
}

/** Everything the outside world remembers, without the HTTP around it. */
export class WorldState {
  readonly clock = new WorldClock();
  readonly faults = new Faults();
  readonly log = new RequestLog();
  readonly sender = new WebhookSender();
  readonly stripe: StripeState;
  readonly stripeApi: StripeApi;
  readonly mailbox: Mailbox;
  readonly resendApi: ResendApi;
  readonly fcm: FcmApi;
  readonly ecb: EcbApi;
  /** The address this world is reached at; known once it listens. */
  url = '';

  constructor(options: WorldOptions) {
    this.stripe = new StripeState({ secretKey: 'sk_test_local', ...options.stripe }, this.clock, this.sender, () => this.url);
    this.stripeApi = createStripeApi(this.stripe);
    this.mailbox = new Mailbox({ apiKey: 're_local', ...options.resend }, this.clock, this.sender);
    this.resendApi = new ResendApi(this.mailbox, this.clock);
    this.fcm = new FcmApi(this.clock);
    this.ecb = new EcbApi(this.clock);
    this.clock.onChange(() => {
      for (const data of this.stripe.allData()) expireDue(contextFor(this.stripe, data));
    });
  }

  /** Forgets all objects, mails, pushes, faults and requests. Configuration stays, and so does the clock: the emulators' cannot go back. */
  reset(): void {
    this.sender.forget();
    this.faults.clear();
    this.stripe.reset();
    this.mailbox.reset();
    this.resendApi.reset();
    this.fcm.reset();
    this.log.clear();
  }
}
