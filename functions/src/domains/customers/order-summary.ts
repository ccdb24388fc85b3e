import { enqueue } from '../../platform/outbox.ts';
import { type Tenant } from '../../platform/tenancy.ts';
import { type Tx } from '../../platform/tx.ts';

/** The outbox kind; its handler is in `summary-effect.ts`. */
export const summaryOfCustomer = { kind: 'customer-summary' } as const;

export interface SummaryOrder {
  readonly customerId: string;
}

/** The change of a document that may change how its customer stands. */
interface Cause {
  readonly collection: string;
  readonly id: string;
  readonly customerId: string;
  readonly version: number;
  readonly updatedAt: Date;
}

/**
 * Has a customer's summary computed anew once this transaction has been committed. Not in the transaction itself: all
 * documents of one customer would then wait for each other on one summary.
 */
export function orderSummary(tx: Tx, org: Tenant, { collection, id, customerId, version, updatedAt }: Cause): void {
  const cause = `${collection}-${id}-${version}`;
  const order: SummaryOrder = { customerId };
  // The stamp is the action's own clock. Two changes of one document in one transaction have two versions.
  enqueue({ tx, org, clock: { now: () => updatedAt }, correlationId: cause }, summaryOfCustomer, order, { id: `customer-summary-${cause}` });
}
