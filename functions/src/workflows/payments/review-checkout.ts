import { AppError } from '../../platform/errors.ts';
import { type Effect } from '../../platform/outbox.ts';
import { transact } from '../../platform/tx.ts';
import { ZERO, type Minor } from '../../platform/money.ts';
import { closeStaleCheckout, REVIEW_CHECKOUT, type Recording, type ReviewPayload, type Subject } from '../../domains/payments/api.ts';
import { payables } from './payables.ts';

/** The outbox kind `review-checkout`: closes a page on which more could be paid than is still due. */
export const reviewCheckoutEffect: Effect<ReviewPayload> = {
  ...REVIEW_CHECKOUT,
  maxAttempts: 8,
  leaseMs: 30_000,
  async perform({ org, clock, correlationId, payload }) {
    await transact(clock, async (tx) => {
      const recording = { tx, org, clock, correlationId };
      await closeStaleCheckout(recording, payload.subject, await dueOn(recording, payload.subject));
    });
    return {};
  },
};

async function dueOn({ tx, org }: Recording, { collection, id }: Subject): Promise<Minor> {
  try {
    return (await payables[collection].facts(tx, org, id)).due;
  } catch (thrown) {
    // What cannot be paid any more has nothing due.
    if (thrown instanceof AppError && thrown.code === 'wrong-state') return ZERO;
    throw thrown;
  }
}
