import { html, type Html } from '../../../platform/html.ts';
import { type IsoDate } from '../../../platform/business-date.ts';
import { type Language } from '../../../platform/text.ts';

const LOCALE: Record<Language, string> = { nl: 'nl-NL', en: 'en-GB' };

/** `21 november 2026` */
export function longDate(date: IsoDate, language: Language): string {
  return new Intl.DateTimeFormat(LOCALE[language], { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`));
}

/** `21 november 2026 om 10:15`, where the seller is. */
export function longMoment(moment: Date, language: Language, timeZone: string): string {
  return new Intl.DateTimeFormat(LOCALE[language], { dateStyle: 'long', timeStyle: 'short', timeZone }).format(moment);
}

/** A decimal as the language writes it: `2.5` becomes `2,5` in Dutch. */
export function plainNumber(decimal: string, language: Language): string {
  return new Intl.NumberFormat(LOCALE[language], { maximumFractionDigits: 6 }).format(decimal as Intl.StringNumericLiteral);
}

/** Basis points as a percentage: 2100 becomes `21%`. */
export function percentage(basisPoints: number, language: Language): string {
  const decimal = `${basisPoints}E-4` as Intl.StringNumericLiteral;
  return new Intl.NumberFormat(LOCALE[language], { style: 'percent', maximumFractionDigits: 2 }).format(decimal);
}

/** Text of several lines as paragraphs. */
export function paragraphs(text: string | null): Html[] {
  if (text === null) return [];
  const blocks = text.split(/\n{2,}/).filter((block) => block.trim() !== '');
  return blocks.map((block) => html`<p>${block.split('\n').map((line, index) => html`${index > 0 && html`<br>`}${line}`)}</p>`);
}
