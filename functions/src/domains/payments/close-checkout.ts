import { newId, providerKey } from '../../platform/ids.ts';
import { enqueue, type Effect } from '../../platform/outbox.ts';
import { type Tenant } from '../../platform/tenancy.ts';
import { reader, type Tx } from '../../platform/tx.ts';
import { type Minor } from '../../platform/money.ts';
import { type Checkout, type Subject } from './checkout.ts';
import { type Recording } from './payable.ts';
import { providerNamed } from './providers/providers.ts';
import { checkoutRef, slotRef } from './repo.ts';
import { pastSpoiltKey } from './spoilt-key.ts';

interface ClosePayload {
  readonly checkoutId: string;
}

/** Takes a checkout out of use here at once, and at the provider after the commit. */
export async function closeCheckoutLater(recording: Recording, checkout: Checkout): Promise<void> {
  const { tx, org, clock } = recording;
  // What we cancel may just have been paid; the next look at the provider tells.
  tx.update(checkoutRef(org, checkout.id), { status: 'cancelled', checkAt: new Date(clock.now().getTime() + LOOK_MS) });
  enqueue(recording, closeCheckoutEffect, { checkoutId: checkout.id }, { id: `close_${checkout.id}` });
}

/** Ends a checkout on an account that is out of our reach: the provider shows us nothing of it, so nobody looks any more. */
export function letGo(tx: Tx, org: Tenant, { id }: Checkout): void {
  tx.update(checkoutRef(org, id), { status: 'cancelled', checkAt: null });
}

/**
 * Closes the open page of a document on which more could be paid than is still due, because something else settled it:
 * a credit note, cash at the counter, a claim that was given up.
 */
export async function closeStaleCheckout(recording: Recording, subject: Subject, due: Minor): Promise<void> {
  const { tx, org } = recording;
  const slot = await tx.get(slotRef(org, subject));
  const checkout = slot === undefined ? undefined : await tx.get(checkoutRef(org, slot.checkoutId));
  if (checkout === undefined || (checkout.status !== 'open' && checkout.status !== 'opening')) return;
  if (checkout.amount > due) await closeCheckoutLater(recording, checkout);
}

const LOOK_MS = 10 * 60_000;

/** The outbox kind `close-checkout`: ends the provider's page, so that an old amount cannot be paid. */
export const closeCheckoutEffect: Effect<ClosePayload> = {
  kind: 'close-checkout',
  maxAttempts: 8,
  leaseMs: 60_000,
  async perform({ org, payload }) {
    const { id, provider, account, providerId } = await reader.require(checkoutRef(org, payload.checkoutId));
    // Without an id the page never came to be known to anybody; nobody can pay on it, and it ends by itself.
    if (providerId === null) return { state: 'never opened' };
    const key = providerKey('close-checkout', org.id, id);
    const { state } = await pastSpoiltKey(key, `${key}-${newId()}`, (idempotencyKey) => providerNamed(provider).expireCheckout(account, providerId, idempotencyKey));
    return { state };
  },
};
