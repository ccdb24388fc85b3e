import { minor } from '../../platform/money.ts';
import { addMovement } from './add-movement.ts';
import { type Dispute, WAITS_FOR_US } from './dispute.ts';
import { providerOf, reversalOf, type Payment } from './payment.ts';
import { type Recording } from './payable.ts';
import { type ProviderDispute } from './providers/port.ts';
import { disputeRef, paymentRef } from './repo.ts';

/** The staff hears again this long before evidence is due. */
const ALERT_BEFORE_MS = 48 * 3_600_000;

/** Under which a dispute is kept here. */
export function disputeDocumentId(provider: string, providerId: string): string {
  return `${provider}_${providerId}`;
}

/** The movements of money that a dispute has caused so far, each under the provider's own id of the transaction. */
export function disputeMovements(payment: Payment, present: ProviderDispute, now: Date): Payment[] {
  return present.movements.map(({ settlement, at }) => {
    const isOut = settlement.amount < 0;
    return {
      ...reversalOf(payment, now),
      id: `${payment.provider}_${settlement.transactionId}`,
      kind: isOut ? 'dispute' : 'dispute-returned',
      providerIds: { ...payment.providerIds, dispute: present.id },
      amount: minor(isOut ? -present.amount : present.amount),
      settlement,
      paidAt: at,
    };
  });
}

export interface RecordedDispute {
  readonly dispute: Dispute;
  readonly before: Dispute | undefined;
  readonly movements: readonly Payment[];
}

/** Brings our dispute to where the provider's stands, with the money that moved. Writes nothing when nothing is new. */
export async function recordDispute(recording: Recording, payment: Payment, present: ProviderDispute): Promise<RecordedDispute> {
  const { tx, org, clock } = recording;
  const ref = disputeRef(org, disputeDocumentId(payment.provider, present.id));
  const before = await tx.get(ref);
  const facts = factsOf(present, clock.now());
  const isNew = before === undefined || before.status !== facts.status || before.evidenceDueBy?.getTime() !== facts.evidenceDueBy?.getTime();
  const dispute = !isNew ? before : before === undefined ? tx.create(ref, { ...frameOf(payment, present), ...facts, id: ref.id }) : tx.update(ref, facts);
  const movements: Payment[] = [];
  for (const movement of disputeMovements(payment, present, clock.now())) {
    if ((await tx.get(paymentRef(org, movement.id))) === undefined) movements.push(addMovement(recording, movement));
  }
  return { dispute, before, movements };
}

function factsOf({ status, evidenceDueBy }: ProviderDispute, now: Date) {
  const open = WAITS_FOR_US.includes(status) && evidenceDueBy !== null;
  const alertAt = open ? new Date(Math.max(evidenceDueBy.getTime() - ALERT_BEFORE_MS, now.getTime())) : null;
  return { status, evidenceDueBy, alertAt };
}

function frameOf(payment: Payment, present: ProviderDispute) {
  const { id, subject, customerId, account } = payment;
  const { amount, currency, reason } = present;
  return { paymentId: id, subject, customerId, provider: providerOf(payment), account, providerId: present.id, amount, currency, reason, evidence: null };
}
