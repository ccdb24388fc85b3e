import * as z from 'zod';
import { action } from '../../platform/action.ts';
import { Id } from '../../platform/ids.ts';
import { formatMoney } from '../../platform/money.ts';
import { notify } from '../../domains/messages/api.ts';
import { paymentRef, ProviderDispute, recordDispute, type Dispute, type PayableFacts, type Recording } from '../../domains/payments/api.ts';
import { applyMovements } from './apply-movements.ts';

/** Brings a dispute to where the provider's stands: money out and back, and the staff told of every turn. */
export const settleDispute = action({
  name: 'payments/settle-dispute',
  summary: 'Records what the provider says of a dispute',
  access: 'system',
  input: z.object({ paymentId: Id, present: ProviderDispute }),
  output: z.object({ status: z.string(), recorded: z.int() }),
  hot: ({ paymentId }) => paymentId,
  async run({ input, actor: _actor, ...recording }) {
    const payment = await recording.tx.require(paymentRef(recording.org, input.paymentId));
    const { dispute, before, movements } = await recordDispute(recording, payment, input.present);
    if (before?.status !== dispute.status || movements.length > 0) {
      const facts = await applyMovements(recording, dispute.subject, movements);
      if (before?.status !== dispute.status) tell(recording, dispute, facts);
    }
    return { status: dispute.status, recorded: movements.length };
  },
});

function tell(recording: Recording, dispute: Dispute, { number, customerName }: PayableFacts): void {
  const { id, status, amount, currency, evidenceDueBy } = dispute;
  const until = evidenceDueBy?.toISOString().slice(0, 10) ?? '';
  const money = (reader: 'en' | 'nl') => formatMoney({ amount, currency }, reader);
  const turns: Record<Dispute['status'], { en: string; nl: string }> = {
    warning: { en: `The bank of ${customerName} asks about ${money('en')}. Answer before ${until}.`, nl: `De bank van ${customerName} vraagt naar ${money('nl')}. Antwoord vóór ${until}.` },
    'needs-response': { en: `${customerName} disputes ${money('en')}. Send evidence before ${until}.`, nl: `${customerName} betwist ${money('nl')}. Stuur bewijs vóór ${until}.` },
    'under-review': { en: 'The evidence is being looked at.', nl: 'Het bewijs wordt bekeken.' },
    won: { en: `Won: ${money('en')} comes back.`, nl: `Gewonnen: ${money('nl')} komt terug.` },
    lost: { en: `Lost: ${money('en')} is gone.`, nl: `Verloren: ${money('nl')} is weg.` },
    closed: { en: 'The dispute is closed.', nl: 'Het geschil is gesloten.' },
  };
  notify(recording, {
    id: `dispute_${id}_${status}`,
    permission: 'payments.refund',
    template: 'alert',
    data: { title: { en: `Dispute about ${number}`, nl: `Geschil over ${number}` }, body: turns[status], path: `/disputes/${id}` },
    collapseKey: id,
  });
}
