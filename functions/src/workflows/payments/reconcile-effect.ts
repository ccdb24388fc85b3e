import * as z from 'zod';
import { invokeAsSystem } from '../../platform/invoke.ts';
import { stableId } from '../../platform/ids.ts';
import { type Effect } from '../../platform/outbox.ts';
import { reader } from '../../platform/tx.ts';
import { notify } from '../../domains/messages/api.ts';
import { accountRef, BalanceBooking, isClean, ProviderName, reconciliationRef, type Reconciliation } from '../../domains/payments/api.ts';
import { bookTransactions } from './book-transactions.ts';
import { compareWithProvider } from './reconcile-account.ts';

export interface ReconcileOrder {
  readonly provider: ProviderName;
}

/** The outbox kind `reconcile`: compares, records and books what was missed, and leaves a report under its own id. */
export const reconcileEffect: Effect<ReconcileOrder> = {
  kind: 'reconcile',
  maxAttempts: 6,
  leaseMs: 180_000,
  async perform({ org, payload, clock, correlationId }) {
    const provider = ProviderName.parse(payload.provider);
    const account = await reader.require(accountRef(org, provider));
    const { bookings, ...compared } = await compareWithProvider({ org, clock, correlationId }, { ...account, id: provider });
    if (bookings.length > 0) {
      const input = { provider, bookings: bookings.map((booking) => z.encode(BalanceBooking, booking)) };
      await invokeAsSystem(bookTransactions, { org, job: 'reconcile', input, clock, correlationId, idempotencyKey: stableId(JSON.stringify(input)) });
    }
    return { provider, account: account.account, ...compared };
  },
  async settle({ tx, org, clock, correlationId, info, outboxId, payload }) {
    const now = clock.now();
    const report = tx.append(reconciliationRef(org, outboxId), { ...(info as Omit<Reconciliation, 'id' | 'at' | 'createdAt'>), id: outboxId, at: now, createdAt: now });
    await tx.require(accountRef(org, payload.provider));
    tx.update(accountRef(org, payload.provider), { reconciledUntil: now });
    if (isClean(report)) return;
    notify({ tx, org, clock, correlationId }, {
      id: `reconciliation_${outboxId}`,
      permission: 'books.read',
      template: 'alert',
      data: {
        title: { en: 'Payments do not add up', nl: 'Betalingen sluiten niet aan' },
        body: { en: 'The comparison with the payment provider found something to look at.', nl: 'De vergelijking met de betaaldienst vond iets om naar te kijken.' },
        path: `/reconciliations/${outboxId}`,
      },
      collapseKey: 'reconciliation',
    });
  },
};
