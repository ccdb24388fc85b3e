import { randomUUID } from 'node:crypto';
import type { Person } from '../story/person.ts';
import type { Business } from './business.ts';

export interface Guest {
  readonly name: string;
  readonly email: string | null;
  readonly phone: string;
  readonly language?: 'nl' | 'en';
}

/** One order: what is asked for, and how far it gets. */
export interface Visit {
  readonly guest: Guest;
  readonly service: 'eat-in' | 'collect' | 'deliver';
  readonly payment: 'online' | 'counter' | 'door';
  readonly lines: readonly object[];
  /** How it stands in the end. */
  readonly until: 'pending' | 'paid' | 'accepted' | 'preparing' | 'ready' | 'out-for-delivery' | 'delivered' | 'completed' | 'cancelled' | 'refunded';
  readonly method?: 'card' | 'ideal' | 'bancontact';
  /** Coins and notes on the counter, in cents, or the slip of the card terminal. */
  readonly counter?: { readonly tendered: number } | { readonly slip: string };
  readonly codes?: readonly string[];
  readonly tip?: number;
  readonly address?: object;
  readonly table?: string;
  readonly note?: string;
  readonly slot?: string;
  readonly source?: 'web' | 'app' | 'phone' | 'counter';
}

/** Who does what in a shop. */
export interface Crew {
  readonly clerk: Person;
  readonly cook: Person;
  readonly driver: Person;
  /** The shop accepts by itself what is paid. */
  readonly autoAccept?: boolean;
}

const STEPS = { accepted: 'accept', preparing: 'prepare', ready: 'ready', 'out-for-delivery': 'dispatch', delivered: 'deliver', completed: 'complete' } as const;
const WAYS = {
  deliver: ['accepted', 'preparing', 'ready', 'out-for-delivery', 'delivered'],
  collect: ['accepted', 'preparing', 'ready', 'completed'],
  'eat-in': ['accepted', 'preparing', 'ready', 'completed'],
} as const;

/** A shop's counter: orders come in over the public surface and go through the hands of the crew. */
export class Counter {
  /** The till that takes cash and cards, where there is one. */
  tillId: string | undefined;

  constructor(
    private readonly business: Business,
    private readonly shopId: string,
    private readonly crew: Crew,
  ) {}

  /** @returns the id of the order */
  async serve(visit: Visit): Promise<string> {
    const { orderId, token } = await this.place(visit);
    if (visit.payment === 'online' && visit.until !== 'pending') await this.business.payOnline('order', token, visit.method ?? 'ideal');
    if (visit.until === 'cancelled' || visit.until === 'refunded') await this.cancel(orderId);
    else await this.walk(orderId, visit);
    await this.business.stage.calendar.later(6);
    return orderId;
  }

  private async place(visit: Visit): Promise<{ orderId: string; token: string }> {
    const { guest, until: _until, method: _method, counter: _counter, ...wishes } = visit;
    const cart = { shopId: this.shopId, lines: visit.lines, service: visit.service, codes: visit.codes ?? [], tip: visit.tip ?? 0, slot: visit.slot ?? null };
    const { passer } = this.business.stage;
    const { totals } = await this.business.call<{ totals: { toPay: number } }>(passer, 'orders/quote', { ...cart, email: guest.email, phone: guest.phone });
    const order = { ...wishes, ...cart, customer: guest, seenTotal: totals.toPay, idempotencyKey: randomUUID() };
    return this.business.call(passer, 'orders/place', order);
  }

  private async cancel(orderId: string): Promise<void> {
    await this.business.stage.calendar.later(4);
    await this.business.call(this.crew.clerk, 'orders/cancel', { orderId, reason: 'De oven is uitgevallen, onze excuses' });
  }

  private async walk(orderId: string, { service, until, counter }: Visit): Promise<void> {
    const way: readonly string[] = WAYS[service];
    for (const state of way.slice(this.crew.autoAccept === true ? 1 : 0, way.indexOf(until) + 1)) {
      await this.business.stage.calendar.later(3 + state.length);
      if (state === 'completed') await this.takeMoney(orderId, counter);
      await this.step(orderId, state as keyof typeof STEPS);
      // Money that the driver brings along.
      if (state === 'delivered') await this.takeMoney(orderId, counter);
    }
  }

  private async step(orderId: string, state: keyof typeof STEPS): Promise<void> {
    const { clerk, cook, driver } = this.crew;
    const who = { accepted: clerk, preparing: cook, ready: cook, 'out-for-delivery': driver, delivered: driver, completed: clerk }[state];
    await this.business.call(who, `orders/${STEPS[state]}`, { orderId });
  }

  private async takeMoney(orderId: string, counter: Visit['counter']): Promise<void> {
    if (counter === undefined || this.tillId === undefined) return;
    const how = 'slip' in counter ? { method: 'card', reference: counter.slip } : { method: 'cash', tendered: counter.tendered, roundCash: true };
    await this.business.call(this.crew.clerk, 'till/sell', { tillId: this.tillId, orderId, ...how, idempotencyKey: randomUUID() });
  }
}
