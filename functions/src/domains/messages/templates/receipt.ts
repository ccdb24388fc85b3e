import { amountText, greeting, momentText, type Amount } from './wording.ts';
import { pick, type MailTemplate } from './template.ts';

export interface ReceiptMail {
  /** Number of what was paid. */
  readonly number: string;
  readonly customerName: string;
  readonly paid: Amount;
  /** What is still open after this payment. */
  readonly remaining: Amount;
  /** How, as the provider names it: `ideal`, `card`, … */
  readonly method: string;
  readonly paidAt: Date;
}

const METHODS: Record<string, { readonly nl: string; readonly en: string }> = {
  ideal: { nl: 'iDEAL', en: 'iDEAL' },
  card: { nl: 'Kaart', en: 'Card' },
  bancontact: { nl: 'Bancontact', en: 'Bancontact' },
  sepa_debit: { nl: 'SEPA-incasso', en: 'SEPA direct debit' },
  'bank-transfer': { nl: 'Overschrijving', en: 'Bank transfer' },
  cash: { nl: 'Contant', en: 'Cash' },
};

export const receiptMail: MailTemplate<ReceiptMail> = (data, { language, timeZone }) => {
  const { number, customerName, paid, remaining, method, paidAt } = data;
  const amount = amountText(paid, language);
  return {
    subject: pick(language, { nl: `Betaling ontvangen voor ${number}`, en: `Payment received for ${number}` }),
    preview: pick(language, { nl: `We ontvingen ${amount}. Dank je wel!`, en: `We received ${amount}. Thank you!` }),
    greeting: greeting(customerName, language),
    paragraphs: [
      remaining.amount > 0
        ? pick(language, {
            nl: `We hebben je betaling ontvangen. Er staat nog ${amountText(remaining, language)} open.`,
            en: `We have received your payment. ${amountText(remaining, language)} is still open.`,
          })
        : pick(language, {
            nl: 'We hebben je betaling ontvangen; hiermee is alles voldaan. Dank je wel!',
            en: 'We have received your payment and everything is settled. Thank you!',
          }),
    ],
    facts: [
      [pick(language, { nl: 'Voor', en: 'For' }), number],
      [pick(language, { nl: 'Betaald', en: 'Paid' }), amount],
      [pick(language, { nl: 'Betaalwijze', en: 'Method' }), METHODS[method]?.[language] ?? method],
      [pick(language, { nl: 'Op', en: 'On' }), momentText(paidAt, language, timeZone)],
    ],
  };
};

export interface RefundMail {
  readonly number: string;
  readonly customerName: string;
  readonly refunded: Amount;
}

export const refundMail: MailTemplate<RefundMail> = ({ number, customerName, refunded }, { language }) => {
  const amount = amountText(refunded, language);
  return {
    subject: pick(language, { nl: `Terugbetaling voor ${number}`, en: `Refund for ${number}` }),
    preview: pick(language, { nl: `We betaalden ${amount} terug.`, en: `We refunded ${amount}.` }),
    greeting: greeting(customerName, language),
    paragraphs: [
      pick(language, {
        nl: `We hebben ${amount} teruggestort. Afhankelijk van je bank staat het binnen enkele werkdagen op je rekening.`,
        en: `We have refunded ${amount}. Depending on your bank it reaches your account within a few working days.`,
      }),
    ],
    facts: [
      [pick(language, { nl: 'Voor', en: 'For' }), number],
      [pick(language, { nl: 'Terugbetaald', en: 'Refunded' }), amount],
    ],
  };
};
