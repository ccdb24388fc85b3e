import { type PlacedOrder } from '../../src/domains/orders/api.ts';
import { type Clock } from '../../src/platform/clock.ts';
import { newId } from '../../src/platform/ids.ts';
import { placeOrder } from '../../src/workflows/orders/place-order.ts';
import { quoteOrder } from '../../src/workflows/orders/quote-order.ts';
import { callAs } from '../support/call.ts';
import { type Stored } from '../support/stored.ts';

interface In {
  readonly orgId: string;
  readonly clock?: Clock;
}

/** A quote as a client gets it. */
export interface QuoteReply {
  readonly lines: readonly { readonly line: number; readonly unitPrice: number; readonly gross: number; readonly discount: number; readonly total: number; readonly [field: string]: unknown }[];
  readonly fees: readonly { readonly kind: string; readonly gross: number; readonly discount: number; readonly total: number }[];
  readonly promotions: readonly { readonly code: string; readonly discount: number }[];
  readonly vat: readonly { readonly rateBp: number; readonly base: number; readonly vat: number; readonly gross: number }[];
  readonly totals: { readonly goods: number; readonly discount: number; readonly fees: number; readonly net: number; readonly vat: number; readonly gross: number; readonly tip: number; readonly toPay: number };
  readonly changes: readonly { readonly kind: string; readonly [field: string]: unknown }[];
  readonly expectedAt: string;
  readonly closed: { readonly data: object } | null;
}

export type PlacedReply = Stored<PlacedOrder>;

/** Somebody at the shop; each one new, so that no limit of one person bears on another. */
export const aShopper = (): string => `shopper-${newId()}`;

export function quote({ orgId, clock }: In, cart: object, uid: string | undefined = aShopper()): Promise<QuoteReply> {
  return callAs<QuoteReply>(uid, quoteOrder, cart, { orgId, ...(clock === undefined ? {} : { clock }) });
}

/** What beside the cart an order says. */
export const SAID = { customer: { name: 'Fenna Özdemir', email: 'fenna@goudenaar.example', phone: '0612345678' }, payment: 'counter' };

interface PlaceOptions {
  readonly uid?: string | undefined;
  readonly key?: string;
  /** Calls of one instance wait for each other; with several names there are several instances. */
  readonly instance?: string;
}

/** Places a cart as it is; `seenTotal` and all else in `fields`. */
export function place({ orgId, clock }: In, fields: object, options: PlaceOptions = {}): Promise<PlacedReply> {
  const { key = newId(), instance } = options;
  const uid = 'uid' in options ? options.uid : aShopper();
  const action = instance === undefined ? placeOrder : { ...placeOrder, hot: () => instance };
  return callAs<PlacedReply>(uid, action, { ...SAID, ...fields }, { orgId, idempotencyKey: key, ...(clock === undefined ? {} : { clock }) });
}

/** Quotes a cart and places it for what the quote says, as a shop page does. */
export async function anOrder(where: In, cart: { readonly lines: readonly object[]; readonly [field: string]: unknown }, fields: object = {}, options: { readonly uid?: string } = {}): Promise<PlacedReply> {
  const { totals } = await quote(where, cart);
  return place(where, { ...cart, seenTotal: totals.toPay, ...fields }, options);
}
