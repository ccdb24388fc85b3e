import { type IsoDate } from '../../platform/business-date.ts';
import { type Language, type Say } from '../../platform/errors.ts';
import { formatMoney } from '../../platform/money.ts';
import { percentText } from './percent-text.ts';
import { type PublicInvoice } from './public-invoice.ts';
import { type InvoiceStatus } from './status.ts';

/** What the page says about each status; nothing is called paid before it is. */
const STATUS: Readonly<Record<InvoiceStatus, Say>> = {
  draft: { nl: 'Deze factuur is nog een concept.', en: 'This invoice is still a draft.' },
  open: { nl: 'Deze factuur is nog niet betaald.', en: 'This invoice has not been paid yet.' },
  'partly-paid': { nl: 'Een deel van deze factuur is betaald.', en: 'Part of this invoice has been paid.' },
  overdue: { nl: 'De betaaltermijn van deze factuur is verstreken.', en: 'This invoice is overdue.' },
  paid: { nl: 'Deze factuur is betaald. Bedankt!', en: 'This invoice has been paid. Thank you!' },
  credited: { nl: 'Deze factuur is gecrediteerd; je hoeft niets te betalen.', en: 'This invoice has been credited; there is nothing to pay.' },
  'written-off': { nl: 'Deze factuur is gesloten.', en: 'This invoice has been closed.' },
};

const UNDER_WAY: Say = {
  nl: 'Bedankt! Zodra je bank de betaling bevestigt, staat de factuur hier als betaald. Meestal duurt dat een paar seconden; ververs de pagina om het te zien.',
  en: 'Thank you! As soon as your bank confirms the payment, this invoice shows as paid. That mostly takes a few seconds; reload the page to see it.',
};

const CREDITED: Say = { nl: 'Deze creditnota is verrekend met de factuur.', en: 'This credit note has been settled with the invoice.' };

/** All words of the public page of an invoice, in its language. */
export function pageWords(invoice: PublicInvoice) {
  const { language, currency, seller, number } = invoice;
  const say = (nl: string, en: string) => (language === 'nl' ? nl : en);
  const isCredit = invoice.kind === 'credit-note';
  const due = formatMoney({ amount: invoice.amounts.due, currency }, language);
  const dates: [string, string][] = [
    [say('Datum', 'Date'), dateText(invoice.issueDate, language)],
    ...(isCredit ? [] : [[say('Betalen uiterlijk op', 'Due date'), dateText(invoice.dueDate, language)] as [string, string]]),
  ];
  return {
    title: isCredit ? say('Creditnota', 'Credit note') : say('Factuur', 'Invoice'),
    status: (isCredit ? CREDITED : STATUS[invoice.status])[language],
    underWay: UNDER_WAY[language],
    facts: [[say('Voor', 'For'), invoice.buyer.name], ...dates, ...(isCredit ? [] : [[say('Nog te betalen', 'Amount due'), due]])] as [string, string][],
    pay: `${say('Betaal', 'Pay')} ${due}`,
    pdf: say('Bekijk de pdf', 'View the PDF'),
    transferTitle: say('Liever overmaken?', 'Prefer a bank transfer?'),
    transfer: [
      [say('Bedrag', 'Amount'), due],
      ['IBAN', seller.iban?.replace(/.{4}(?=.)/g, '$&\u00a0') ?? ''],
      [say('Op naam van', 'In the name of'), seller.legalName],
      [say('Onder vermelding van', 'Mentioning'), number],
    ] as [string, string][],
    questions: say('Vragen? Mail naar', 'Questions? Mail'),
    description: say('Omschrijving', 'Description'),
    quantity: say('Aantal', 'Quantity'),
    amount: say('Bedrag', 'Amount'),
    discount: say('Korting', 'Discount'),
    deposits: say('Al gefactureerde aanbetalingen', 'Deposits invoiced before'),
    net: say('Totaal exclusief btw', 'Total excluding VAT'),
    gross: say('Totaal inclusief btw', 'Total including VAT'),
    untaxed: say('Totaal', 'Total'),
    decimal: (quantity: string) => (language === 'nl' ? quantity.replace('.', ',') : quantity),
    vat: ({ category, rateBp }: { category: string; rateBp: number }) => {
      const rate = category === 'S' ? `${percentText(rateBp, language)} ` : '';
      return `${say('Btw', 'VAT')} ${rate}`.trim();
    },
  };
}

const LOCALE = { nl: 'nl-NL', en: 'en-GB' } as const satisfies Record<Language, string>;

function dateText(date: IsoDate, language: Language): string {
  return new Intl.DateTimeFormat(LOCALE[language], { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`));
}
