/** Lines, document discounts and charges in UBL (BG-25, BG-20, BG-21). */
import type { PaperAdjustment, PaperDocument, PaperLine } from '../document-model.ts';
import { unitCode } from '../units.ts';
import type { AmountWriter } from './amounts.ts';
import { exact, isProduct, opposite, written, type Exact } from './exact.ts';
import { taxCategory } from './ubl-tax.ts';
import { text, withAttribute, type Xml, type XmlElements } from './xml.ts';

/** What Peppol allows between the net amount of a line and its quantity times price (R120), in minor units. */
const TOLERANCE = 2;

const WORDS = {
  nl: { discount: 'Korting', charge: 'Toeslag', item: 'Artikel' },
  en: { discount: 'Discount', charge: 'Surcharge', item: 'Item' },
} as const;

/** A quantity and a price that multiply to the amount before discount. */
interface Pricing {
  readonly quantity: Exact;
  readonly priceMinor: number;
  /** Set when the price is for more than one unit. */
  readonly baseQuantity?: Exact;
}

/**
 * Prices are never negative (BR-27), so the sign goes to the quantity. Where the price per unit was rounded,
 * as happens with prices including VAT, the price of the whole quantity is stated instead, which is exact.
 */
function pricing(line: PaperLine): Pricing {
  const stated = exact(line.quantity);
  const given = stated.unscaled === 0n ? exact('1') : stated;
  const before = line.netMinor + (line.discountMinor ?? 0);
  const { unitPriceMinor } = line;
  if (unitPriceMinor !== undefined && isProduct(stated, unitPriceMinor, before, TOLERANCE)) {
    return unitPriceMinor < 0 ? { quantity: opposite(stated), priceMinor: -unitPriceMinor } : { quantity: stated, priceMinor: unitPriceMinor };
  }
  const size = given.unscaled < 0n ? opposite(given) : given;
  return { quantity: before < 0 ? opposite(size) : size, priceMinor: Math.abs(before), baseQuantity: size };
}

function lineDiscount(line: PaperLine, language: PaperDocument['language'], write: AmountWriter): Xml {
  const discount = line.discountMinor ?? 0;
  if (discount === 0) return undefined;
  const charge = discount < 0;
  return {
    'cbc:ChargeIndicator': String(charge),
    'cbc:AllowanceChargeReason': WORDS[language][charge ? 'charge' : 'discount'],
    'cbc:Amount': write(Math.abs(discount)),
  };
}

/** A period of a line outside that of the document is not allowed (R110, R111), and is left to the description. */
function linePeriod(line: PaperLine, { period }: PaperDocument): Xml {
  if (!line.period) return undefined;
  if (period && (line.period.from < period.from || line.period.to > period.to)) return undefined;
  return { 'cbc:StartDate': line.period.from, 'cbc:EndDate': line.period.to };
}

function invoiceLine(line: PaperLine, index: number, document: PaperDocument, write: AmountWriter): XmlElements {
  const { language, kind } = document;
  const { quantity, priceMinor, baseQuantity } = pricing(line);
  const unit = unitCode(line.unit);
  return {
    'cbc:ID': String(index + 1),
    [kind === 'credit-note' ? 'cbc:CreditedQuantity' : 'cbc:InvoicedQuantity']: withAttribute(written(quantity), 'unitCode', unit),
    'cbc:LineExtensionAmount': write(line.netMinor),
    'cac:InvoicePeriod': linePeriod(line, document),
    'cac:AllowanceCharge': lineDiscount(line, language, write),
    'cac:Item': {
      'cbc:Description': text(line.detail),
      'cbc:Name': text(line.description) ?? WORDS[language].item,
      'cac:ClassifiedTaxCategory': taxCategory(line.vatCategory, line.vatRateBp),
    },
    'cac:Price': {
      'cbc:PriceAmount': write(priceMinor),
      'cbc:BaseQuantity': baseQuantity && withAttribute(written(baseQuantity), 'unitCode', unit),
    },
  };
}

/** The lines, under the name the kind of document gives them. */
export function invoiceLines(document: PaperDocument, write: AmountWriter): XmlElements {
  const name = document.kind === 'credit-note' ? 'cac:CreditNoteLine' : 'cac:InvoiceLine';
  return { [name]: document.lines.map((line, index) => invoiceLine(line, index, document, write)) };
}

/** A discount or charge on the whole document. Its reason is in words: NLCIUS advises against codes. */
function adjustment(each: PaperAdjustment, language: PaperDocument['language'], write: AmountWriter): XmlElements {
  return {
    'cbc:ChargeIndicator': String(each.kind === 'charge'),
    'cbc:AllowanceChargeReason': text(each.description) ?? WORDS[language][each.kind],
    'cbc:Amount': write(each.amountMinor),
    'cac:TaxCategory': taxCategory(each.vatCategory, each.vatRateBp),
  };
}

/** All discounts and charges on the document. */
export function adjustments({ adjustments: all = [], language }: PaperDocument, write: AmountWriter): Xml {
  return all.map((each) => adjustment(each, language, write));
}

/** The sum of the discounts, or of the charges. */
export function adjusted({ adjustments: all = [] }: PaperDocument, kind: PaperAdjustment['kind']): number {
  return all.filter((each) => each.kind === kind).reduce((sum, { amountMinor }) => sum + amountMinor, 0);
}
