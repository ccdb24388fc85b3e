import { isDeepStrictEqual } from 'node:util';
import { Filter, type DocumentReference, type Query } from 'firebase-admin/firestore';
import { tenantCollection, Tenant, type Entity } from '../../platform/tenancy.ts';
import { type Reader, type Stamped, type Tx } from '../../platform/tx.ts';
import { book } from './booking.ts';
import { type Order } from './order.ts';
import { searchKeysOf } from './search-keys.ts';
import { IN_KITCHEN, isOpen, OrderStatus } from './status.ts';
import { dropOf, ON_DROP, ON_TICKET, ticketOf, type OrderDrop, type OrderTicket } from './work-views.ts';

/** An order with what only queries look at. */
export interface StoredOrder extends Order {
  readonly searchKeys: readonly string[];
  /** How its customer is known; see `contactKeysOf`. */
  readonly contactKeys: readonly string[];
}

/** What the staff wrote about an order; the customer never sees it. */
export interface OrderNote extends Entity {
  readonly orderId: string;
  readonly text: string;
  readonly by: string;
  readonly at: Date;
}

export const orders = tenantCollection<StoredOrder>('orders');
const notes = tenantCollection<OrderNote>('orderNotes');
const tickets = tenantCollection<OrderTicket>('orderTickets');
const drops = tenantCollection<OrderDrop>('orderDrops');

/** The collection's name, for hooks and payments that are told what something is about. */
export const ORDERS = orders.name;
export const orderRef = orders.doc;
export const orderNoteRef = notes.doc;

/** @throws AppError `not-found` */
export function orderById(reader: Reader, org: Tenant, id: string): Promise<StoredOrder> {
  return reader.require(orders.doc(org, id));
}

/** Several orders at once; `undefined` at the place of those that there are not. */
export function ordersById(reader: Reader, org: Tenant, ids: readonly string[]): Promise<(StoredOrder | undefined)[]> {
  return reader.getAll(ids.map((id) => orders.doc(org, id)));
}

export type NewOrder = Omit<StoredOrder, keyof Stamped | 'searchKeys' | 'open'>;

/** Writes a new order, with what kitchen and driver see of it. */
export function createOrder(tx: Tx, org: Tenant, order: NewOrder): StoredOrder {
  const stored = tx.create(orders.doc(org, order.id), { ...order, open: isOpen(order.status), searchKeys: searchKeysOf(order.number, order.customer) });
  showWork(tx, org, undefined, stored);
  return stored;
}

export type OrderPatch = Partial<Omit<StoredOrder, keyof Stamped | 'id' | 'open'>>;

/** The one way to change an order: the books, and what kitchen and driver see of it, follow. */
export function changeOrder(tx: Tx, org: Tenant, before: StoredOrder, patch: OrderPatch): StoredOrder {
  const after = tx.update(orders.doc(org, before.id), patch.status === undefined ? patch : { ...patch, open: isOpen(patch.status) });
  book(tx, org, before, after);
  showWork(tx, org, before, after);
  return after;
}

/** The screens hold only what is being worked on; what has ended leaves them. */
function showWork(tx: Tx, org: Tenant, before: Order | undefined, after: Order): void {
  show(tx, tickets.doc(org, after.id), viewOf(before, ON_TICKET, ticketOf), viewOf(after, ON_TICKET, ticketOf));
  if (after.service === 'deliver') show(tx, drops.doc(org, after.id), viewOf(before, ON_DROP, dropOf), viewOf(after, ON_DROP, dropOf));
}

function viewOf<View>(order: Order | undefined, statuses: readonly OrderStatus[], look: (order: Order) => View): View | undefined {
  return order !== undefined && statuses.includes(order.status) ? look(order) : undefined;
}

/** Wakes a screen only for what it shows: a payment, or a customer who follows along, changes no ticket. */
function show<View extends Entity>(tx: Tx, ref: DocumentReference<View>, before: View | undefined, after: View | undefined): void {
  if (isDeepStrictEqual(before, after)) return;
  if (after === undefined) tx.delete(ref);
  else tx.set(ref, after);
}

/** Statuses of orders that were not taken back. */
const STANDING = OrderStatus.options.filter((status) => status !== 'cancelled' && status !== 'refunded');

/** Whether a customer known in any of these ways has an order that was not cancelled. */
export async function hasOrdered(reader: Reader, org: Tenant, contactKeys: readonly string[]): Promise<boolean> {
  if (contactKeys.length === 0) return false;
  const earlier = orders.in(org).where('contactKeys', 'array-contains-any', [...contactKeys]).where('status', 'in', STANDING);
  return (await reader.find(earlier.limit(1))).length > 0;
}

/** Orders in the kitchen of a shop, without those for a time after `until`. Counted by the index: one read for up to a thousand. */
export async function countInKitchen(org: Tenant, shopId: string, until: Date): Promise<number> {
  const soon = Filter.or(Filter.where('slot', '==', null), Filter.where('slot', '<=', until));
  const busy = orders.in(org).where('shopId', '==', shopId).where('status', 'in', [...IN_KITCHEN]).where(soon);
  return (await busy.count().get()).data().count;
}

export interface OrderFilter {
  readonly key: string | undefined;
  readonly shopId: string | null;
  readonly status: OrderStatus | null;
  readonly service: Order['service'] | null;
  readonly source: Order['source'] | null;
  readonly from: Date | null;
  readonly until: Date | null;
}

export interface OrderPosition {
  readonly placedAt: Date;
  readonly id: string;
}

const FILTERS = ['shopId', 'status', 'service', 'source'] as const;

/** Whether an order passes what a filter asks beside key and dates. */
export function passes(order: Order, filter: OrderFilter): boolean {
  return FILTERS.every((field) => filter[field] === null || order[field] === filter[field]);
}

/** Orders, the newest first, at most `limit`. With a key, the caller still has to ask each whether it `passes`. */
export function listOrders(reader: Reader, org: Tenant, filter: OrderFilter, after: OrderPosition | undefined, limit: number): Promise<StoredOrder[]> {
  let query: Query<StoredOrder> = orders.in(org);
  if (filter.key !== undefined) query = query.where('searchKeys', 'array-contains', filter.key);
  // A key leaves few orders; comparing those here needs no index for each way in which filters go together.
  else for (const field of FILTERS) if (filter[field] !== null) query = query.where(field, '==', filter[field]);
  if (filter.from !== null) query = query.where('placedAt', '>=', filter.from);
  if (filter.until !== null) query = query.where('placedAt', '<', filter.until);
  query = query.orderBy('placedAt', 'desc').orderBy('__name__', 'desc').limit(limit);
  return reader.find(after === undefined ? query : query.startAfter(after.placedAt, after.id));
}

/** Orders of all organisations that should have been paid by now, the longest overdue first. */
export async function unpaidOrders(now: Date, limit: number): Promise<readonly { org: Tenant; orderId: string }[]> {
  const lapsed = orders.everywhere().where('unpaidUntil', '<=', now).orderBy('unpaidUntil').limit(limit);
  return (await lapsed.get()).docs.map(({ ref, id }) => ({ org: Tenant.of(ref), orderId: id }));
}
