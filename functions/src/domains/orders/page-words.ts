import { type Language, type Say } from '../../platform/errors.ts';
import { type PublicOrder } from './public-order.ts';
import { type OrderStatus } from './status.ts';

/** What the page says about each status, as its headline. */
const HEADLINES: Readonly<Record<OrderStatus, Say>> = {
  pending: { nl: 'We hebben je bestelling ontvangen', en: 'We have received your order' },
  paid: { nl: 'Je bestelling is betaald', en: 'Your order has been paid' },
  accepted: { nl: 'Je bestelling is aangenomen', en: 'Your order has been accepted' },
  preparing: { nl: 'Je bestelling wordt bereid', en: 'Your order is being prepared' },
  ready: { nl: 'Je bestelling staat klaar', en: 'Your order is ready' },
  'out-for-delivery': { nl: 'Je bestelling is onderweg', en: 'Your order is on its way' },
  delivered: { nl: 'Je bestelling is bezorgd', en: 'Your order has been delivered' },
  completed: { nl: 'Eet smakelijk!', en: 'Enjoy your meal!' },
  cancelled: { nl: 'Je bestelling is geannuleerd', en: 'Your order has been cancelled' },
  refunded: { nl: 'Je bestelling is terugbetaald', en: 'Your order has been refunded' },
};

const WORDS = {
  order: { nl: 'Bestelling', en: 'Order' },
  expected: { nl: 'Verwacht om', en: 'Expected at' },
  readyAt: { nl: 'Klaar om', en: 'Ready at' },
  placed: { nl: 'Besteld op', en: 'Ordered on' },
  table: { nl: 'Tafel', en: 'Table' },
  toPay: { nl: 'Nog te betalen', en: 'To pay' },
  what: { nl: 'Wat', en: 'What' },
  quantity: { nl: 'Aantal', en: 'Quantity' },
  amount: { nl: 'Bedrag', en: 'Amount' },
  delivery: { nl: 'Bezorgkosten', en: 'Delivery' },
  service: { nl: 'Toeslag', en: 'Service fee' },
  discount: { nl: 'Korting', en: 'Discount' },
  tip: { nl: 'Fooi', en: 'Tip' },
  total: { nl: 'Totaal', en: 'Total' },
  vat: { nl: 'Waarvan btw', en: 'Of which VAT' },
  pay: { nl: 'Nu betalen', en: 'Pay now' },
  withdraw: { nl: 'Bestelling annuleren', en: 'Cancel this order' },
  history: { nl: 'Verloop', en: 'History' },
  underWay: {
    nl: 'Bedankt! Zodra je bank de betaling bevestigt, staat dat hier. Meestal duurt dat een paar seconden.',
    en: 'Thank you! As soon as your bank confirms the payment, it shows here. That mostly takes a few seconds.',
  },
  refreshes: { nl: 'Deze pagina ververst zichzelf.', en: 'This page refreshes by itself.' },
} as const satisfies Record<string, Say>;

export type PageWord = keyof typeof WORDS;

export function wordsIn(language: Language): (word: PageWord) => string {
  return (word) => WORDS[word][language];
}

export function headline({ status, language }: Pick<PublicOrder, 'status' | 'language'>): string {
  return HEADLINES[status][language];
}

/** A status as a line of the history. */
export function stepText(status: OrderStatus, language: Language): string {
  return HEADLINES[status][language];
}

/** `21 november 18:30`, by the shop's clock. */
export function timeText(at: Date, { language, timeZone }: Pick<PublicOrder, 'language' | 'timeZone'>): string {
  const locale = language === 'nl' ? 'nl-NL' : 'en-GB';
  return new Intl.DateTimeFormat(locale, { timeZone, day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit' }).format(at);
}
