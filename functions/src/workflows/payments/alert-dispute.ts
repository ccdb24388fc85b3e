import * as z from 'zod';
import { action } from '../../platform/action.ts';
import { businessDate } from '../../platform/business-date.ts';
import { Id } from '../../platform/ids.ts';
import { formatMoney } from '../../platform/money.ts';
import { organisation } from '../../domains/accounts/api.ts';
import { notify, sendMail } from '../../domains/messages/api.ts';
import { Dispute, disputeRef } from '../../domains/payments/api.ts';

/** Evidence is due soon: one mail to the organisation and one push to those who may answer. */
export const alertDispute = action({
  name: 'payments/alert-dispute',
  summary: 'Reminds the staff that evidence for a dispute is nearly due',
  access: 'system',
  input: z.object({ disputeId: Id }),
  output: Dispute,
  async run({ input, actor: _actor, ...recording }) {
    const { tx, org, clock } = recording;
    const dispute = await tx.require(disputeRef(org, input.disputeId));
    if (dispute.alertAt === null || dispute.alertAt > clock.now() || dispute.evidenceDueBy === null) return dispute;
    const { email, language, timeZone } = await organisation(tx, org);
    const due = businessDate(dispute.evidenceDueBy, timeZone);
    const money = (reader: 'en' | 'nl') => formatMoney({ amount: dispute.amount, currency: dispute.currency }, reader);
    const title = { en: `Evidence due on ${due}`, nl: `Bewijs nodig vóór ${due}` };
    const body = { en: `A customer disputes ${money('en')}. Without evidence the money is lost.`, nl: `Een klant betwist ${money('nl')}. Zonder bewijs is het geld weg.` };
    const id = `dispute_${dispute.id}_due_${due}`;
    sendMail(recording, { id: `${id}_mail`, to: email, template: 'alert', language, data: { title: title[language], lines: [body[language]], url: null } });
    notify(recording, { id: `${id}_push`, permission: 'payments.refund', template: 'alert', data: { title, body, path: `/disputes/${dispute.id}` }, collapseKey: dispute.id });
    return tx.update(disputeRef(org, dispute.id), { alertAt: null });
  },
});
