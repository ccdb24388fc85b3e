/** VAT in UBL: the categories of lines and adjustments, and the breakdown (BG-23). */
import type { PaperDocument, PaperVatRow, UblProfile, VatCategory } from '../document-model.ts';
import { formatDate, formatDecimal, formatMoney } from '../format.ts';
import { amount, type AmountWriter } from './amounts.ts';
import { written } from './exact.ts';
import { text, type Xml, type XmlElements } from './xml.ts';

const VAT_SCHEME = { 'cac:TaxScheme': { 'cbc:ID': 'VAT' } } as const;

/** The code of list VATEX where a category has only one. */
const REASON_CODES: Partial<Record<VatCategory, string>> = {
  AE: 'VATEX-EU-AE',
  K: 'VATEX-EU-IC',
  G: 'VATEX-EU-G',
  O: 'VATEX-EU-O',
};

const REASONS: Record<'nl' | 'en', Partial<Record<VatCategory, string>>> = {
  nl: {
    E: 'Vrijgesteld van btw',
    AE: 'Btw verlegd',
    K: 'Intracommunautaire levering, artikel 138 btw-richtlijn',
    G: 'Uitvoer buiten de EU',
    O: 'Buiten de werkingssfeer van de btw',
  },
  en: { E: 'Exempt from VAT', AE: 'Reverse charge', K: 'Intra-Community supply, article 138 VAT Directive', G: 'Export outside the EU', O: 'Not subject to VAT' },
};

/** A rate in percent. Only the standard category has one above zero; outside VAT there is none at all (BR-O-05). */
export function percent(category: VatCategory, rateBp: number | null): string | undefined {
  if (category === 'O') return undefined;
  return category === 'S' ? written({ unscaled: BigInt(rateBp ?? 0), scale: 2 }) : '0';
}

/** The category of a line or adjustment. */
export function taxCategory(category: VatCategory, rateBp: number | null): XmlElements {
  return { 'cbc:ID': category, 'cbc:Percent': percent(category, rateBp), ...VAT_SCHEME };
}

function subtotal(row: PaperVatRow, document: PaperDocument, profile: UblProfile, write: AmountWriter): XmlElements {
  const { category, rateBp } = row;
  const usual = REASONS[document.language][category];
  return {
    'cbc:TaxableAmount': write(row.baseMinor),
    'cbc:TaxAmount': write(row.vatMinor),
    'cac:TaxCategory': {
      'cbc:ID': category,
      'cbc:Percent': percent(category, rateBp),
      // NLCIUS wants the reason in words only (BR-NL-35); taxed supplies have none (BR-S-10, BR-Z-10).
      'cbc:TaxExemptionReasonCode': usual && profile === 'peppol-bis-3' ? (row.reasonCode ?? REASON_CODES[category]) : undefined,
      'cbc:TaxExemptionReason': usual && (text(row.reason) ?? usual),
      ...VAT_SCHEME,
    },
  };
}

/** The VAT in the accounting currency (BT-111), when the document is in another. */
function vatInEuro({ vat, currency }: PaperDocument): number | undefined {
  if (currency === 'EUR' || vat.some(({ vatEurMinor }) => vatEurMinor === undefined)) return undefined;
  return vat.reduce((sum, { vatEurMinor }) => sum + (vatEurMinor ?? 0), 0);
}

/**
 * Whether the document states its VAT in euro as an amount of its own (BT-6). NLCIUS advises against that (BR-NL-19,
 * BR-NL-33) while the law asks for the amount; there `euroNote` says it.
 */
export function taxCurrency(document: PaperDocument, profile: UblProfile): string | undefined {
  return profile === 'nlcius' || vatInEuro(document) === undefined ? undefined : 'EUR';
}

/** The VAT in euro in words, for a document that has no amount of its own for it. */
export function euroNote(document: PaperDocument, profile: UblProfile): string | undefined {
  const inEuro = vatInEuro(document);
  if (profile !== 'nlcius' || inEuro === undefined) return undefined;
  const { language, exchangeRate, currency } = document;
  const words = `${language === 'nl' ? 'Btw in euro' : 'VAT in euro'}: ${formatMoney(inEuro, 'EUR', language)}`;
  if (exchangeRate === undefined) return `${words}.`;
  const { rate, source, date } = exchangeRate;
  return `${words} (€ 1 = ${currency} ${formatDecimal(rate, language)}, ${source} ${formatDate(date, language)}).`;
}

/** The tax totals: one with the breakdown, and one in euro for a document in another currency. */
export function taxTotals(document: PaperDocument, profile: UblProfile, write: AmountWriter): Xml {
  const inEuro = taxCurrency(document, profile) === undefined ? undefined : vatInEuro(document);
  return [
    { 'cbc:TaxAmount': write(document.totals.vatMinor), 'cac:TaxSubtotal': document.vat.map((row) => subtotal(row, document, profile, write)) },
    inEuro === undefined ? undefined : { 'cbc:TaxAmount': amount(inEuro, 'EUR') },
  ];
}
