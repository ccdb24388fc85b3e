import { allocate, minor, ZERO } from '../../platform/money.ts';
import { type Tenant } from '../../platform/tenancy.ts';
import { type Tx } from '../../platform/tx.ts';
import { orderMovement, postEntry } from '../ledger/api.ts';
import { type Order } from './order.ts';

/**
 * Books the sale of an order: when the first money for it comes in, and again by as much as it changes, until it is
 * cancelled or paid back and nothing of it is left. So what customers owe is what their movements of money leave over.
 */
export function book(tx: Tx, org: Tenant, before: Order, after: Order): void {
  const [was, is] = [soldBy(before), soldBy(after)];
  const changed = { net: minor(is.net - was.net), vat: minor(is.vat - was.vat), tip: minor(is.tip - was.tip) };
  const lines = orderMovement(changed, after.currency);
  if (lines.length === 0) return;
  const { id, number, updatedAt, version } = after;
  // The stamp is the action's own clock.
  const where = { tx, org, clock: { now: () => updatedAt } };
  postEntry(where, { id: `order_${id}_${version}`, at: updatedAt, memo: number, source: { collection: 'orders', id }, lines });
}

const NOTHING = { net: 0, vat: 0, tip: 0 };

/** What was given back of an order's price lowers what it sold for, in proportion. */
function soldBy({ status, payment, totals }: Order): typeof NOTHING {
  if (payment.paid <= 0 || status === 'cancelled' || status === 'refunded') return NOTHING;
  if (payment.waived === 0) return totals;
  const [net = ZERO, vat = ZERO, tip = ZERO] = allocate(minor(totals.toPay - payment.waived), [totals.net, totals.vat, totals.tip]);
  return { net, vat, tip };
}
