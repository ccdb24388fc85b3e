import * as z from 'zod';
import { action } from '../../../platform/action.ts';
import { addDays, endOfDay } from '../../../platform/business-date.ts';
import { AppError } from '../../../platform/errors.ts';
import { Id } from '../../../platform/ids.ts';
import { email } from '../../../platform/text.ts';
import { nextDocumentNumber, organisation } from '../../accounts/api.ts';
import { activeCustomer, partyOf } from '../../customers/api.ts';
import { sellerOf } from '../../invoices/api.ts';
import { assertAhead } from '../draft.ts';
import { orderQuotePdf } from '../outbox-kinds.ts';
import { draftBasis, draftLine, priceDraft } from '../pricing.ts';
import { Quote } from '../quote.ts';
import { changeQuote, quoteById } from '../repo.ts';
import { assertMove } from '../status.ts';

export const sendQuote = action({
  name: 'quotes/send',
  summary: 'Gives a draft quote its number and mails it with a link on which the customer can answer',
  permission: 'quotes.write',
  input: z.object({
    quoteId: Id,
    /** Another address than the customer's own. */
    to: email.optional(),
  }),
  output: Quote,
  hot: () => 'quote-numbers',
  async run({ input: { quoteId, to }, org, clock, correlationId, tx }) {
    const draft = await quoteById(tx, org, quoteId);
    assertMove(draft.status, 'sent');
    const seller = await organisation(tx, org);
    const customer = await activeCustomer(tx, org, draft.customerId);
    const sentTo = to ?? customer.email;
    if (sentTo === null) throw noAddress(quoteId);
    const buyer = partyOf(customer);
    // Priced anew: the law and the customer may have changed since the draft was written.
    const priced = priceDraft(draftBasis(seller, buyer, draft, clock.now()), draft.lines.map(draftLine));
    const today = assertAhead(draft.validUntil, clock.now(), seller.timeZone);
    const validUntil = draft.validUntil ?? addDays(today, seller.terms.quoteDays);
    const { number, date } = draft.number === null ? await nextDocumentNumber(tx, org, seller, 'quote', today) : { number: draft.number, date: today };
    const sent = changeQuote(tx, org, draft, {
      ...priced,
      status: 'sent',
      number,
      issueDate: date,
      validUntil,
      expiresAt: endOfDay(validUntil, seller.timeZone),
      seller: sellerOf(seller),
      buyer,
      sentTo,
    });
    orderQuotePdf({ tx, org, clock, correlationId }, sent, 'sent');
    return sent;
  },
});

function noAddress(quoteId: string): AppError {
  return new AppError('wrong-state', `customer of quote ${quoteId} has no e-mail address`, {
    say: { en: 'This customer has no e-mail address. Give one to send to.', nl: 'Deze klant heeft geen e-mailadres. Geef er een op om naar te sturen.' },
  });
}
