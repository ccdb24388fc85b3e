/** What other domains may use of VAT. */
export {
  creditDocument,
  type CreditNote,
} from './credit.ts';
export {
  creditedGroups,
  isFullyCredited,
  noProgress,
  type CreditableDocument,
  type CreditedGroup,
  type CreditProgress,
  type CreditRequest,
} from './credit-progress.ts';
export { splitDeposit, type Deposit, type DepositPart } from './deposits.ts';
export {
  Breakdown,
  ChargeTotals,
  Discount,
  DocumentTotals,
  groupId,
  LineTotals,
  PricedCharge,
  PriceMode,
  Sums,
  VatCategory,
  VatGroup,
  VatKey,
} from './document.ts';
export { creditInEuro, ExchangeRate, groupsInEuro, toEuro, type EuroGroup } from './euro-vat.ts';
export { isInUnion } from './european-union.ts';
export { DraftDiscount, DraftLine, DraftLines, StoredLine, PricedDocument, PricedGroup, PricedLine, VatChoice } from './lines.ts';
export { computedOf, priceLines, taxed, type Pricing } from './price-lines.ts';
export { RatedSubject, RateKind, rateAt, rateKindOf } from './rates.ts';
export { SMALL_BUSINESS_LIMIT, staysWithinSmallBusinessScheme } from './small-business-scheme.ts';
export { computeTotals } from './totals.ts';
export {
  assertCombinable,
  chooseTreatment,
  chooseTreatments,
  exemptionOf,
  Treatment,
  wordingsOf,
  type VatCustomer,
  type VatLine,
  type VatParties,
  type VatSeller,
} from './treatment.ts';
export { TreatmentReason, Wording } from './treatment-reasons.ts';
