import { minor } from '../../platform/money.ts';
import { type Tenant } from '../../platform/tenancy.ts';
import { type Reader } from '../../platform/tx.ts';
import { addMovement } from './add-movement.ts';
import { providerOf, reversalOf, type Payment } from './payment.ts';
import { type Recording } from './payable.ts';
import { type ProviderRefund } from './providers/port.ts';
import { isRefundMove, type Refund } from './refund.ts';
import { paymentRef, refundRef } from './repo.ts';

/** A refund on its way is looked at again after this, should nobody tell. */
const PENDING_LOOK_MS = 24 * 3_600_000;

/** What a refund of ours becomes by what the provider shows; `undefined` when there is nothing new. */
export function refundPatch(ours: Refund, present: ProviderRefund, now: Date): Partial<Refund> | undefined {
  const status = isRefundMove(ours.status, present.state) ? present.state : ours.status;
  const isDue = ours.checkAt !== null && ours.checkAt <= now;
  if (status === ours.status && ours.providerId === present.id && !isDue) return undefined;
  const checkAt = status === 'pending' ? new Date(now.getTime() + PENDING_LOOK_MS) : null;
  return { status, providerId: present.id, failure: present.failure ?? ours.failure, checkAt };
}

/** The movements that a refund in this state has made: money out, and back in when it failed afterwards. */
export function refundMovements(refund: Refund, payment: Payment, present: ProviderRefund, now: Date): Payment[] {
  const common = { ...reversalOf(payment, now), providerIds: { ...payment.providerIds, refund: present.id } };
  const made: Payment[] = [];
  const documentId = `${payment.provider}_${present.id}`;
  // A refund that fails while it is on its way has moved nothing in the end, but its two lines on the balance are there.
  if (present.state === 'succeeded' || (present.state === 'failed' && present.returned !== null)) {
    made.push({ ...common, id: documentId, kind: 'refund', amount: minor(-refund.amount), settlement: present.settlement, paidAt: present.createdAt });
  }
  if (present.state === 'failed' && present.returned !== null) {
    made.push({ ...common, id: `${documentId}_returned`, kind: 'refund-returned', amount: refund.amount, settlement: present.returned, paidAt: now });
  }
  return made;
}

/** Moves our refund to where the provider's stands. @returns the movements that this transaction added */
export async function recordRefundState(recording: Recording, ours: Refund, payment: Payment, present: ProviderRefund): Promise<Payment[]> {
  const { tx, org, clock } = recording;
  const patch = refundPatch(ours, present, clock.now());
  if (patch !== undefined) tx.update(refundRef(org, ours.id), patch);
  const added: Payment[] = [];
  for (const movement of refundMovements(ours, payment, present, clock.now())) {
    if ((await tx.get(paymentRef(org, movement.id))) === undefined) added.push(addMovement(recording, movement));
  }
  return added;
}

/** Takes in a refund that was not asked for here, but in the provider's own dashboard. */
export function adoptRefund({ tx, org }: Recording, payment: Payment, refundId: string, present: ProviderRefund): Refund {
  const { subject, customerId, account, currency } = payment;
  const provider = providerOf(payment);
  return tx.create(refundRef(org, refundId), {
    id: refundId,
    paymentId: payment.id,
    subject,
    customerId,
    provider,
    account,
    amount: present.amount,
    currency,
    reason: null,
    status: 'requested',
    attempt: 1,
    providerId: present.id,
    failure: null,
    creditNoteId: null,
    requestedBy: `provider:${provider}`,
    checkAt: null,
  });
}

/** Under which a provider's refund is kept here: as we asked for it, else under its own id. */
export async function refundDocumentId(reader: Reader, org: Tenant, payment: Payment, present: ProviderRefund): Promise<string> {
  const { reference } = present;
  if (reference?.orgId === org.id) {
    const ours = await reader.get(refundRef(org, reference.refundId));
    if (ours !== undefined && ours.paymentId === payment.id && (ours.providerId ?? present.id) === present.id) return ours.id;
  }
  return `${payment.provider}_${present.id}`;
}
