import type { DocumentKind, DocumentLanguage } from './document-model.ts';

/** The fixed words of a document. `{…}` is filled in by `fill`. */
export interface Labels {
  readonly locale: string;
  readonly title: Record<DocumentKind, string>;
  readonly number: Record<DocumentKind, string>;
  readonly date: Record<DocumentKind, string>;
  readonly dueDate: Record<DocumentKind, string>;
  readonly supplyDate: string;
  readonly period: string;
  readonly reference: string;
  readonly orderReference: string;
  readonly original: string;
  readonly originalOf: string;
  readonly buyerVat: string;
  readonly buyerKvk: string;
  readonly contact: string;
  readonly kvk: string;
  readonly vatNumber: string;
  readonly description: string;
  readonly quantity: string;
  readonly unitPrice: string;
  readonly discount: string;
  readonly vat: string;
  readonly amount: string;
  readonly optional: string;
  readonly chosen: string;
  readonly carriedForward: string;
  readonly broughtForward: string;
  readonly subtotal: string;
  readonly net: string;
  /** The sum of a document on which no VAT is charged. */
  readonly untaxed: string;
  readonly vatTotal: string;
  readonly gross: Record<DocumentKind, string>;
  readonly deducted: string;
  readonly due: Record<DocumentKind, string>;
  readonly vatTable: string;
  readonly vatRate: string;
  readonly vatBase: string;
  readonly vatAmount: string;
  readonly vatInEuro: string;
  readonly exempt: string;
  readonly reverseCharge: string;
  readonly outsideVat: string;
  readonly exchangeRate: string;
  readonly payTitle: string;
  readonly payBefore: string;
  readonly pay: string;
  readonly accountHolder: string;
  readonly payReference: string;
  readonly scanBank: string;
  readonly scanLink: string;
  readonly payOnline: string;
  readonly acceptTitle: string;
  readonly acceptOnline: string;
  readonly openOnline: string;
  readonly scanAccept: string;
  readonly page: string;
  readonly logo: string;
}

const dutch: Labels = {
  locale: 'nl-NL',
  title: { invoice: 'Factuur', 'credit-note': 'Creditnota', quote: 'Offerte', reminder: 'Betalingsherinnering' },
  number: { invoice: 'Factuurnummer', 'credit-note': 'Creditnotanummer', quote: 'Offertenummer', reminder: 'Kenmerk' },
  date: { invoice: 'Factuurdatum', 'credit-note': 'Datum', quote: 'Offertedatum', reminder: 'Datum' },
  dueDate: { invoice: 'Vervaldatum', 'credit-note': 'Vervaldatum', quote: 'Geldig tot en met', reminder: 'Uiterlijk te betalen' },
  supplyDate: 'Leverdatum',
  period: 'Periode',
  reference: 'Referentie',
  orderReference: 'Ordernummer',
  original: 'Bij factuur',
  originalOf: '{number}\nvan {date}',
  buyerVat: 'Btw-nummer klant',
  buyerKvk: 'KvK-nummer klant',
  contact: 't.a.v. {name}',
  kvk: 'KvK',
  vatNumber: 'Btw',
  description: 'Omschrijving',
  quantity: 'Aantal',
  unitPrice: 'Prijs',
  discount: 'Korting',
  vat: 'Btw',
  amount: 'Bedrag',
  optional: 'Optioneel, niet in het totaal',
  chosen: 'Gekozen optie',
  carriedForward: 'Transport naar volgende pagina',
  broughtForward: 'Transport van vorige pagina',
  subtotal: 'Subtotaal',
  net: 'Totaal exclusief btw',
  untaxed: 'Totaal',
  vatTotal: 'Btw',
  gross: {
    invoice: 'Totaal inclusief btw',
    'credit-note': 'Totaal inclusief btw',
    quote: 'Totaal inclusief btw',
    reminder: 'Totaal',
  },
  deducted: 'In mindering',
  due: { invoice: 'Te betalen', 'credit-note': 'Creditbedrag', quote: 'Offertebedrag', reminder: 'Te betalen' },
  vatTable: 'Btw-specificatie',
  vatRate: 'Tarief',
  vatBase: 'Over',
  vatAmount: 'Btw',
  vatInEuro: 'Btw in euro',
  exempt: 'Vrijgesteld',
  reverseCharge: 'Verlegd',
  outsideVat: 'Geen btw',
  exchangeRate: 'Koers: 1 EUR = {rate} {currency} op {date} ({source}).',
  payTitle: 'Betaling',
  payBefore: 'Graag {amount} betalen, uiterlijk op {date}.',
  pay: 'Graag {amount} betalen.',
  accountHolder: 't.n.v. {name}',
  payReference: 'onder vermelding van {reference}',
  scanBank: 'Scan met bank-app',
  scanLink: 'Betaal online',
  payOnline: 'Online betalen op {host}',
  acceptTitle: 'Akkoord',
  acceptOnline: 'Bekijk de offerte online en geef daar akkoord.',
  openOnline: 'Naar de offerte op {host}',
  scanAccept: 'Bekijk online',
  page: 'Pagina {page} van {pages}',
  logo: 'Logo van {name}',
};

const english: Labels = {
  locale: 'en-GB',
  title: { invoice: 'Invoice', 'credit-note': 'Credit note', quote: 'Quote', reminder: 'Payment reminder' },
  number: { invoice: 'Invoice number', 'credit-note': 'Credit note number', quote: 'Quote number', reminder: 'Reference' },
  date: { invoice: 'Invoice date', 'credit-note': 'Date', quote: 'Quote date', reminder: 'Date' },
  dueDate: { invoice: 'Due date', 'credit-note': 'Due date', quote: 'Valid until', reminder: 'Please pay by' },
  supplyDate: 'Date of supply',
  period: 'Period',
  reference: 'Your reference',
  orderReference: 'Your order number',
  original: 'For invoice',
  originalOf: '{number}\nof {date}',
  buyerVat: 'Your VAT number',
  buyerKvk: 'Your registration number',
  contact: 'Attn. {name}',
  kvk: 'Chamber of Commerce (KvK)',
  vatNumber: 'VAT',
  description: 'Description',
  quantity: 'Quantity',
  unitPrice: 'Price',
  discount: 'Discount',
  vat: 'VAT',
  amount: 'Amount',
  optional: 'Optional, not in the total',
  chosen: 'Chosen option',
  carriedForward: 'Carried forward',
  broughtForward: 'Brought forward',
  subtotal: 'Subtotal',
  net: 'Total excluding VAT',
  untaxed: 'Total',
  vatTotal: 'VAT',
  gross: {
    invoice: 'Total including VAT',
    'credit-note': 'Total including VAT',
    quote: 'Total including VAT',
    reminder: 'Total',
  },
  deducted: 'Deducted',
  due: { invoice: 'Amount due', 'credit-note': 'Amount credited', quote: 'Quote total', reminder: 'Amount due' },
  vatTable: 'VAT summary',
  vatRate: 'Rate',
  vatBase: 'On',
  vatAmount: 'VAT',
  vatInEuro: 'VAT in euro',
  exempt: 'Exempt',
  reverseCharge: 'Reverse charge',
  outsideVat: 'No VAT',
  exchangeRate: 'Rate: 1 EUR = {rate} {currency} on {date} ({source}).',
  payTitle: 'Payment',
  payBefore: 'Please pay {amount} by {date}.',
  pay: 'Please pay {amount}.',
  accountHolder: 'in the name of {name}',
  payReference: 'stating {reference}',
  scanBank: 'Scan with your bank app',
  scanLink: 'Pay online',
  payOnline: 'Pay online at {host}',
  acceptTitle: 'Acceptance',
  acceptOnline: 'View the quote online and accept it there.',
  openOnline: 'Go to the quote at {host}',
  scanAccept: 'View online',
  page: 'Page {page} of {pages}',
  logo: 'Logo of {name}',
};

/** The words of each language; a missing one does not compile. */
export const labels: Record<DocumentLanguage, Labels> = { nl: dutch, en: english };

/** Puts values in the `{places}` of a text. A place without a value stays as it is. */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (place, name: string) => String(values[name] ?? place));
}
