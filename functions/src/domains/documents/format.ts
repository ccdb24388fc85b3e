/** How numbers, amounts and dates are written. Own tables, so that no other ICU version changes a stored PDF. */
import { exponentOf, type Currency } from '../../platform/currency-decimals.ts';
import type { IsoDate } from '../../platform/business-date.ts';
import type { DocumentLanguage } from './document-model.ts';

const NBSP = '\u00a0';
const MINUS = '\u2212';
const MARKS = { nl: { decimal: ',', group: '.' }, en: { decimal: '.', group: ',' } } as const;
const SYMBOLS: Partial<Record<Currency, string>> = { EUR: '€', GBP: '£', USD: 'US$' };

const MONTHS = {
  nl: ['januari', 'februari', 'maart', 'april', 'mei', 'juni', 'juli', 'augustus', 'september', 'oktober', 'november', 'december'],
  en: ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'],
} as const;

function grouped(integer: string, mark: string): string {
  return integer.replace(/\B(?=(\d{3})+$)/g, mark);
}

/** The digits of an amount without its currency: `1.234,50`. */
export function formatAmount(minor: number, currency: Currency, language: DocumentLanguage): string {
  const exponent = exponentOf(currency);
  const digits = String(Math.abs(minor)).padStart(exponent + 1, '0');
  const { decimal, group } = MARKS[language];
  const integer = grouped(exponent ? digits.slice(0, -exponent) : digits, group);
  const fraction = exponent ? decimal + digits.slice(-exponent) : '';
  return `${minor < 0 ? MINUS : ''}${integer}${fraction}`;
}

/** An amount with its currency: `€ 1.234,50`, `€1,234.50`, `CHF 12.30`. */
export function formatMoney(minor: number, currency: Currency, language: DocumentLanguage): string {
  const amount = formatAmount(minor, currency, language);
  const symbol = SYMBOLS[currency];
  if (!symbol) return `${currency}${NBSP}${amount}`;
  const space = language === 'nl' ? NBSP : '';
  return minor < 0 ? `${MINUS}${symbol}${space}${amount.slice(1)}` : `${symbol}${space}${amount}`;
}

/** A decimal string as people of the language write it; zeros that carry nothing are dropped. */
export function formatDecimal(text: string, language: DocumentLanguage): string {
  const [integer = '0', fraction = ''] = text.replace('-', '').split('.');
  const { decimal, group } = MARKS[language];
  const tail = fraction.replace(/0+$/, '');
  return `${text.startsWith('-') ? MINUS : ''}${grouped(integer, group)}${tail ? decimal + tail : ''}`;
}

/** Basis points as a percentage: 2100 is `21%`, 650 is `6,5%`. */
export function formatRate(basisPoints: number, language: DocumentLanguage): string {
  const digits = String(basisPoints).padStart(3, '0');
  return `${formatDecimal(`${digits.slice(0, -2)}.${digits.slice(-2)}`, language)}%`;
}

/** `21 november 2026`. */
export function formatDate(date: IsoDate, language: DocumentLanguage): string {
  const [year = '', month = '', day = ''] = date.split('-');
  const name = MONTHS[language][Number(month) - 1] ?? month;
  return [day.replace(/^0/, ''), name, year].join(NBSP);
}

/** Both ends of a period, both included: `1 oktober 2026 – 31 oktober 2026`. */
export function formatPeriod(period: { readonly from: IsoDate; readonly to: IsoDate }, language: DocumentLanguage): string {
  if (period.from === period.to) return formatDate(period.from, language);
  return `${formatDate(period.from, language)} – ${formatDate(period.to, language)}`;
}

/** An IBAN in groups of four. */
export function formatIban(iban: string): string {
  return (iban.replace(/\s/g, '').match(/.{1,4}/g) ?? []).join(NBSP);
}
