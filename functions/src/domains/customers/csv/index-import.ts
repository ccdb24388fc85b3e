import { type Effect } from '../../../platform/outbox.ts';
import { transact } from '../../../platform/tx.ts';
import { customerRef, customersNumbered, indexed } from '../repo.ts';

/** The outbox kind; its handler is below. */
export const importIndexing = { kind: 'customer-index' } as const;

interface Indexing {
  readonly firstNumber: number;
  readonly customers: number;
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
  async perform({ org, payload, clock }) {
    const end = payload.firstNumber + payload.customers;
    for (let from = payload.firstNumber; from < end; from += BATCH) {
      await transact(clock, async (tx) => {
        const customers = await customersNumbered(tx, org, from, Math.min(from + BATCH, end));
        for (const customer of customers) {
          // Somebody who changed the customer meanwhile has indexed it already.
          if (customer.searchWords.length === 0) tx.patch(customerRef(org, customer.id), { searchWords: indexed(customer).searchWords });
        }
      });
    }
    return { customers: payload.customers };
  },
};
