import * as z from 'zod';
import type { VatCategory } from './document.ts';

/** Why an amount is taxed as it is; stored with every line of an invoice. */
export const TreatmentReason = z.enum([
  'domestic',
  'exempt',
  'small-business-scheme',
  'national-reverse-charge',
  'eu-goods',
  'eu-service',
  'eu-customer-without-vat-number',
  'eu-distance-sale',
  'private-customer-abroad',
  'export',
  'service-outside-eu',
]);
export type TreatmentReason = z.infer<typeof TreatmentReason>;

/** A sentence for the document, in the languages documents are made in. */
export const Wording = z.object({ nl: z.string(), en: z.string() });
export type Wording = z.infer<typeof Wording>;

/** Which VAT numbers the document must bear. */
type Needed = 'both' | 'none';

interface ReasonRule {
  /** `by-rate`: S, or Z at a rate of zero. All others are untaxed. */
  readonly category: VatCategory | 'by-rate';
  /** Code of the VATEX list (BT-121), where EN 16931 has one for the case. */
  readonly exemptionCode: string | null;
  readonly vatNumbers: Needed;
  /** What the document has to say (article 35a Wet OB, BT-120); null when VAT is simply charged. */
  readonly wording: Wording | null;
}

const TAXED: ReasonRule = { category: 'by-rate', exemptionCode: null, vatNumbers: 'none', wording: null };

/** One row per reason; the compiler refuses a reason without a row. */
export const TREATMENT_RULES: Readonly<Record<TreatmentReason, ReasonRule>> = {
  domestic: TAXED,
  exempt: {
    category: 'E',
    exemptionCode: null,
    vatNumbers: 'none',
    wording: { nl: 'Vrijgesteld van btw, artikel 11 Wet OB', en: 'Exempt from VAT, article 11 of the Dutch VAT Act' },
  },
  'small-business-scheme': {
    category: 'E',
    exemptionCode: null,
    vatNumbers: 'none',
    wording: {
      nl: 'Vrijgesteld van btw, artikel 25 Wet OB',
      en: 'Exempt from VAT, article 25 of the Dutch VAT Act (small businesses)',
    },
  },
  'national-reverse-charge': {
    category: 'AE',
    exemptionCode: 'VATEX-EU-AE',
    vatNumbers: 'both',
    wording: { nl: 'Btw verlegd', en: 'Reverse charge (btw verlegd)' },
  },
  'eu-service': {
    category: 'AE',
    exemptionCode: 'VATEX-EU-AE',
    vatNumbers: 'both',
    wording: {
      nl: 'Btw verlegd, artikel 196 btw-richtlijn 2006/112/EG',
      en: 'Reverse charge, article 196 of VAT Directive 2006/112/EC',
    },
  },
  'eu-goods': {
    category: 'K',
    exemptionCode: 'VATEX-EU-IC',
    vatNumbers: 'both',
    wording: {
      nl: 'Intracommunautaire levering, artikel 138 btw-richtlijn 2006/112/EG',
      en: 'Intra-Community supply, article 138 of VAT Directive 2006/112/EC',
    },
  },
  'eu-customer-without-vat-number': TAXED,
  'eu-distance-sale': TAXED,
  'private-customer-abroad': TAXED,
  export: {
    category: 'G',
    exemptionCode: 'VATEX-EU-G',
    vatNumbers: 'none',
    wording: {
      nl: 'Uitvoer buiten de EU, artikel 146 btw-richtlijn 2006/112/EG',
      en: 'Export outside the EU, article 146 of VAT Directive 2006/112/EC',
    },
  },
  'service-outside-eu': {
    category: 'O',
    exemptionCode: 'VATEX-EU-O',
    vatNumbers: 'none',
    wording: {
      nl: 'Niet onderworpen aan Nederlandse btw, artikel 44 btw-richtlijn 2006/112/EG',
      en: 'Not subject to Dutch VAT, article 44 of VAT Directive 2006/112/EC',
    },
  },
};
