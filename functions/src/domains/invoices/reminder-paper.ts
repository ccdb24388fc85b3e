import { addMinor, subtractMinor, ZERO, type Minor } from '../../platform/money.ts';
import { type Tenant } from '../../platform/tenancy.ts';
import { formatDate, type PaperDocument, type PaperLine } from '../documents/api.ts';
import { type IssuedInvoice } from './frozen.ts';
import { buyerOnPaper, publicUrl, sellerOnPaper, type Logo } from './paper-parties.ts';
import { type SentReminder } from './reminder-steps.ts';
import { REMINDER_TITLES } from './reminder-words.ts';

/** The letter of a reminder: what it says, the invoice that is open, and the costs that are owed already. */
export function reminderPaper(org: Tenant, invoice: IssuedInvoice, reminder: SentReminder, words: readonly string[], logo: Logo | undefined): PaperDocument {
  const { language, currency, number, issueDate, dueDate, seller } = invoice;
  const costs = owedCosts(reminder);
  const invoiceLine = language === 'nl' ? `Factuur ${number}` : `Invoice ${number}`;
  const detail = language === 'nl' ? `Te betalen vóór of op ${formatDate(dueDate, language)}` : `Was due on ${formatDate(dueDate, language)}`;
  const { gross } = invoice.totals;
  const received = subtractMinor(gross, reminder.due);
  const total = addMinor(reminder.due, addMinor(costs.interest, costs.collection));
  const costLines = [
    ...(costs.interest === 0 ? [] : [line(language === 'nl' ? 'Wettelijke rente' : 'Statutory interest', costs.interest)]),
    ...(costs.collection === 0 ? [] : [line(language === 'nl' ? 'Incassokosten' : 'Collection cost', costs.collection)]),
  ];
  return {
    kind: 'reminder',
    language,
    title: REMINDER_TITLES[reminder.level][language],
    seller: sellerOnPaper(invoice),
    buyer: buyerOnPaper(invoice),
    number,
    issueDate: reminder.on,
    original: { number, date: issueDate },
    currency,
    intro: words,
    lines: [
      { ...line(invoiceLine, gross), detail },
      ...(received === 0 ? [] : [line(language === 'nl' ? 'Al betaald of verrekend' : 'Paid or settled already', subtractMinor(ZERO, received))]),
      ...costLines,
    ],
    vat: [],
    totals: { netMinor: total, vatMinor: 0, grossMinor: total, prepaidMinor: 0, dueMinor: total },
    payment: { reference: number, url: publicUrl(org, invoice) },
    brand: { colour: seller.branding.colour, logo },
  };
}

/** Interest and collection cost that a letter claims now; a consumer owes the latter only after the letter. */
export function owedCosts({ costs }: SentReminder): { readonly interest: Minor; readonly collection: Minor } {
  if (costs === null) return { interest: ZERO, collection: ZERO };
  return { interest: costs.interest, collection: costs.collectionAfter === null ? costs.collection : ZERO };
}

function line(description: string, netMinor: Minor): PaperLine {
  return { description, netMinor, vatRateBp: null, vatCategory: 'O' };
}
