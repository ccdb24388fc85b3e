import { AppError } from '../../platform/errors.ts';
import { type Organisation } from '../accounts/api.ts';
import { sendMail, type Posting } from '../messages/api.ts';
import { linkDocument, linkExpiry } from './link.ts';
import { type Quote } from './quote.ts';
import { QUOTES } from './repo.ts';

/** Puts the quote in the mail, with a link of its own that is signed when the mail is made. */
export function mailQuote(context: Posting, organisation: Organisation, quote: Quote): void {
  const { number, validUntil, sentTo, language } = quote;
  if (number === null || validUntil === null || sentTo === null) throw new AppError('wrong-state', `quote ${quote.id} has not been sent`);
  sendMail(context, {
    to: sentTo,
    template: 'quote',
    language,
    data: {
      number,
      customerName: quote.buyer.contactName ?? quote.buyer.name,
      total: { amount: quote.totals.gross, currency: quote.currency },
      validUntil,
      page: {
        link: 'quote',
        documentId: linkDocument({ quoteId: quote.id, revision: quote.revision }),
        expiresAt: linkExpiry(validUntil, organisation.timeZone),
      },
    },
    about: { collection: QUOTES, id: quote.id },
  });
}

/** The agreement in writing, for both. */
export function mailAcceptance(context: Posting, organisation: Organisation, quote: Quote): void {
  const { number, acceptance, sentTo, language, buyer } = quote;
  if (number === null || acceptance === null) throw new AppError('wrong-state', `quote ${quote.id} has not been accepted`);
  const data = {
    number,
    customerName: buyer.contactName ?? buyer.name,
    total: { amount: quote.totals.gross, currency: quote.currency },
    acceptedBy: acceptance.name,
    acceptedAt: acceptance.at,
  };
  if (sentTo !== null) sendMail(context, { to: sentTo, template: 'quote-accepted', language, data });
  sendMail(context, {
    to: organisation.email,
    template: 'alert',
    language: organisation.language,
    data: acceptedNotice(organisation, quote, acceptance.name),
  });
}

/** Tells the organisation that, and why, the customer does not want it. */
export function mailDecline(context: Posting, organisation: Organisation, quote: Quote): void {
  const { number, decline, buyer } = quote;
  if (number === null || decline === null) throw new AppError('wrong-state', `quote ${quote.id} has not been declined`);
  const nl = organisation.language === 'nl';
  sendMail(context, {
    to: organisation.email,
    template: 'alert',
    language: organisation.language,
    data: {
      title: nl ? `Offerte ${number} afgewezen` : `Quote ${number} declined`,
      lines: [nl ? `${buyer.name} heeft offerte ${number} afgewezen.` : `${buyer.name} declined quote ${number}.`, decline.reason],
      url: null,
    },
  });
}

function acceptedNotice({ language }: Organisation, { number, buyer }: Quote, acceptedBy: string) {
  const nl = language === 'nl';
  return {
    title: nl ? `Offerte ${number} aanvaard door ${buyer.name}` : `Quote ${number} accepted by ${buyer.name}`,
    lines: [nl ? `${acceptedBy} heeft offerte ${number} voor ${buyer.name} aanvaard.` : `${acceptedBy} accepted quote ${number} for ${buyer.name}.`],
    url: null,
  };
}
