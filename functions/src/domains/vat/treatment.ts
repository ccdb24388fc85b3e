import * as z from 'zod';
import type { IsoDate } from '../../platform/business-date.ts';
import { invalidField } from '../../platform/errors.ts';
import { groupId, VatKey } from './document.ts';
import { isInUnion, isInUnionForGoods, vatPrefixOf } from './european-union.ts';
import { rateAt, type RateKind } from './rates.ts';
import { TREATMENT_RULES, TreatmentReason, Wording } from './treatment-reasons.ts';

/** How one line is taxed and why, complete enough to print and to file years later. */
export const Treatment = z.object({
  ...VatKey.shape,
  reason: TreatmentReason,
  exemptionCode: z.string().nullable(),
  wording: Wording.nullable(),
});
export type Treatment = z.infer<typeof Treatment>;

/** Countries are ISO 3166-1 alpha-2 codes in capitals, VAT numbers begin with their country's letters. */
export interface VatSeller {
  readonly country: string;
  /** `small-business` while the kleineondernemersregeling (KOR) applies. */
  readonly scheme: 'regular' | 'small-business';
  readonly vatNumber: string | null;
}

export interface VatCustomer {
  readonly kind: 'business' | 'private';
  readonly country: string;
  readonly vatNumber: string | null;
  /** Whether the number stood the checks that the organisation makes. */
  readonly vatNumberValid: boolean;
}

export interface VatLine {
  readonly supply: 'goods' | 'service';
  readonly rateKind: RateKind;
  /** Whether the supply is one for which the Netherlands shift VAT to the buyer: subcontracted building, scrap, … */
  readonly nationalReverseCharge?: boolean | undefined;
  /**
   * Where goods end up when that is not the customer's country, or where a service is bound to a place (a meal,
   * a course, work on a building) whatever the country of the customer.
   */
  readonly place?: string | undefined;
  /** When it differs from the document's. */
  readonly supplyDate?: IsoDate | undefined;
}

export interface VatParties {
  readonly seller: VatSeller;
  readonly customer: VatCustomer;
}

/**
 * Chooses how one line is taxed.
 *
 * @param path where the line is in the caller's input, for the issues about it
 * @throws AppError `invalid-input` at `customer.vatNumber`, `seller.vatNumber`, or under `path`, when what the
 *   case requires is missing
 */
export function chooseTreatment(parties: VatParties, line: VatLine, supplyDate: IsoDate, path = 'line'): Treatment {
  const reason = parties.seller.scheme === 'small-business' ? reasonForSmallBusiness(parties, line) : reasonFor(parties, line, path);
  const { category, exemptionCode, vatNumbers, wording } = TREATMENT_RULES[reason];
  if (vatNumbers === 'both') assertVatNumbers(parties, reason);
  if (category !== 'by-rate') return { category, rateBp: 0, reason, exemptionCode, wording };
  const date = line.supplyDate ?? supplyDate;
  const rateBp = rateAt(parties.seller.country, line.rateKind, date, line.supplyDate ? `${path}.supplyDate` : 'supplyDate');
  return { category: rateBp === 0 ? 'Z' : 'S', rateBp, reason, exemptionCode, wording };
}

/**
 * Chooses for all lines of a document, and checks that they can stand on one.
 *
 * @throws AppError as `chooseTreatment`, with `lines.N` for the path
 */
export function chooseTreatments(parties: VatParties, lines: readonly VatLine[], supplyDate: IsoDate): Treatment[] {
  const treatments = lines.map((line, index) => chooseTreatment(parties, line, supplyDate, `lines.${index}`));
  assertCombinable(treatments);
  return treatments;
}

/**
 * Refuses a document that mixes amounts outside the scope of VAT with others, which no e-invoice may
 * (EN 16931, BR-O-11).
 *
 * @throws AppError `invalid-input` at `lines`
 */
export function assertCombinable(treatments: readonly VatKey[]): void {
  const outside = treatments.filter(({ category }) => category === 'O').length;
  if (outside > 0 && outside < treatments.length) {
    throw invalidField('lines', {
      en: 'Services outside the scope of VAT need an invoice of their own.',
      nl: 'Diensten buiten de btw horen op een eigen factuur.',
    });
  }
}

/** The sentences a document has to bear for its treatments, each once. */
export function wordingsOf(treatments: readonly Treatment[], language: keyof Wording): string[] {
  return [...new Set(treatments.flatMap(({ wording }) => (wording ? [wording[language]] : [])))];
}

/** Why a VAT group is not taxed, as an e-invoice states it (BT-120, BT-121); null for a taxed group. */
export function exemptionOf(treatments: readonly Treatment[], group: VatKey): { code: string | null; wording: Wording } | null {
  const treatment = treatments.find((each) => groupId(each) === groupId(group));
  return treatment?.wording ? { code: treatment.exemptionCode, wording: treatment.wording } : null;
}

/**
 * The scheme exempts what is taxed in the Netherlands. A service that is taxed where a foreign business is
 * established never was, so the customer accounts for it as with any other supplier.
 */
function reasonForSmallBusiness({ seller, customer }: VatParties, line: VatLine): TreatmentReason {
  const isForeignService = line.supply === 'service' && line.place === undefined && customer.country !== seller.country;
  if (!isForeignService || customer.kind === 'private' || line.rateKind === 'exempt') return 'small-business-scheme';
  if (!isInUnion(customer.country)) return 'service-outside-eu';
  return customer.vatNumber === null ? 'small-business-scheme' : 'eu-service';
}

function reasonFor(parties: VatParties, line: VatLine, path: string): TreatmentReason {
  // An exempt supply is exempt whoever buys it, and gives no right to deduct input VAT as a zero rate does.
  if (line.rateKind === 'exempt') return 'exempt';
  const place = line.place ?? parties.customer.country;
  if (place === parties.seller.country) return reasonAtHome(parties, line, path);
  return line.supply === 'goods' ? reasonForGoods(parties, place) : reasonForService(parties, line, path);
}

function reasonAtHome({ customer }: VatParties, line: VatLine, path: string): TreatmentReason {
  if (line.nationalReverseCharge !== true) return 'domestic';
  if (customer.kind === 'private') {
    throw invalidField(`${path}.nationalReverseCharge`, {
      en: 'VAT can only be shifted to a business.',
      nl: 'Btw kan alleen naar een ondernemer worden verlegd.',
    });
  }
  return 'national-reverse-charge';
}

function reasonForGoods({ seller, customer }: VatParties, destination: string): TreatmentReason {
  if (!isInUnionForGoods(destination, customer.vatNumber)) return 'export';
  if (customer.kind === 'private') return 'eu-distance-sale';
  if (customer.vatNumber === null) return 'eu-customer-without-vat-number';
  if (customer.vatNumber.startsWith(vatPrefixOf(seller.country))) {
    throw invalidField('customer.vatNumber', {
      en: 'An intra-Community supply needs a VAT number of another member state.',
      nl: 'Een intracommunautaire levering vraagt om een btw-nummer van een andere lidstaat.',
    });
  }
  return 'eu-goods';
}

function reasonForService({ customer }: VatParties, line: VatLine, path: string): TreatmentReason {
  if (line.place !== undefined) {
    throw invalidField(`${path}.place`, {
      en: `The VAT of ${line.place} is due on this service, which cannot be invoiced here.`,
      nl: `Over deze dienst is btw in ${line.place} verschuldigd; dat kan hier niet worden gefactureerd.`,
    });
  }
  if (customer.kind === 'private') return 'private-customer-abroad';
  if (!isInUnion(customer.country)) return 'service-outside-eu';
  return customer.vatNumber === null ? 'eu-customer-without-vat-number' : 'eu-service';
}

function assertVatNumbers({ seller, customer }: VatParties, reason: TreatmentReason): void {
  const isMissing = customer.vatNumber === null;
  if (isMissing || !customer.vatNumberValid) {
    throw invalidField('customer.vatNumber', {
      en: isMissing ? `Without the customer's VAT number VAT cannot be left out (${reason}).` : "The customer's VAT number is not valid.",
      nl: isMissing ? `Zonder btw-nummer van de klant kan de btw niet achterwege blijven (${reason}).` : 'Het btw-nummer van de klant is niet geldig.',
    });
  }
  if (seller.vatNumber === null) {
    throw invalidField('seller.vatNumber', {
      en: 'Your own VAT number has to be on this document.',
      nl: 'Op dit document hoort het eigen btw-nummer.',
    });
  }
}
