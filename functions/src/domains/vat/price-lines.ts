import { type IsoDate } from '../../platform/business-date.ts';
import { AppError } from '../../platform/errors.ts';
import { type Currency } from '../../platform/money.ts';
import { type Deposit } from './deposits.ts';
import { itemAt, type Discount, type DocumentTotals, type PriceMode } from './document.ts';
import { type DraftDiscount, type StoredLine, type PricedDocument, type PricedLine } from './lines.ts';
import { computeTotals } from './totals.ts';
import { chooseTreatments, exemptionOf, type Treatment, type VatLine } from './treatment.ts';

/** A document as typed, and what decides over its VAT. */
export interface Pricing {
  readonly seller: { readonly country: string; readonly vatNumber: string | null; readonly vatScheme: 'standard' | 'kor' };
  /** The VAT number was checked where the customer was edited. */
  readonly customer: { readonly kind: 'business' | 'private'; readonly country: string; readonly vatNumber: string | null };
  /** The day of supply chooses the rate. */
  readonly supplyDate: IsoDate;
  readonly priceMode: PriceMode;
  readonly currency: Currency;
  readonly lines: readonly StoredLine[];
  /** On the whole document. */
  readonly discount: DraftDiscount | null;
  /** Deposit invoices that a final invoice deducts. */
  readonly deposits?: readonly Deposit[];
}

/**
 * Chooses the VAT of every line and computes the document.
 * @throws AppError `invalid-input` with the path of the field: `lines.2.discount`, `discount`, `customer.vatNumber`
 */
export function priceLines(pricing: Pricing): PricedDocument {
  return withOurPaths(() => {
    const treatments = treatmentsOf(pricing);
    const { priceMode, currency, lines, discount, deposits = [] } = pricing;
    const computed = computeTotals({
      priceMode,
      currency,
      lines: lines.map((line, index) => ({
        quantity: line.quantity,
        unitPriceMinor: line.unitPrice,
        discount: inMinor(line.discount),
        treatment: itemAt(treatments, index),
      })),
      documentDiscount: inMinor(discount),
      deposits,
    });
    return taxed(lines, treatments, computed);
  });
}

/** Joins lines and treatments with what was computed of them. */
export function taxed(lines: readonly StoredLine[], treatments: readonly Treatment[], computed: DocumentTotals): PricedDocument {
  const wordings = treatments.flatMap(({ wording }) => (wording === null ? [] : [wording]));
  return {
    lines: lines.map((line, index): PricedLine => {
      const { typed, net, unitPriceNet } = itemAt(computed.lines, index);
      // Field by field: a treatment may come with the line it was chosen for.
      const { category, rateBp, reason, exemptionCode, wording } = itemAt(treatments, index);
      return { ...line, category, rateBp, reason, exemptionCode, wording, typed, net, unitPriceNet };
    }),
    vat: computed.groups.map((group) => ({ ...group, exemption: exemptionOf(treatments, group) })),
    totals: computed.totals,
    wording: [...new Map(wordings.map((wording) => [wording.nl, wording])).values()],
  };
}

/** What was computed of a document, back from what is stored of it. */
export function computedOf(document: PricedDocument & { readonly priceMode: PriceMode; readonly currency: Currency }): DocumentTotals {
  const { priceMode, currency, lines, vat, totals } = document;
  return {
    priceMode,
    currency,
    lines: lines.map(({ category, rateBp, typed, net, unitPriceNet }) => ({ treatment: { category, rateBp }, typed, net, unitPriceNet })),
    charges: [],
    groups: vat.map(({ exemption: _exemption, ...group }) => group),
    totals,
  };
}

function treatmentsOf({ seller, customer, supplyDate, lines }: Pricing): Treatment[] {
  const parties = {
    seller: { country: seller.country, vatNumber: seller.vatNumber, scheme: seller.vatScheme === 'kor' ? 'small-business' : 'regular' },
    customer: { ...customer, vatNumberValid: customer.vatNumber !== null },
  } as const;
  return chooseTreatments(parties, lines.map(vatLine), supplyDate);
}

function vatLine({ vat, supply }: StoredLine): VatLine {
  return {
    supply: supply === 'goods' ? 'goods' : 'service',
    // What is shifted to the buyer would have been taxed at the standard rate.
    rateKind: vat === 'reverse-charge' ? 'standard' : vat,
    nationalReverseCharge: vat === 'reverse-charge',
  };
}

function inMinor(discount: DraftDiscount | null): Discount | undefined {
  if (discount === null) return undefined;
  return 'percentBp' in discount ? discount : { amountMinor: discount.amount };
}

/** The pure rules name their own fields; the person who reads the issue knows ours. */
function withOurPaths<T>(compute: () => T): T {
  try {
    return compute();
  } catch (thrown) {
    if (!(thrown instanceof AppError) || thrown.issues.length === 0) throw thrown;
    const issues = thrown.issues.map((issue) => ({ ...issue, path: ourPath(issue.path) }));
    throw new AppError(thrown.code, thrown.message, { say: thrown.say, issues, cause: thrown });
  }
}

function ourPath(path: string): string {
  return path.replace(/^documentDiscount/, 'discount').replace(/nationalReverseCharge$/, 'vat');
}
