import { type Effect } from '../../../platform/outbox.ts';
import { type Tenant } from '../../../platform/tenancy.ts';
import { transact, type Tx } from '../../../platform/tx.ts';
import { customerRef, customersById, customersNumbered, indexed, type StoredCustomer } from '../repo.ts';

/** The outbox kind; its handler is below. */
export const importIndexing = { kind: 'customer-index' } as const;

interface Indexing {
  /** Of the customers that were added; `null` when none was. */
  readonly firstNumber: number | null;
  readonly customers: number;
  /** Ids of customers that were there before, and are found by other words now. */
  readonly renamed: readonly string[];
}

/** Customers that get their prefixes in one commit: some hundred index entries each. */
const BATCH = 200;

/**
 * Makes imported customers findable by their words. They are in every list from the commit of the import on; this
 * follows within seconds, and may be done again at any time.
 */
export const customerIndexEffect: Effect<Indexing> = {
  ...importIndexing,
  queue: 'render',
  maxAttempts: 8,
  leaseMs: 240_000,
  async perform({ org, payload: { firstNumber, customers, renamed }, clock }) {
    for (let at = 0; firstNumber !== null && at < customers; at += BATCH) {
      const [from, end] = [firstNumber + at, firstNumber + Math.min(at + BATCH, customers)];
      await transact(clock, async (tx) => index(tx, org, await customersNumbered(tx, org, from, end)));
    }
    for (let at = 0; at < renamed.length; at += BATCH) {
      const ids = renamed.slice(at, at + BATCH);
      await transact(clock, async (tx) => index(tx, org, await customersById(tx, org, ids)));
    }
    return { customers: customers + renamed.length };
  },
};

function index(tx: Tx, org: Tenant, customers: readonly (StoredCustomer | undefined)[]): void {
  for (const customer of customers) {
    // Somebody who changed the customer meanwhile has indexed it already.
    if (customer?.searchWords.length === 0) tx.patch(customerRef(org, customer.id), { searchWords: indexed(customer).searchWords });
  }
}
