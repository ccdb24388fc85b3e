import { type Clock } from '../../platform/clock.ts';
import { type Tenant } from '../../platform/tenancy.ts';
import { type Reader } from '../../platform/tx.ts';
import { type Checkout } from './checkout.ts';
import { addMovement } from './add-movement.ts';
import { statusBy, type PresentState } from './present-state.ts';
import { paymentDocumentId, type Payment } from './payment.ts';
import { type Recording } from './payable.ts';
import { type ProviderPayment } from './providers/port.ts';
import { checkoutRef, paymentRef } from './repo.ts';

/** How long a bank debit may take before we ask again by ourselves. */
const PROCESSING_LOOK_MS = 24 * 3_600_000;
const OPEN_LOOK_MS = 10 * 60_000;

/** Whether what the provider shows differs from what we have; without it there is nothing to write. */
export async function hasNews(reader: Reader, org: Tenant, clock: Clock, ours: Checkout, present: PresentState): Promise<boolean> {
  if (patchFor(ours, present, clock.now()) !== undefined) return true;
  const { payment } = present;
  if (payment?.state !== 'succeeded') return false;
  return (await reader.get(paymentRef(org, paymentDocumentId(ours.provider, payment.id)))) === undefined;
}

/**
 * Moves our checkout to where the provider's stands and adds the payment when there is a new one. Writes nothing when
 * there is nothing new, so any number of reports in any order end the same.
 * @returns the payment, if this transaction added it
 */
export async function recordPresentState(recording: Recording, ours: Checkout, present: PresentState): Promise<Payment | undefined> {
  const { tx, org, clock } = recording;
  const patch = patchFor(ours, present, clock.now());
  if (patch !== undefined) tx.update(checkoutRef(org, ours.id), patch);
  const { payment } = present;
  if (payment?.state !== 'succeeded') return undefined;
  const ref = paymentRef(org, paymentDocumentId(ours.provider, payment.id));
  if ((await tx.get(ref)) !== undefined) return undefined;
  return addMovement(recording, paymentOf(ours, payment, recording));
}

function patchFor(ours: Checkout, { checkout, payment }: PresentState, now: Date): Partial<Checkout> | undefined {
  const status = statusBy(ours.status, { checkout, payment });
  const facts = {
    status,
    providerId: checkout.id,
    paymentId: checkout.paymentId,
    url: status === 'open' ? checkout.url : ours.url,
    failure: status === 'complete' ? null : (payment?.failure ?? ours.failure),
  };
  const changed = (Object.keys(facts) as (keyof typeof facts)[]).some((key) => JSON.stringify(facts[key]) !== JSON.stringify(ours[key]));
  const isDue = ours.checkAt !== null && ours.checkAt <= now;
  return changed || isDue ? { ...facts, checkAt: nextLook(status, checkout.expiresAt ?? ours.expiresAt, now) } : undefined;
}

function nextLook(status: Checkout['status'], expiresAt: Date, now: Date): Date | null {
  if (status === 'processing') return new Date(now.getTime() + PROCESSING_LOOK_MS);
  if (status === 'open') return new Date(Math.max(expiresAt.getTime(), now.getTime()) + OPEN_LOOK_MS);
  return null;
}

function paymentOf(ours: Checkout, payment: ProviderPayment, { clock }: Recording): Payment {
  // With synchronous capture the provider knows the fee when it reports success; a report without it comes again.
  if (payment.settlement === null || payment.paidAt === null) throw new Error(`payment ${payment.id} has no balance transaction yet`);
  const { subject, customerId, provider, account } = ours;
  return {
    id: paymentDocumentId(provider, payment.id),
    kind: 'payment',
    status: 'succeeded',
    subject,
    reverses: null,
    customerId,
    checkoutId: ours.id,
    provider,
    account,
    providerIds: { payment: payment.id, charge: payment.chargeId, refund: null, dispute: null },
    amount: payment.amount,
    currency: payment.currency,
    method: payment.method ?? 'unknown',
    settlement: payment.settlement,
    paidAt: payment.paidAt,
    createdAt: clock.now(),
  };
}
