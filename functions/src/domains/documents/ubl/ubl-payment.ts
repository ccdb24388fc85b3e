/** How and when to pay in UBL (BG-16, BT-9, BT-20). */
import type { PaperDocument, UblProfile } from '../document-model.ts';
import { text, type Xml } from './xml.ts';

/** UNCL4461. Dutch sellers may use 30, 48, 49, 57, 58 and 59 only (NL-R-008). */
const TRANSFER = '30';
const SEPA_TRANSFER = '58';
const CARD = '48';
const STANDING_AGREEMENT = '57';

const WORDS = {
  nl: { now: 'Betaling direct na ontvangst', credit: 'Wordt verrekend of terugbetaald' },
  en: { now: 'Payable on receipt', credit: 'Will be set off or refunded' },
} as const;

function plain(code: string | undefined): string | undefined {
  return code?.replace(/\s/g, '').toUpperCase() || undefined;
}

/**
 * The means of payment. A credit note asks for nothing, so on Peppol it names none; NLCIUS wants one wherever an amount
 * is payable, whichever way it goes (BR-NL-11), and between parties that settle it is their standing agreement.
 */
export function paymentMeans(document: PaperDocument, profile: UblProfile): Xml {
  const { seller, payment, currency, kind, totals, number } = document;
  if (kind === 'credit-note') return profile === 'nlcius' && totals.dueMinor > 0 ? { 'cbc:PaymentMeansCode': STANDING_AGREEMENT } : undefined;
  const reference = text(payment?.reference ?? number);
  const account = plain(seller.iban);
  if (account === undefined) {
    if (totals.dueMinor <= 0) return undefined;
    return { 'cbc:PaymentMeansCode': payment?.url ? CARD : STANDING_AGREEMENT, 'cbc:PaymentID': reference };
  }
  const code = currency === 'EUR' ? SEPA_TRANSFER : TRANSFER;
  // NLCIUS advises against the holder's name (BR-NL-30), and against the bank's code where an IBAN is enough (BR-NL-31).
  const advised = profile === 'peppol-bis-3';
  const bic = advised || code === TRANSFER ? plain(seller.bic) : undefined;
  return {
    'cbc:PaymentMeansCode': code,
    'cbc:PaymentID': reference,
    'cac:PayeeFinancialAccount': {
      'cbc:ID': account,
      'cbc:Name': advised ? text(seller.legalName, 70) : undefined,
      'cac:FinancialInstitutionBranch': bic && { 'cbc:ID': bic },
    },
  };
}

/** Terms in words: those given, and where there is no due date, those that BR-CO-25 asks for. */
export function paymentTerms(document: PaperDocument): Xml {
  const { kind, language, dueDate, paymentTerms: given, payment } = document;
  const instruction = text(given ?? payment?.instruction);
  const words = WORDS[language];
  const usual = kind === 'credit-note' ? words.credit : dueDate ? undefined : words.now;
  return { 'cbc:Note': instruction ?? usual };
}
