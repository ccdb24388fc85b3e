import { formatMoney } from '../../platform/money.ts';
import { notify } from '../../domains/messages/api.ts';
import { recordDispute, type Dispute, type PayableFacts, type Payment, type ProviderDispute, type Recording } from '../../domains/payments/api.ts';
import { applyMovements } from './apply-movements.ts';

/**
 * Records what the provider shows of a dispute: money out and back, what the document has been paid, and the word to the
 * staff at every turn. @returns the dispute, and how many movements this transaction added
 */
export async function noteDispute(recording: Recording, payment: Payment, present: ProviderDispute): Promise<{ dispute: Dispute; recorded: number }> {
  const { dispute, before, movements } = await recordDispute(recording, payment, present);
  if (before?.status !== dispute.status || movements.length > 0) {
    const facts = await applyMovements(recording, dispute.subject, movements);
    if (before?.status !== dispute.status) tell(recording, dispute, facts);
  }
  return { dispute, recorded: movements.length };
}

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
