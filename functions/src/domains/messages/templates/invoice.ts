import { type IsoDate } from '../../../platform/business-date.ts';
import { type Language } from '../../../platform/errors.ts';
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
  // One that was paid may be sent again, for the books of the customer.
  const isOpen = total.amount > 0;
  const nothing = pick(language, { nl: 'Er staat niets meer open.', en: 'Nothing is left to pay.' });
  const attached = pick(language, { nl: `Bij deze e-mail vind je factuur ${number} als pdf.`, en: `Invoice ${number} is attached as a PDF.` });
  const howToPay = pick(language, { nl: 'Je betaalt haar online of maakt het bedrag over.', en: 'You can pay it online or by bank transfer.' });
  return {
    subject: pick(language, { nl: `Factuur ${number} van ${sender.name}`, en: `Invoice ${number} from ${sender.name}` }),
    preview: isOpen ? pick(language, { nl: `${amount}, uiterlijk te betalen op ${due}`, en: `${amount}, due on ${due}` }) : nothing,
    greeting: greeting(customerName, language),
    paragraphs: [
      `${attached} ${isOpen ? howToPay : nothing}`,
    ],
    facts: [
      [pick(language, { nl: 'Factuur', en: 'Invoice' }), number],
      ...(isOpen ? open(language, amount, due) : []),
    ],
    button: { label: isOpen ? pick(language, { nl: 'Bekijken en betalen', en: 'View and pay' }) : pick(language, { nl: 'Bekijken', en: 'View' }), url: url(page) },
    closing: [
      pick(language, {
        nl: 'Klopt er iets niet? Antwoord op deze e-mail, dan kijken we ernaar.',
        en: 'Is something not right? Reply to this e-mail and we will look into it.',
      }),
    ],
  };
};

function open(language: Language, amount: string, due: string): [string, string][] {
  return [
    [pick(language, { nl: 'Te betalen', en: 'Amount due' }), amount],
    [pick(language, { nl: 'Uiterlijk op', en: 'Due date' }), due],
  ];
}

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
