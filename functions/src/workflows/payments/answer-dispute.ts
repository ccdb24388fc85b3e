import * as z from 'zod';
import { providerAction } from '../../platform/action.ts';
import { actorName } from '../../platform/actor.ts';
import { businessDate, IsoDate } from '../../platform/business-date.ts';
import { type Clock } from '../../platform/clock.ts';
import { AppError, invalidField } from '../../platform/errors.ts';
import { Id, newId, providerKey } from '../../platform/ids.ts';
import { longText } from '../../platform/text.ts';
import { type Tenant } from '../../platform/tenancy.ts';
import { reader } from '../../platform/tx.ts';
import { organisation } from '../../domains/accounts/api.ts';
import { Dispute, disputeRef, type EvidenceCustomer, paymentRef, ProviderDispute, providerNamed, WAITS_FOR_US } from '../../domains/payments/api.ts';
import { noteDispute } from './note-dispute.ts';
import { payables } from './payables.ts';

/** Of one text; the provider takes more in all, but nobody at a bank reads it. */
const MAX_TEXT = 20_000;

/** Banks read evidence once: it is sent at once and for good, and stays on the dispute as it was sent. */
export const answerDispute = providerAction({
  name: 'payments/answer-dispute',
  summary: 'Sends evidence against a dispute to the customer\'s bank; this can be done once',
  permission: 'payments.refund',
  input: z.object({
    disputeId: Id,
    /** Why the payment was right. */
    explanation: longText(MAX_TEXT).min(1, 'must not be empty'),
    productDescription: longText(MAX_TEXT).nullable().default(null),
    /** The day on which the customer got what was paid for. */
    deliveredOn: IsoDate.nullable().default(null),
  }),
  output: Dispute,
  hot: ({ disputeId }) => disputeId,
  opened: z.object({ submission: z.string() }),
  async run({ input, tx, org, actor, clock }) {
    const dispute = await tx.require(disputeRef(org, input.disputeId));
    assertOpen(dispute, clock);
    const { explanation, productDescription, deliveredOn } = input;
    if (deliveredOn !== null && deliveredOn > businessDate(clock.now(), (await organisation(tx, org)).timeZone)) {
      throw invalidField('deliveredOn', { en: 'This day has not come yet.', nl: 'Deze dag moet nog komen.' });
    }
    tx.update(disputeRef(org, dispute.id), { evidence: { explanation, productDescription, deliveredOn, writtenBy: actorName(actor), sentAt: null } });
    return { submission: newId() };
  },
  async call({ input, org, opened }) {
    const { provider, account, providerId, subject } = await reader.require(disputeRef(org, input.disputeId));
    const { explanation, productDescription, deliveredOn } = input;
    const order = { account, disputeId: providerId, explanation, productDescription, deliveredOn, customer: await customerOf(org, subject) };
    return z.encode(ProviderDispute, await providerNamed(provider).submitEvidence(order, providerKey('evidence', org.id, opened.submission)));
  },
  async settle({ input, answer, actor: _actor, opened: _opened, ...recording }) {
    const { tx, org, clock } = recording;
    const ref = disputeRef(org, input.disputeId);
    const { paymentId } = await tx.require(ref);
    await noteDispute(recording, await tx.require(paymentRef(org, paymentId)), z.decode(ProviderDispute, answer));
    const { evidence } = await tx.require(ref);
    return tx.update(ref, { evidence: evidence === null ? null : { ...evidence, sentAt: clock.now() } });
  },
});

/** Who paid; nobody for an order that was cancelled since, of which the bank is told without. */
async function customerOf(org: Tenant, { collection, id }: Dispute['subject']): Promise<EvidenceCustomer | null> {
  try {
    const { customerName: name, email } = await payables[collection].facts(reader, org, id);
    return { name, email };
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code === 'wrong-state') return null;
    throw thrown;
  }
}

/** @throws AppError `wrong-state` when the bank waits for nothing, or no longer */
function assertOpen({ id, status, evidenceDueBy }: Dispute, clock: Clock): void {
  const isLate = evidenceDueBy !== null && evidenceDueBy <= clock.now();
  if (WAITS_FOR_US.includes(status) && !isLate) return;
  throw new AppError('wrong-state', `dispute ${id} is ${isLate ? 'past its date' : status}`, {
    say: isLate
      ? { en: 'The date for sending evidence has passed.', nl: 'De termijn om bewijs te sturen is voorbij.' }
      : { en: 'The bank does not wait for evidence about this dispute.', nl: 'De bank wacht niet op bewijs bij dit geschil.' },
    data: { status },
  });
}
