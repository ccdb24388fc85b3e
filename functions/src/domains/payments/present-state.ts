import * as z from 'zod';
import { type LinkKind } from '../../platform/actor.ts';
import { type Clock } from '../../platform/clock.ts';
import { newId, providerKey } from '../../platform/ids.ts';
import { type Tenant } from '../../platform/tenancy.ts';
import { askForCheckout } from './ask-for-checkout.ts';
import { isMove, type Checkout, type CheckoutStatus } from './checkout.ts';
import { ProviderCheckout, ProviderPayment } from './providers/port.ts';
import { providerNamed } from './providers/providers.ts';
import { pastSpoiltKey } from './spoilt-key.ts';

/** A checkout and its payment as the provider shows them at this moment. */
export const PresentState = z.object({ checkout: ProviderCheckout, payment: ProviderPayment.nullable() });
export type PresentState = z.output<typeof PresentState>;

/** Asks the provider; a checkout whose answer was lost is found again by its idempotency key. */
export async function presentState(org: Tenant, clock: Clock, ours: Checkout, link: LinkKind): Promise<PresentState> {
  const provider = providerNamed(ours.provider);
  const created = ours.providerId === null ? await askForCheckout({ org, clock }, ours, link) : undefined;
  const found = await provider.fetchCheckout(ours.account, ours.providerId ?? created?.id ?? '');
  // What does not end by itself at the provider is ended by us.
  const isOver = found.state === 'open' && ours.expiresAt <= clock.now();
  const key = providerKey('expire-checkout', org.id, ours.id);
  const checkout = isOver ? await pastSpoiltKey(key, `${key}-${newId()}`, (idempotencyKey) => provider.expireCheckout(ours.account, found.id, idempotencyKey)) : found;
  const payment = checkout.paymentId === null ? null : await provider.fetchPayment(ours.account, checkout.paymentId);
  return { checkout, payment };
}

/** What our checkout becomes by what the provider shows; the same status when there is nothing new. */
export function statusBy(ours: CheckoutStatus, { checkout, payment }: PresentState): CheckoutStatus {
  const theirs = providerStatus({ checkout, payment });
  // Expired because we closed it: it stays what we made of it.
  if (ours === 'cancelled' && (theirs === 'expired' || theirs === 'open')) return ours;
  return isMove(ours, theirs) ? theirs : ours;
}

function providerStatus({ checkout, payment }: PresentState): CheckoutStatus {
  if (payment?.state === 'succeeded') return 'complete';
  if (payment?.state === 'processing') return 'processing';
  if (checkout.state === 'expired') return 'expired';
  // The customer finished the page, and yet the money did not come.
  if (checkout.state === 'complete') return 'failed';
  return 'open';
}
