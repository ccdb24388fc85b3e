import { type IsoDate } from '../../platform/business-date.ts';
import { type Language, type Say } from '../../platform/errors.ts';
import { addMinor, formatMoney, type Minor } from '../../platform/money.ts';
import { type IssuedInvoice } from './frozen.ts';
import { type ReminderLevel, type SentReminder } from './reminder-steps.ts';

/** Over the letter. */
export const REMINDER_TITLES: Readonly<Record<ReminderLevel, Say>> = {
  friendly: { nl: 'Herinnering', en: 'Reminder' },
  second: { nl: 'Tweede herinnering', en: 'Second reminder' },
  final: { nl: 'Laatste herinnering', en: 'Final reminder' },
};

const WORDS: Readonly<Record<ReminderLevel, Say>> = {
  friendly: {
    nl: 'Misschien is het je ontschoten: deze factuur staat nog open. Is je betaling al onderweg, dan kun je dit bericht negeren.',
    en: 'It may have slipped your mind: this invoice is still open. If your payment is on its way, please ignore this message.',
  },
  second: {
    nl: 'Deze factuur staat ook na onze herinnering nog open. Wil je haar binnen zeven dagen betalen?',
    en: 'This invoice is still open after our reminder. Would you please pay it within seven days?',
  },
  final: {
    nl: 'Dit is onze laatste herinnering. Blijft je betaling uit, dan geven we de factuur uit handen.',
    en: 'This is our last reminder. If your payment does not arrive, we hand the invoice over for collection.',
  },
};

/**
 * What a reminder says, in the language of the invoice.
 * @param text the organisation's own words, in place of ours
 */
export function reminderWords(invoice: IssuedInvoice, { level, costs, due }: SentReminder, text: string | null): string[] {
  const { language, buyer } = invoice;
  const own = (text ?? WORDS[level][language]).split('\n').filter((paragraph) => paragraph.trim() !== '');
  if (costs === null) return own;
  const { interest, collection, collectionAfter } = costs;
  if (buyer.kind === 'private' && collectionAfter !== null) {
    return level === 'final' ? [...own, ...interestWords(language, interest), fourteenDays(language, addMinor(due, interest), collection, collectionAfter)] : [...own, ...interestWords(language, interest)];
  }
  return [...own, costWords(language, collection), ...interestWords(language, interest)];
}

const euro = (amount: Minor, language: Language): string => formatMoney({ amount, currency: 'EUR' }, language);

/** The letter of article 6:96, paragraph 6, BW: how much, until when, and what it costs after that. */
function fourteenDays(language: Language, due: Minor, collection: Minor, lastDay: IsoDate): string {
  const [amount, cost, day] = [euro(due, language), euro(collection, language), dateText(lastDay, language)];
  return language === 'nl'
    ? `Je hebt vanaf de dag nadat je deze brief hebt ontvangen nog veertien dagen om ${amount} te betalen; wij rekenen tot en met ${day}. Betaal je niet binnen die termijn, dan ben je ${cost} aan incassokosten verschuldigd.`
    : `You have fourteen days to pay ${amount}, counted from the day after you receive this letter; we count up to and including ${day}. If you do not pay within that time, you will owe ${cost} in collection cost.`;
}

function costWords(language: Language, collection: Minor): string {
  const cost = euro(collection, language);
  return language === 'nl'
    ? `Omdat de betaaltermijn is verstreken, ben je ook ${cost} aan incassokosten verschuldigd.`
    : `Since the invoice is overdue, you also owe ${cost} in collection cost.`;
}

function interestWords(language: Language, interest: Minor): string[] {
  if (interest === 0) return [];
  const sum = euro(interest, language);
  return [language === 'nl' ? `De wettelijke rente tot vandaag is ${sum}.` : `Statutory interest up to today is ${sum}.`];
}

function dateText(date: IsoDate, language: Language): string {
  const locale = language === 'nl' ? 'nl-NL' : 'en-GB';
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`));
}
