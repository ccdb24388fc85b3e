import { type Say } from '../../platform/errors.ts';
import { minor, toDecimalString, type Minor } from '../../platform/money.ts';
import { type Language } from '../../platform/text.ts';
import { type Order } from './order.ts';
import { STATUS_WORDS } from './status.ts';

/** One cell of an export: text, a decimal as digits, or a moment. */
export type Cell = { readonly text: string } | { readonly decimal: string } | { readonly moment: Date };

interface Column {
  readonly name: Say;
  readonly cell: (order: Order, language: Language) => Cell;
}

const SERVICES: Readonly<Record<Order['service'], Say>> = {
  'eat-in': { nl: 'hier eten', en: 'eat in' },
  collect: { nl: 'afhalen', en: 'collect' },
  deliver: { nl: 'bezorgen', en: 'deliver' },
};
const SOURCES: Readonly<Record<Order['source'], Say>> = {
  web: { nl: 'website', en: 'website' },
  app: { nl: 'app', en: 'app' },
  phone: { nl: 'telefoon', en: 'telephone' },
  counter: { nl: 'balie', en: 'counter' },
};

const text = (value: string | null): Cell => ({ text: value ?? '' });
const amount = ({ currency }: Order, value: Minor): Cell => ({ decimal: toDecimalString(value, currency) });

const COLUMNS: readonly Column[] = [
  { name: { nl: 'Nummer', en: 'Number' }, cell: ({ number }) => text(number) },
  { name: { nl: 'Besteld', en: 'Placed' }, cell: ({ placedAt }) => ({ moment: placedAt }) },
  { name: { nl: 'Voor', en: 'Due' }, cell: ({ dueAt }) => ({ moment: dueAt }) },
  { name: { nl: 'Status', en: 'Status' }, cell: ({ status }, language) => text(STATUS_WORDS[status][language]) },
  { name: { nl: 'Soort', en: 'Service' }, cell: ({ service }, language) => text(SERVICES[service][language]) },
  { name: { nl: 'Herkomst', en: 'Source' }, cell: ({ source }, language) => text(SOURCES[source][language]) },
  { name: { nl: 'Winkel', en: 'Shop' }, cell: ({ shopName }) => text(shopName) },
  { name: { nl: 'Naam', en: 'Name' }, cell: ({ customer }) => text(customer.name) },
  { name: { nl: 'E-mail', en: 'E-mail' }, cell: ({ customer }) => text(customer.email) },
  { name: { nl: 'Telefoon', en: 'Telephone' }, cell: ({ customer }) => text(customer.phone) },
  { name: { nl: 'Postcode', en: 'Postal code' }, cell: ({ address }) => text(address?.postalCode ?? null) },
  { name: { nl: 'Regels', en: 'Lines' }, cell: ({ lines }) => text(lines.map(({ quantity, name }) => `${quantity} × ${name}`).join('; ')) },
  { name: { nl: 'Codes', en: 'Codes' }, cell: ({ promotions }) => text(promotions.map(({ code }) => code).join(' ')) },
  { name: { nl: 'Goederen', en: 'Goods' }, cell: (order) => amount(order, order.totals.goods) },
  { name: { nl: 'Korting', en: 'Discount' }, cell: (order) => amount(order, order.totals.discount) },
  { name: { nl: 'Toeslagen', en: 'Fees' }, cell: (order) => amount(order, order.totals.fees) },
  { name: { nl: 'Zonder btw', en: 'Without VAT' }, cell: (order) => amount(order, order.totals.net) },
  { name: { nl: 'Btw 9 %', en: 'VAT 9 %' }, cell: (order) => amount(order, vatAt(order, 900)) },
  { name: { nl: 'Btw 21 %', en: 'VAT 21 %' }, cell: (order) => amount(order, vatAt(order, 2100)) },
  { name: { nl: 'Btw', en: 'VAT' }, cell: (order) => amount(order, order.totals.vat) },
  { name: { nl: 'Fooi', en: 'Tip' }, cell: (order) => amount(order, order.totals.tip) },
  { name: { nl: 'Te betalen', en: 'To pay' }, cell: (order) => amount(order, order.totals.toPay) },
  { name: { nl: 'Betaald', en: 'Paid' }, cell: (order) => amount(order, order.payment.paid) },
  { name: { nl: 'Munt', en: 'Currency' }, cell: ({ currency }) => text(currency) },
];

function vatAt({ vat }: Order, rateBp: number): Minor {
  return minor(vat.reduce((all, group) => (group.rateBp === rateBp ? all + group.vat : all), 0));
}

export function headerOf(language: Language): string[] {
  return COLUMNS.map(({ name }) => name[language]);
}

export function rowOf(order: Order, language: Language): Cell[] {
  return COLUMNS.map(({ cell }) => cell(order, language));
}

/** A cell as CSV has it: the decimal comma of Dutch spreadsheets, moments by the shop's clock. */
export function cellText(cell: Cell, language: Language, timeZone: string): string {
  if ('text' in cell) return cell.text;
  if ('decimal' in cell) return language === 'nl' ? cell.decimal.replace('.', ',') : cell.decimal;
  // The Swedish form is year-month-day, which every spreadsheet sorts and reads.
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(cell.moment);
}
