import { type IsoDate } from '../../../platform/business-date.ts';
import { amountText, dateText, greeting, type Amount } from './wording.ts';
import { pick, type MailTemplate, type PageLink } from './template.ts';

export interface InvoiceMail {
  readonly number: string;
  readonly customerName: string;
  readonly total: Amount;
  readonly dueDate: IsoDate;
  readonly page: PageLink;
}

export const invoiceMail: MailTemplate<InvoiceMail> = ({ number, customerName, total, dueDate, page }, { language, sender, url }) => {
  const amount = amountText(total, language);
  const due = dateText(dueDate, language);
  return {
    subject: pick(language, { nl: `Factuur ${number} van ${sender.name}`, en: `Invoice ${number} from ${sender.name}` }),
    preview: pick(language, { nl: `${amount}, te betalen vóór ${due}`, en: `${amount}, due on ${due}` }),
    greeting: greeting(customerName, language),
    paragraphs: [
      pick(language, {
        nl: `Bij deze e-mail vind je factuur ${number} als pdf. Je betaalt haar online of maakt het bedrag over.`,
        en: `Invoice ${number} is attached as a PDF. You can pay it online or by bank transfer.`,
      }),
    ],
    facts: [
      [pick(language, { nl: 'Factuur', en: 'Invoice' }), number],
      [pick(language, { nl: 'Te betalen', en: 'Amount due' }), amount],
      [pick(language, { nl: 'Uiterlijk op', en: 'Due date' }), due],
    ],
    button: { label: pick(language, { nl: 'Bekijken en betalen', en: 'View and pay' }), url: url(page) },
    closing: [
      pick(language, {
        nl: 'Klopt er iets niet? Antwoord op deze e-mail, dan kijken we ernaar.',
        en: 'Is something not right? Reply to this e-mail and we will look into it.',
      }),
    ],
  };
};

export interface CreditNoteMail {
  readonly number: string;
  /** The invoice that it corrects. */
  readonly invoiceNumber: string;
  readonly customerName: string;
  readonly total: Amount;
  readonly page: PageLink;
}

export const creditNoteMail: MailTemplate<CreditNoteMail> = (data, { language, sender, url }) => {
  const { number, invoiceNumber, customerName, total, page } = data;
  return {
    subject: pick(language, { nl: `Creditnota ${number} van ${sender.name}`, en: `Credit note ${number} from ${sender.name}` }),
    preview: pick(language, { nl: `Bij factuur ${invoiceNumber}`, en: `For invoice ${invoiceNumber}` }),
    greeting: greeting(customerName, language),
    paragraphs: [
      pick(language, {
        nl: `Bij deze e-mail vind je creditnota ${number}, die factuur ${invoiceNumber} corrigeert.`,
        en: `Attached is credit note ${number}, which corrects invoice ${invoiceNumber}.`,
      }),
    ],
    facts: [
      [pick(language, { nl: 'Creditnota', en: 'Credit note' }), number],
      [pick(language, { nl: 'Bedrag', en: 'Amount' }), amountText(total, language)],
    ],
    button: { label: pick(language, { nl: 'Bekijken', en: 'View' }), url: url(page) },
  };
};

export interface ReminderMail {
  readonly number: string;
  readonly customerName: string;
  readonly due: Amount;
  readonly dueDate: IsoDate;
  readonly level: 'friendly' | 'second' | 'final';
  /** Collection cost and interest that the law allows, once they are claimed. */
  readonly costs: Amount | null;
  readonly page: PageLink;
}

const REMINDER = {
  friendly: {
    nl: 'Misschien is het je ontschoten: deze factuur staat nog open. Is je betaling al onderweg, dan kun je dit bericht negeren.',
    en: 'It may have slipped your mind: this invoice is still open. If your payment is on its way, please ignore this message.',
  },
  second: {
    nl: 'Deze factuur staat ook na onze herinnering nog open. Wil je haar binnen zeven dagen betalen?',
    en: 'This invoice is still open after our reminder. Would you please pay it within seven days?',
  },
  final: {
    nl: 'Dit is onze laatste herinnering. Betaal binnen veertien dagen na ontvangst van dit bericht; daarna brengen we de wettelijke incassokosten in rekening.',
    en: 'This is our last reminder. Please pay within fourteen days of receiving this message; after that we charge the statutory collection cost.',
  },
} as const;

export const reminderMail: MailTemplate<ReminderMail> = (data, { language, sender, url }) => {
  const { number, customerName, due, dueDate, level, costs, page } = data;
  const amount = amountText(due, language);
  const label = pick(language, level === 'final' ? { nl: 'Laatste herinnering', en: 'Final reminder' } : { nl: 'Herinnering', en: 'Reminder' });
  return {
    subject: `${label}: ${pick(language, { nl: 'factuur', en: 'invoice' })} ${number} ${pick(language, { nl: 'van', en: 'from' })} ${sender.name}`,
    preview: pick(language, { nl: `Nog te betalen: ${amount}`, en: `Still to pay: ${amount}` }),
    greeting: greeting(customerName, language),
    paragraphs: [pick(language, REMINDER[level])],
    facts: [
      [pick(language, { nl: 'Factuur', en: 'Invoice' }), number],
      [pick(language, { nl: 'Nog te betalen', en: 'Still to pay' }), amount],
      ...(costs === null ? [] : [[pick(language, { nl: 'Rente en incassokosten', en: 'Interest and collection cost' }), amountText(costs, language)] as const]),
      [pick(language, { nl: 'Was te betalen op', en: 'Was due on' }), dateText(dueDate, language)],
    ],
    button: { label: pick(language, { nl: 'Bekijken en betalen', en: 'View and pay' }), url: url(page) },
  };
};
