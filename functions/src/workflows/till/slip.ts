import { businessDate } from '../../platform/business-date.ts';
import { minor, sumMinor, type Minor } from '../../platform/money.ts';
import { type Language } from '../../platform/text.ts';
import { type Organisation } from '../../domains/accounts/api.ts';
import { formatDate, formatMoney, formatRate, type SlipDocument, type SlipRow, type SlipTable } from '../../domains/documents/api.ts';
import { type Invoice } from '../../domains/invoices/api.ts';
import { type Order } from '../../domains/orders/api.ts';
import { type TillMovement } from '../../domains/till/api.ts';
import { slipWords } from './slip-words.ts';

/** What a receipt is about. */
export interface Sold {
  readonly language: Language;
  readonly name: 'invoice' | 'order';
  readonly number: string;
  readonly lines: readonly SlipRow[];
  /** What is still to be paid of it now. */
  readonly due: Minor;
}

type Money = (amount: Minor) => string;

/** The lines of an invoice as it has them, with VAT or without, and what they come to. */
export function invoiceRows({ lines, totals, priceMode, currency, language }: Invoice): SlipRow[] {
  const words = slipWords[language];
  const money: Money = (amount) => formatMoney(amount, currency, language);
  const listed = sumMinor(lines.map(({ typed }) => typed.amount));
  const adjusted = minor((priceMode === 'inclusive' ? totals.gross : totals.net) - listed);
  return [
    ...lines.map(({ quantity, unit, description, typed }) => ({ label: `${quantityOf(quantity, language)}${unit === null ? '' : ` ${unit}`} × ${description}`, value: money(typed.amount) })),
    ...row(words.discount, adjusted, money),
    ...(priceMode === 'inclusive' ? [] : [...row(words.net, totals.net, money), ...row(words.vat, totals.vat, money)]),
    { label: words.total, value: money(totals.gross), style: 'total' as const },
  ];
}

/** The lines of an order, its prices with VAT, with options, fees and the tip. */
export function orderRows({ lines, fees, promotions, totals, currency, customer }: Order): SlipRow[] {
  const words = slipWords[customer.language];
  const money: Money = (amount) => formatMoney(amount, currency, customer.language);
  return [
    ...lines.flatMap(({ quantity, name, gross, options, parts }) => [
      { label: `${quantity} × ${name}`, value: money(gross) },
      ...[...options, ...parts.flatMap((part) => [{ name: part.name, quantity: 1 }, ...part.options])].map((option) => ({ label: option.quantity === 1 ? option.name : `${option.quantity} × ${option.name}`, style: 'detail' as const })),
    ]),
    ...fees.flatMap(({ kind, gross }) => row(words[kind], gross, money)),
    ...promotions.flatMap(({ name, discount }) => row(name, minor(-discount), money)),
    ...row(words.tip, totals.tip, money),
    { label: words.total, value: money(totals.toPay), style: 'total' as const },
  ];
}

/** A row, unless it would say nothing. */
function row(label: string, amount: Minor, money: Money): SlipRow[] {
  return amount === 0 ? [] : [{ label, value: money(amount) }];
}

function quantityOf(quantity: string, language: Language): string {
  return language === 'nl' ? quantity.replace('.', ',') : quantity;
}

/** The receipt of one sale or refund at the counter, in the language of whoever bought. */
export function slipOf(organisation: Organisation, tillName: string, movement: TillMovement, sold: Sold): SlipDocument {
  const { language } = sold;
  const words = slipWords[language];
  const title = movement.kind === 'sale' ? words.receipt : words.refund;
  const { name, address, kvkNumber, vatNumber, phone, website, timeZone } = organisation;
  const date = businessDate(movement.at, timeZone);
  const shown = organisation.tradeName ?? name;
  return {
    language,
    title: `${title} ${sold.number}`,
    name: shown,
    head: [
      ...(shown === name ? [] : [name]),
      `${address.street}, ${address.postalCode} ${address.city}`,
      ...[phone, website?.replace(/^https?:\/\/(www\.)?/, '').replace(/\/$/, '') ?? null].filter((contact) => contact !== null),
      [kvkNumber === null ? '' : `${words.kvk} ${kvkNumber}`, vatNumber === null ? '' : `${words.vatNumber} ${vatNumber}`].filter((text) => text !== '').join('  ·  '),
    ].filter((text) => text !== ''),
    parts: [
      [
        { label: title, value: `${formatDate(date, language)}, ${timeOf(movement.at, timeZone)}`, style: 'strong' },
        { label: words[sold.name], value: sold.number },
        { label: words.till, value: tillName },
      ],
      ...(movement.kind === 'sale' ? [sold.lines] : []),
      moneyRows(movement, sold),
      vatTable(movement, language),
    ],
    foot: movement.kind === 'sale' ? [words.thanks] : [movement.reason ?? ''].filter((text) => text !== ''),
    author: name,
    date,
  };
}

function timeOf(at: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' }).format(at);
}

function moneyRows({ kind, method, amount, received, tendered, change, reference, currency }: TillMovement, { language, due }: Sold): SlipRow[] {
  const words = slipWords[language];
  const money: Money = (value) => formatMoney(value, currency, language);
  const turned = (value: Minor) => minor(kind === 'sale' ? value : -value);
  // Paid whole and to the cent, the total above says it already.
  const isPlain = kind === 'sale' && due <= 0 && received === amount;
  return [
    ...(isPlain ? [] : [{ label: kind === 'sale' ? words.paid : words.back, value: money(turned(amount)), style: 'strong' as const }]),
    ...row(words.rounding, turned(minor(received - amount)), money),
    { label: words[method], value: money(turned(received)), ...(isPlain ? { style: 'strong' as const } : {}) },
    ...(tendered === null || tendered === received ? [] : [{ label: words.tendered, value: money(tendered) }, { label: words.change, value: money(change ?? minor(0)) }]),
    ...(reference === null ? [] : [{ label: words.slip, value: reference }]),
    ...(due > 0 ? [{ label: words.due, value: money(due), style: 'strong' as const }] : []),
  ];
}

function vatTable({ vat, currency }: TillMovement, language: Language): SlipTable {
  const { rate, without, vat: tax, with: including, none } = slipWords[language];
  const rows = vat.map((part) => [
    part.category === 'S' ? formatRate(part.rateBp, language) : none,
    ...[part.net, part.vat, part.gross].map((amount) => formatMoney(amount, currency, language)),
  ]);
  return { columns: [rate, without, tax, including], rows };
}
