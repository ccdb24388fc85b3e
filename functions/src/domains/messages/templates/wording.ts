import { type IsoDate } from '../../../platform/business-date.ts';
import { type Currency, formatMoney, minor } from '../../../platform/money.ts';
import { type Language } from '../../../platform/errors.ts';

/** An amount in minor units with its currency, as templates get it. */
export interface Amount {
  readonly amount: number;
  readonly currency: Currency;
}

const LOCALE: Record<Language, string> = { nl: 'nl-NL', en: 'en-GB' };

export function amountText({ amount, currency }: Amount, language: Language): string {
  return formatMoney({ amount: minor(amount), currency }, language);
}

/** `21 november 2026` */
export function dateText(date: IsoDate, language: Language): string {
  return new Intl.DateTimeFormat(LOCALE[language], { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`));
}

/** `21 november 2026 om 10:15` */
export function momentText(moment: Date, language: Language, timeZone: string): string {
  return new Intl.DateTimeFormat(LOCALE[language], { dateStyle: 'long', timeStyle: 'short', timeZone }).format(moment);
}

export function greeting(name: string | null, language: Language): string {
  if (name === null || name === '') return language === 'nl' ? 'Beste lezer,' : 'Hello,';
  return language === 'nl' ? `Beste ${name},` : `Dear ${name},`;
}
