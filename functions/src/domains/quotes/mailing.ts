import { type Organisation } from '../accounts/api.ts';
import { filenameOf } from '../invoices/api.ts';
import { sendMail, type MailAttachment, type Posting } from '../messages/api.ts';
import { linkDocument, linkExpiry } from './link.ts';
import { type Quote } from './quote.ts';
import { QUOTES } from './repo.ts';
import { type SentQuote } from './sent.ts';

/**
 * Puts the quote in the mail, with a link of its own that is signed when the mail is made.
 * @param once makes a second call the same mail
 */
export function mailQuote(posting: Posting, quote: SentQuote, once?: string): void {
  const { sentTo, language, number, validUntil, seller } = quote;
  if (sentTo === null) return;
  sendMail(posting, {
    ...(once === undefined ? {} : { id: `${once}-mail` }),
    to: sentTo,
    template: 'quote',
    language,
    data: {
      number,
      customerName: nameOf(quote),
      total: totalOf(quote),
      validUntil,
      page: {
        link: 'quote',
        documentId: linkDocument({ quoteId: quote.id, revision: quote.revision }),
        expiresAt: linkExpiry(validUntil, seller.timeZone),
      },
    },
    attachments: attachment(number, quote.pdf),
    about: { collection: QUOTES, id: quote.id },
  });
}

/** The agreement in writing, for both. */
export function mailAcceptance(posting: Posting, organisation: Organisation, quote: SentQuote, once: string): void {
  const { number, acceptance, sentTo, language, buyer } = quote;
  if (acceptance === null) return;
  const attachments = attachment(number, quote.acceptedPdf);
  if (sentTo !== null) {
    const data = { number, customerName: nameOf(quote), total: totalOf(quote), acceptedBy: acceptance.name, acceptedAt: acceptance.at, acceptedOn: acceptance.recorded?.on ?? null };
    sendMail(posting, { id: `${once}-customer`, to: sentTo, template: 'quote-accepted', language, data, attachments });
  }
  const nl = organisation.language === 'nl';
  const title = nl ? `Offerte ${number} aanvaard door ${buyer.name}` : `Quote ${number} accepted by ${buyer.name}`;
  const line = nl ? `${acceptance.name} heeft offerte ${number} voor ${buyer.name} aanvaard.` : `${acceptance.name} accepted quote ${number} for ${buyer.name}.`;
  tell(posting, organisation, { title, lines: [line] }, { id: `${once}-seller`, attachments });
}

/** Tells the organisation that, and why, the customer does not want it. */
export function mailDecline(posting: Posting, organisation: Organisation, { number, decline, buyer }: Quote): void {
  const nl = organisation.language === 'nl';
  const title = nl ? `Offerte ${number} afgewezen` : `Quote ${number} declined`;
  const line = nl ? `${buyer.name} heeft offerte ${number} afgewezen.` : `${buyer.name} declined quote ${number}.`;
  tell(posting, organisation, { title, lines: [line, ...(decline === null ? [] : [decline.reason])] }, {});
}

type Extra = { readonly id?: string; readonly attachments?: readonly MailAttachment[] };

function tell(posting: Posting, { email, language }: Organisation, words: { title: string; lines: string[] }, extra: Extra): void {
  sendMail(posting, { ...extra, to: email, template: 'alert', language, data: { ...words, url: null } });
}

function attachment(number: string, pdf: Quote['pdf']): MailAttachment[] {
  return pdf === null ? [] : [{ filename: `${filenameOf(number)}.pdf`, path: pdf.path, contentType: 'application/pdf' }];
}

function nameOf({ buyer }: Quote): string {
  return buyer.contactName ?? buyer.name;
}

function totalOf({ totals, currency }: Quote) {
  return { amount: totals.gross, currency };
}
