import { type Language } from '../../../platform/errors.ts';
import { amountText, type Amount } from './wording.ts';

/** What a phone shows, and where a tap leads (`path` inside the app). */
export interface PushContent {
  readonly title: string;
  readonly body: string;
  readonly path: string;
}

type PushTemplate<Data> = (data: Data, language: Language) => PushContent;

interface QuoteFact {
  readonly quoteId: string;
  readonly number: string;
  readonly customerName: string;
  readonly total: Amount;
}

interface PaymentFact {
  readonly invoiceId: string;
  readonly number: string;
  readonly customerName: string;
  readonly amount: Amount;
}

const quoteAccepted: PushTemplate<QuoteFact> = ({ quoteId, number, customerName, total }, language) => ({
  title: language === 'nl' ? `Offerte ${number} aanvaard` : `Quote ${number} accepted`,
  body: `${customerName} · ${amountText(total, language)}`,
  path: `/quotes/${quoteId}`,
});

const quoteDeclined: PushTemplate<QuoteFact> = ({ quoteId, number, customerName }, language) => ({
  title: language === 'nl' ? `Offerte ${number} afgewezen` : `Quote ${number} declined`,
  body: customerName,
  path: `/quotes/${quoteId}`,
});

const invoicePaid: PushTemplate<PaymentFact> = ({ invoiceId, number, customerName, amount }, language) => ({
  title: language === 'nl' ? `Factuur ${number} betaald` : `Invoice ${number} paid`,
  body: `${customerName} · ${amountText(amount, language)}`,
  path: `/invoices/${invoiceId}`,
});

const paymentReceived: PushTemplate<PaymentFact> = ({ invoiceId, number, customerName, amount }, language) => ({
  title: language === 'nl' ? `Betaling ontvangen voor ${number}` : `Payment received for ${number}`,
  body: `${customerName} · ${amountText(amount, language)}`,
  path: `/invoices/${invoiceId}`,
});

const paymentFailed: PushTemplate<PaymentFact> = ({ invoiceId, number, customerName, amount }, language) => ({
  title: language === 'nl' ? `Betaling voor ${number} mislukt` : `Payment for ${number} failed`,
  body: `${customerName} · ${amountText(amount, language)}`,
  path: `/invoices/${invoiceId}`,
});

const alert: PushTemplate<{ readonly title: Record<Language, string>; readonly body: Record<Language, string>; readonly path: string }> = (
  { title, body, path },
  language,
) => ({ title: title[language], body: body[language], path });

/** Every push the product sends, by name. */
export const pushTemplates = {
  'quote-accepted': quoteAccepted,
  'quote-declined': quoteDeclined,
  'invoice-paid': invoicePaid,
  'payment-received': paymentReceived,
  'payment-failed': paymentFailed,
  alert,
} as const;

export type PushTemplateName = keyof typeof pushTemplates;

export type PushData<T extends PushTemplateName> = (typeof pushTemplates)[T] extends PushTemplate<infer Data> ? Data : never;

export function renderPush(name: PushTemplateName, data: object, language: Language): PushContent {
  // Name and data were put together by `notify`, whose type ties them.
  return (pushTemplates[name] as PushTemplate<never>)(data as never, language);
}
