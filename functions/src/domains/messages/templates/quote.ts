import { type IsoDate } from '../../../platform/business-date.ts';
import { amountText, dateText, greeting, momentText, type Amount } from './wording.ts';
import { pick, type MailTemplate, type PageLink } from './template.ts';

export interface QuoteMail {
  readonly number: string;
  readonly customerName: string;
  readonly total: Amount;
  readonly validUntil: IsoDate;
  readonly page: PageLink;
}

export const quoteMail: MailTemplate<QuoteMail> = ({ number, customerName, total, validUntil, page }, { language, sender, url }) => {
  const amount = amountText(total, language);
  const until = dateText(validUntil, language);
  return {
    subject: pick(language, { nl: `Offerte ${number} van ${sender.name}`, en: `Quote ${number} from ${sender.name}` }),
    preview: pick(language, { nl: `${amount}, geldig tot en met ${until}`, en: `${amount}, valid until ${until}` }),
    greeting: greeting(customerName, language),
    paragraphs: [
      pick(language, {
        nl: 'Hierbij onze offerte. Je bekijkt haar online en kunt haar daar met één klik aanvaarden of afwijzen.',
        en: 'Here is our quote. You can read it online, and accept or decline it there with one click.',
      }),
    ],
    facts: [
      [pick(language, { nl: 'Offerte', en: 'Quote' }), number],
      [pick(language, { nl: 'Bedrag inclusief btw', en: 'Amount including VAT' }), amount],
      [pick(language, { nl: 'Geldig tot en met', en: 'Valid until' }), until],
    ],
    button: { label: pick(language, { nl: 'Offerte bekijken', en: 'View quote' }), url: url(page) },
    closing: [
      pick(language, {
        nl: 'Vragen? Antwoord gerust op deze e-mail.',
        en: 'Any questions? Simply reply to this e-mail.',
      }),
    ],
  };
};

export interface QuoteAcceptedMail {
  readonly number: string;
  readonly customerName: string;
  readonly total: Amount;
  /** The name given with the acceptance. */
  readonly acceptedBy: string;
  readonly acceptedAt: Date;
  /** The day, when it was agreed by phone or on paper; `null` when on the page. */
  readonly acceptedOn: IsoDate | null;
}

/** To the customer, as confirmation of what was agreed. */
export const quoteAcceptedMail: MailTemplate<QuoteAcceptedMail> = (data, { language, sender, timeZone }) => {
  const { number, customerName, total, acceptedBy, acceptedAt, acceptedOn } = data;
  return {
    subject: pick(language, { nl: `Offerte ${number} aanvaard`, en: `Quote ${number} accepted` }),
    preview: pick(language, { nl: `Aanvaard door ${acceptedBy}`, en: `Accepted by ${acceptedBy}` }),
    greeting: greeting(customerName, language),
    paragraphs: [
      pick(language, {
        nl: `Dank voor het vertrouwen in ${sender.name}. Je aanvaarding is vastgelegd; we gaan voor je aan de slag.`,
        en: `Thank you for choosing ${sender.name}. Your acceptance is on record and we will get to work for you.`,
      }),
    ],
    facts: [
      [pick(language, { nl: 'Offerte', en: 'Quote' }), number],
      [pick(language, { nl: 'Bedrag inclusief btw', en: 'Amount including VAT' }), amountText(total, language)],
      [pick(language, { nl: 'Aanvaard door', en: 'Accepted by' }), acceptedBy],
      [pick(language, { nl: 'Op', en: 'On' }), acceptedOn === null ? momentText(acceptedAt, language, timeZone) : dateText(acceptedOn, language)],
    ],
  };
};
