import { type Language } from '../../../platform/text.ts';

/** The words of the public page, in both languages. */
const WORDS = {
  quote: { nl: 'Offerte', en: 'Quote' },
  for: { nl: 'Voor', en: 'For' },
  attention: { nl: 't.a.v.', en: 'attn.' },
  date: { nl: 'Datum', en: 'Date' },
  validUntil: { nl: 'Geldig tot en met', en: 'Valid until' },
  version: { nl: 'Versie', en: 'Version' },
  description: { nl: 'Omschrijving', en: 'Description' },
  quantity: { nl: 'Aantal', en: 'Quantity' },
  amount: { nl: 'Bedrag', en: 'Amount' },
  optional: { nl: 'Optioneel', en: 'Optional' },
  subtotal: { nl: 'Subtotaal', en: 'Subtotal' },
  discount: { nl: 'Korting', en: 'Discount' },
  total: { nl: 'Totaal', en: 'Total' },
  net: { nl: 'Totaal exclusief btw', en: 'Total excluding VAT' },
  gross: { nl: 'Totaal inclusief btw', en: 'Total including VAT' },
  vatOf: { nl: 'btw over', en: 'VAT on' },
  pricesWithVat: { nl: 'Bedragen per regel zijn inclusief btw.', en: 'Amounts per line include VAT.' },
  pricesWithoutVat: { nl: 'Bedragen per regel zijn exclusief btw.', en: 'Amounts per line exclude VAT.' },
  recalculate: { nl: 'Totaal bijwerken', en: 'Update total' },
  acceptTitle: { nl: 'Akkoord?', en: 'Do you agree?' },
  acceptText: {
    nl: 'Vul je naam in en aanvaard de offerte. Wij leggen je naam en het tijdstip vast, en je krijgt een bevestiging per e-mail.',
    en: 'Enter your name and accept the quote. We record your name and the time, and you get a confirmation by e-mail.',
  },
  name: { nl: 'Je naam', en: 'Your name' },
  accept: { nl: 'Offerte aanvaarden', en: 'Accept quote' },
  declineTitle: { nl: 'Liever niet', en: 'Rather not' },
  reason: { nl: 'Waarom niet? Dat helpt ons.', en: 'Why not? It helps us to know.' },
  decline: { nl: 'Offerte afwijzen', en: 'Decline quote' },
  questions: { nl: 'Vragen? Neem contact op met', en: 'Any questions? Please contact' },
  kvk: { nl: 'KvK', en: 'KvK' },
  vatNumber: { nl: 'Btw-nummer', en: 'VAT number' },
  expired: { nl: 'Deze offerte is verlopen', en: 'This quote has expired' },
  beingChanged: {
    nl: 'Deze offerte wordt op dit moment aangepast. Je krijgt de nieuwe versie per e-mail; hieronder staat de vorige.',
    en: 'This quote is being changed. You will get the new version by e-mail; below is the previous one.',
  },
  newerVersion: {
    nl: 'Je opende een link naar een eerdere versie. Dit is de nieuwste.',
    en: 'You opened a link to an earlier version. This is the latest one.',
  },
  pdf: { nl: 'Download als pdf', en: 'Download as PDF' },
} as const;

export type Word = keyof typeof WORDS;

/** Gives the words of one language. */
export function wordsIn(language: Language): (word: Word) => string {
  return (word) => WORDS[word][language];
}
