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
